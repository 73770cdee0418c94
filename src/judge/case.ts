import type { MeasurementMethod } from '../model/measurement.ts';
import type { StatisticalMethod } from '../model/statistics.ts';
import type { Change, ThresholdBounds, ValidationResult } from '../model/verdict.ts';
import type { MachineChange } from './machine.ts';

/** A past run, as the judge sees it. */
export interface PastRun {
  /** Seconds a call. */
  readonly estimate: number;
  /** The weight that it left to the runs before it. */
  readonly decayFactor: number;
  /** Its processes' locations, in seconds a call, where they are known. */
  readonly locations?: readonly number[];
}

/** A test measured once: one location estimate a process, in seconds a call. */
export type Look = readonly number[];

/** What a judge is given. */
export interface HistoryCase {
  /** Past runs that count, oldest first. */
  readonly history: readonly PastRun[];
  /** Runs of this test that cannot be compared with this one: of another environment or method. */
  readonly incomparable: readonly string[];
  /** The measurements of this run, first to last: one, and more where it looked slower. */
  readonly looks: readonly Look[];
  /** What the control kernel says of the machine. Default: that it is as it was. */
  readonly machine?: MachineChange;
  readonly method: MeasurementMethod;
  readonly statisticalMethod: StatisticalMethod;
  readonly thresholdFactor: number;
  readonly tolerancePercent: number;
  /** Of the interval that is reported. */
  readonly confidenceLevel: number;
  /** Chance that one look at unchanged code seems slower. Default 0.01; a verdict takes two looks. */
  readonly falseAlarmRate?: number;
}

/** What it answers. */
export interface Judgement {
  readonly validation: ValidationResult;
  readonly thresholds: ThresholdBounds;
  readonly change: Change | null;
  /** The run's estimate, in seconds a call. */
  readonly estimate: number;
  /** A slow-down hangs on too little: measure again, later, before it is believed. */
  readonly needsConfirmation: boolean;
  /** Its looks did not agree about a slow-down. */
  readonly isDisputed: boolean;
}

/** Judges a run against the runs before it. A pure function. */
export type HistoryJudge = (given: HistoryCase) => Judgement;
