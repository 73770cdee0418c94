import type { StepProgress } from '../../measure/processes/measure-tests.ts';

/** What is going on, for whoever shows it. */
export type CompareEvent =
  | { readonly kind: 'preparing'; readonly words: string }
  | { readonly kind: 'started'; readonly tests: number; readonly processes: number }
  | { readonly kind: 'step'; readonly progress: StepProgress };
