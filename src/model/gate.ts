import type { Metric } from './metric.ts';
import type { TestDeclaration, TestMark } from './suite.ts';

/** A limit, an amount to measure, or a setting. */
export type GateValue = string | number | boolean;

/** A test as a part of the gate. */
export interface GatedTest extends Pick<TestDeclaration, 'kind'> {
  /** What it is held against is stored under it: the test's name, or its `baselineKey`. */
  readonly key: string;
  /** Full name, groups included. */
  readonly testName: string;
  /** Relative to the working directory. */
  readonly file: string;
  /** What it returns, where it is not timed. */
  readonly metric?: Pick<Metric, 'unit' | 'better'>;
  /** How its file leaves it out; null where it is measured. */
  readonly leftOut: TestMark | null;
  /** What it lets pass and how much of it is measured, by the names of its options; of one metric, `tolerancePercent of` its name. */
  readonly limits: Readonly<Record<string, GateValue>>;
}

/** The gate of a suite as it is at one moment: its tests, what they let pass, and the configuration. */
export interface Gate {
  /** Every test that its files declare; what cannot be loaded is not in it. */
  readonly tests: readonly GatedTest[];
  /** Fields of the configuration that have a say in verdicts, by their keys. */
  readonly settings: Readonly<Record<string, GateValue>>;
}

/** Which suite a gate is of: the same performance files, looked for from the same place, in comparable environments. */
export interface SuiteKey {
  /**
   * The directory, relative to the root of its repository, and the patterns of files, one a line: the same on every machine.
   */
  readonly suite: string;
  /** Separates machines whose results must not be compared. */
  readonly environmentKey: string;
}

/** The gate as the newest whole run of a suite found it, which the next one is held against. */
export interface StoredGate extends Gate, SuiteKey {
  /** The run that found it. */
  readonly runId: string;
  /** ISO 8601. */
  readonly recordedAt: string;
  /** Commit of that run; null where it is not known. */
  readonly commit: string | null;
  /** Branch of that run; null where it is not known. */
  readonly branch: string | null;
}

/**
 * What a change did to the gate itself, so that a slow-down could pass it:
 * - `test_gone`: a test that was there is not any more: deleted, renamed, or given another `baselineKey`;
 * - `test_left_out`: a test that was measured is now left out by its file (`perf.skip`, `perf.only`, `perf.todo`);
 * - `metric_changed`: what a test returns has another unit, or another direction is the better one;
 * - `limit_widened`: options of tests let more pass, or have less measured;
 * - `setting_changed`: the same of the configuration;
 * - `recording_off`: a run that would write baselines was told not to.
 */
export type GateChange = {
  /** The whole in a sentence. */
  readonly words: string;
} & (
  | {
      readonly kind: 'test_gone' | 'test_left_out' | 'metric_changed';
      readonly testName: string;
      readonly file: string;
    }
  | {
      readonly kind: 'limit_widened';
      readonly option: string;
      readonly before: GateValue;
      readonly now: GateValue;
      readonly testNames: readonly string[];
    }
  | { readonly kind: 'setting_changed'; readonly setting: string; readonly before: GateValue; readonly now: GateValue }
  | { readonly kind: 'recording_off' }
);
