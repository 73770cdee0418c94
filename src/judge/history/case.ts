import type { RunStatus } from '../../model/baseline.ts';
import type { MeasurementMethod } from '../../model/measurement.ts';
import type { StatisticalMethod } from '../../model/statistics.ts';
import type { Suspicion } from '../../model/suspicion.ts';
import type { Change, ThresholdBounds, ValidationResult, VerdictView } from '../../model/verdict.ts';
import type { Look, ProcessEvidence } from '../evidence.ts';

/** A past run, as the judge sees it. */
export interface PastRun {
  /** Seconds per call. */
  readonly estimate: number;
  /** The weight that it left to the runs before it. */
  readonly decayFactor: number;
  /** Its processes, where they are known. */
  readonly processes?: readonly ProcessEvidence[];
  /** `undecided` where it was too noisy to tell whether it was slower. Default: it was told. */
  readonly status?: RunStatus;
  /** Whether it was made on this machine as it is now, and not long ago. Default: yes. */
  readonly isOfSameMachineSession?: boolean;
}

/** What a judge is given. */
export interface HistoryCase {
  /** Past runs that count, oldest first. */
  readonly history: readonly PastRun[];
  /** Runs of this test that cannot be compared with this one: of another environment or method. */
  readonly incomparable: readonly string[];
  /** Whether it is not known what past runs there are. Default: it is. */
  readonly isUnread?: boolean | undefined;
  /** The measurements of this run, first to last: one, and more where it looked changed. */
  readonly looks: readonly Look[];
  readonly method: MeasurementMethod;
  readonly statisticalMethod: StatisticalMethod;
  readonly thresholdFactor: number;
  readonly tolerancePercent: number;
  /** Of the interval that is reported. */
  readonly confidenceLevel: number;
  /** Chance that one look at unchanged code seems slower. Default: by the processes of past runs; a verdict takes two looks, or three. */
  readonly falseAlarmRate?: number;
}

/** Its result. */
export interface Judgement {
  readonly validation: ValidationResult;
  readonly thresholds: ThresholdBounds;
  readonly change: Change | null;
  /** The run's estimate, in seconds per call. */
  readonly estimate: number;
  /** A change hangs on too little: measure again, later, before it is believed. */
  readonly needsConfirmation: boolean;
  /** It may be slower, and that is left open: it is not learned. */
  readonly isDisputed: boolean;
  /** Why, in words. Default: its looks did not agree. */
  readonly whyDisputed?: string;
  /** What the verdict was made from; none without history. */
  readonly views: readonly VerdictView[];
  /** Whether the code itself is worth a comparison, by the looks so far: one, where that is asked. */
  readonly suspicion: Suspicion;
}

/** Judges a run against the runs before it. A pure function. */
export type HistoryJudge = (given: HistoryCase) => Judgement;
