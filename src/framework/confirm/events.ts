import type { StepProgress } from '../../measure/processes/measure-tests.ts';

/** What is going on while suspects are confirmed, for whoever shows it. */
export type ConfirmEvent =
  | { readonly kind: 'preparing'; readonly words: string }
  | { readonly kind: 'confirming'; readonly tests: readonly string[]; readonly processes: number }
  | { readonly kind: 'step'; readonly progress: StepProgress };
