import type { Metric } from './metric.ts';
import type { Recording } from './recording.ts';
import type { Change, ValidationResult } from './verdict.ts';

/**
 * How much a figure can be trusted:
 * - `processes`: several processes were measured;
 * - `samples`: one process was, several times;
 * - `summary`: there is one figure, and nothing that it was made from;
 * - `exact`: it is the same each time, as the size of a file is.
 */
export type MetricEvidence = 'processes' | 'samples' | 'summary' | 'exact';

/** What became of one metric of a test. */
export interface MetricResult extends Metric {
  /** In `unit`: what verdicts are made from. Null where it could not be measured: the verdict is `inconclusive` then, and says why. */
  readonly value: number | null;
  /** What the figure was made from: the less, the wider the margin. Null where there is none. */
  readonly evidence: MetricEvidence | null;
  /** How it was measured, where there are several ways; a sentence. */
  readonly how?: string;
  /**
   * Of the value against its baseline, in percent of it: positive is more, and whether more is worse is what `better` says.
   * Null where there is no baseline, or it is 0.
   */
  readonly change: Change | null;
  /** The verdict on this metric alone. */
  readonly validation: ValidationResult;
  /** Whether this figure was stored, and if not, why. */
  readonly recording: Recording;
}
