import type { StepProgress } from '../../measure/processes/measure-tests.ts';
import type { BaseRevision } from '../../model/base-revision.ts';

/** What is going on while suspects are confirmed, for whoever shows it. */
export type ConfirmEvent =
  | { readonly kind: 'preparing'; readonly words: string }
  | {
      readonly kind: 'confirming';
      readonly tests: readonly string[];
      readonly processes: number;
      /** The commit whose code they are measured against in pairs; null where they are measured again alone. */
      readonly base: BaseRevision | null;
    }
  | { readonly kind: 'step'; readonly progress: StepProgress };
