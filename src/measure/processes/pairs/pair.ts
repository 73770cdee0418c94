import type { PairManner, ProcessMeasurement } from '../../../model/measurement.ts';
import type { WorkerOutcome } from '../conversation.ts';
import type { MeasureRequest } from '../protocol.ts';
import type { WorkerPool } from '../worker-process.ts';

/** One side of a pair. */
export interface PairSide {
  /** Where its process comes from. */
  readonly pool: WorkerPool;
  readonly request: MeasureRequest;
}

/** How a side was sampled. */
export interface SampledAs {
  readonly callsPerSample: number;
  /** What a call took. While a pair warms up it takes more where both share a processor. */
  readonly secondsPerCall: number;
}

/** How a test's first process of a side was sampled; undefined before there was one. */
export function sampledAs(first: Pick<ProcessMeasurement, 'callsPerSample' | 'location'> | undefined) {
  return first && { callsPerSample: first.callsPerSample, secondsPerCall: first.location };
}

/** How long a pair may take. */
export interface PairLimits {
  /** Seconds after which a process that does not answer is killed. */
  readonly timeLimit: number;
  readonly signal: AbortSignal | undefined;
}

/** Result of measuring a pair: both sides, in the order in which they were given, or what ended it. */
export type PairOutcome =
  | {
      readonly kind: 'measured';
      readonly sides: readonly [ProcessMeasurement, ProcessMeasurement];
      readonly manner: PairManner;
    }
  | {
      readonly kind: 'failed';
      /** How each side ended that gave no result; null for one that did not fail, as far as that is known. */
      readonly ends: readonly [WorkerOutcome | null, WorkerOutcome | null];
      /** Whether both sides were ready to be sampled by then. */
      readonly hasBegun: boolean;
    };

/** A pair that one side ended. */
export function endedBy(
  side: 0 | 1,
  outcome: WorkerOutcome,
  hasBegun: boolean,
): Extract<PairOutcome, { kind: 'failed' }> {
  return { kind: 'failed', ends: side === 0 ? [outcome, null] : [null, outcome], hasBegun };
}
