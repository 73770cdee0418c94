import type { PerformanceConfigFields } from '../../config/fields.ts';
import type { PerformanceConfig } from '../../config/performance-config.ts';
import type { StepProgress } from '../../measure/processes/measure-tests.ts';
import type { Programs } from '../../measure/processes/worker-process.ts';
import type { FunctionMetric } from '../../model/function-metrics.ts';
import type { HeadRevision } from '../../model/revisions.ts';
import type { Configured } from '../suite/find-tests.ts';
import type { SuitePlan, TakenPart } from '../suite/plan-suite.ts';

/** Options for `compareRevisions`. */
export interface CompareOptions {
  /** The git ref to compare with. */
  readonly ref: string;
  /** Whether to compare with the merge-base of HEAD and the ref instead. */
  readonly isMergeBase: boolean;
  /** Files, directories or globs, relative to `directory`; none: every performance file below it. */
  readonly patterns: readonly string[];
  /** The commands of the configuration. Default: none. */
  readonly configured?: Configured;
  /** Working directory, absolute. */
  readonly directory: string;
  readonly config: PerformanceConfig;
  /** Only tests whose name contains this; null for all. */
  readonly filter: string | null;
  /** Samples per process; null for what the tests say. */
  readonly iterations: number | null;
  /** What is measured of functions. Default: what the tests say. */
  readonly metrics?: readonly FunctionMetric[] | undefined;
  /** Blocks a test at most; null for the default. */
  readonly blocks: number | null;
  /** Command that makes the base's check-out ready; null for none. */
  readonly prepare: string | null;
  /** Whether both sides use the installed packages although the base asks for others. Default: no. */
  readonly sharePackages?: boolean;
  readonly failOnInconclusive: boolean;
  /** Whether a change that weakened the gate fails the comparison. Default: it is only said. */
  readonly failOnGateChange?: boolean;
  /** The configuration file that the command line names; relative to `directory`. Default: the nearest one. */
  readonly configFile?: string | undefined;
  /** `config` without what the command line says besides. Default: `config`. */
  readonly bareConfig?: PerformanceConfigFields;
  /** Takes a part of the suite: the rest is compared elsewhere. Default: all of it is compared here. */
  readonly takePart?: (planned: SuiteToCompare) => Promise<TakenPart>;
  /** Ends the comparison early; what is decided by then is reported. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: CompareEvent) => void;
  /** Default: this package's own. */
  readonly programs?: Programs;
}

/** A suite that is about to be compared. */
export interface SuiteToCompare {
  readonly plan: SuitePlan;
  readonly head: HeadRevision;
}

/** Progress of a comparison. */
export type CompareEvent =
  | { readonly kind: 'preparing'; readonly words: string }
  | { readonly kind: 'started'; readonly tests: number; readonly processes: number }
  | { readonly kind: 'step'; readonly progress: StepProgress };
