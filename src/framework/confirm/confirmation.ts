import type { StepProgress } from '../../measure/processes/measure-tests.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { BaseRevision } from '../../model/base-revision.ts';
import type { PairManner } from '../../model/measurement.ts';
import type { FailedTest } from '../../model/result.ts';
import type { Suspicion } from '../../model/suspicion.ts';
import type { PairEnd } from '../compare/measure-pairs.ts';
import type { StoredHistory } from '../store/history.ts';

/** A test that past runs cannot clear. */
export interface Suspect {
  readonly test: PlannedTest;
  readonly stored: StoredHistory;
  readonly suspicion: Suspicion;
}

/** What pairs say of one suspect. */
export type Confirmation =
  | {
      readonly kind: 'judged';
      readonly base: BaseRevision;
      /** How its pairs were measured. */
      readonly manner: PairManner;
      /** What a person should know of them, one sentence each. */
      readonly notes: readonly string[];
      readonly end: Extract<PairEnd, { kind: 'judged' }>;
    }
  /** The present code failed. */
  | { readonly kind: 'failed'; readonly failure: FailedTest }
  /** The time for all suspects was over before it was decided. */
  | { readonly kind: 'left_over' }
  | WithoutPairs;

/** There are no pairs of it, so past runs decide. */
export interface WithoutPairs {
  readonly kind: 'without_pairs';
  /** A sentence. */
  readonly reason: string;
  /** What can be done about it; null where nothing has to be done. */
  readonly remedy: string | null;
  /** Whether pairs could have told nothing more. */
  readonly isHarmless: boolean;
}

/** Collects the confirmations of a run, one per suspect. */
export type Confirmations = Map<PlannedTest, Confirmation>;

/** Says why there are no pairs of something. */
export function withoutPairs(reason: string, remedy: string | null = null, isHarmless = false): WithoutPairs {
  return { kind: 'without_pairs', reason, remedy, isHarmless };
}

/** Result of an interrupted confirmation. */
export function interrupted({ declaration, file }: PlannedTest): Confirmation {
  const message = 'Interrupted before pairs of processes could decide; nothing was recorded for it.';
  return { kind: 'failed', failure: { testName: declaration.name, file, reason: 'interrupted', message, stack: null } };
}

/** Measures suspects, the most suspicious first, in pairs of processes against the code of their baseline. */
export type Confirm = (
  suspects: readonly Suspect[],
  onEvent: (event: ConfirmEvent) => void,
) => Promise<ReadonlyMap<PlannedTest, Confirmation>>;

// Twelve tests that are all 5 % slower take 100 s on a calm machine; on a crowded one, pairs take four times as long.
const LEAST = 300;
// Four pairs, which decide most unchanged tests, take 3 s on a calm machine.
const PER_SUSPECT = 15;

/**
 * Seconds that the pairs of a run may take.
 * @param configured 0: as many as the suspects need on all but the most crowded machines.
 */
export function budgetFor(configured: number, suspects: number): number {
  return configured > 0 ? configured : Math.max(LEAST, PER_SUSPECT * suspects);
}

/** Progress while suspects are confirmed. */
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
