import type { PairManner, ProcessMeasurement } from '../../../model/measurement.ts';
import type { WorkerOutcome } from '../conversation.ts';
import type { MeasureRequest } from '../protocol.ts';
import type { WorkerPool } from '../worker-process.ts';

/** One side of a pair; where several functions are compared, one of as many sides. */
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

/** Two sides. */
export type TwoSides = readonly [PairSide, PairSide];

/** A value for each side, in their order. */
export type OfEach<Sides extends readonly unknown[], Value> = { readonly [Side in keyof Sides]: Value };

/** Result of measuring a pair: all sides, in the order in which they were given, or what ended it. */
export type PairOutcome<Sides extends readonly unknown[] = TwoSides> =
  | {
      readonly kind: 'measured';
      readonly sides: OfEach<Sides, ProcessMeasurement>;
      readonly manner: PairManner;
    }
  | PairFailure<Sides>;

/** A pair without a result. */
export interface PairFailure<Sides extends readonly unknown[] = readonly PairSide[]> {
  readonly kind: 'failed';
  /** How each side ended that gave no result; null for one that did not fail, as far as that is known. */
  readonly ends: OfEach<Sides, WorkerOutcome | null>;
  /** Whether all sides were ready to be sampled by then. */
  readonly hasBegun: boolean;
}

/** A pair that one of so many sides ended. */
export function endedBy(side: number, outcome: WorkerOutcome, hasBegun: boolean, count: number): PairFailure {
  return { kind: 'failed', ends: Array.from({ length: count }, (_, i) => (i === side ? outcome : null)), hasBegun };
}
