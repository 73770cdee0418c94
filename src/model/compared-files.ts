import type { Metric } from './metric.ts';
import type { MetricEvidence } from './metric-result.ts';
import type { FailedTest } from './result.ts';
import type { Change, ValidationResult } from './verdict.ts';

/** A metric of a benchmark on one side. */
export interface FigureSummary {
  /** Median of all figures, in the metric's unit; where there is a summary alone, what it says. */
  readonly center: number;
  /**
   * Where the median lies with 95 % confidence: between two order statistics, as benchstat gives it. Null where there are fewer
   * than six figures.
   */
  readonly interval: readonly [number, number] | null;
  /** How many figures there are. */
  readonly count: number;
  /** What they were made from: the less, the wider the margin of a verdict. */
  readonly evidence: MetricEvidence;
  /** How many processes were started for them; 1 where nobody knows of more. */
  readonly processes: number;
}

/**
 * How a p-value and an interval came about:
 * - `mann_whitney`: a rank test, and Hodges and Lehmann's shift of the logarithms, which are benchstat's test and its interval;
 * - `welch_t`: a t-test of the logarithms, where a rank test of so few figures cannot reach 0.05 whatever they are;
 * - `welch_t_of_summaries`: the same from means with their deviations and counts;
 * - `none`: a single figure on some side says nothing of its scatter.
 */
export type FileTestMethod = 'mann_whitney' | 'welch_t' | 'welch_t_of_summaries' | 'none';

/** A metric on both sides: of a benchmark in two files, or of a test in two revisions. */
export interface ComparedMetric extends Metric {
  /** Of the old files, or of the base. */
  readonly base: FigureSummary;
  /** Of the new files, or of the present tree. */
  readonly head: FigureSummary;
  /** Of the centers, in percent of the old one; the interval covers the shift with 95 %. Null where there is no percentage, or no interval. */
  readonly change: Change | null;
  /** Of the centers, in percent of the old one: positive is more. Null where the old one is 0 and the new one is not. */
  readonly changePercent: number | null;
  /** Two-sided: the chance of such figures or more different ones where nothing differs. Null where there is none. */
  readonly pValue: number | null;
  /** How the p-value and the interval came about. */
  readonly method: FileTestMethod;
  /** Whether the p-value is at most 0.05: benchstat then shows the change, and `~` otherwise. The verdict asks for more. */
  readonly isSignificant: boolean;
  /**
   * How many processes on either side would show the change, or +25 % where there is none to show, nine times in ten. Null where as many
   * as are there show it, or no number does.
   */
  readonly processesNeeded: number | null;
  /** The verdict on this metric alone. */
  readonly validation: ValidationResult;
}

/** A benchmark that is on both sides. */
export interface ComparedBenchmark {
  /** Groups, classes and parameters included. */
  readonly testName: string;
  /** Those that both sides have, the most important one first. */
  readonly metrics: readonly ComparedMetric[];
}

/** All benchmarks of a metric together. */
export interface GeometricMean {
  /** Of the metric. */
  readonly name: string;
  /** Of the metric. */
  readonly unit: string;
  /** Geometric mean of the old centers, in the metric's unit; null where one of them is 0. */
  readonly base: number | null;
  /** The same of the new ones. */
  readonly head: number | null;
  /** The new one against the old one, in percent. Null where there is none. */
  readonly changePercent: number | null;
  /** How many benchmarks are in it: those of both sides. */
  readonly benchmarks: number;
}

/** One side of a comparison of files. */
export interface FilesSide {
  /** As they were named. */
  readonly paths: readonly string[];
  /** What the files say of the commit; null where they do not agree, or say nothing. */
  readonly commit: string | null;
  /** What they say of the machine. */
  readonly machine: string | null;
  /** What they say has run them, with its version: an interpreter, a virtual machine, an environment of packages. */
  readonly runtime: string | null;
}

/**
 * What `evenkeel compare --files --json` writes; `schemaVersion` rises when a reader would have to change.
 *
 * @example
 * import type { FilesReport } from 'evenkeel';
 *
 * function slower({ comparisons }: FilesReport): readonly string[] {
 *   const regressed = comparisons.filter(({ metrics }) => metrics.some((each) => !each.validation.isValid));
 *   return regressed.map(({ testName }) => testName);
 * }
 */
export interface FilesReport {
  /** Which report this is: always `compare-files`. */
  readonly kind: 'compare-files';
  /** Version of this form: it rises when a reader would have to change. */
  readonly schemaVersion: 1;
  /** Version of evenkeel that wrote it. */
  readonly evenkeelVersion: string;
  /** The old files. */
  readonly base: FilesSide;
  /** The new files. */
  readonly head: FilesSide;
  /** In the order of the old files. */
  readonly comparisons: readonly ComparedBenchmark[];
  /** One for each metric of more than one benchmark. */
  readonly geometricMeans: readonly GeometricMean[];
  /** Names of benchmarks that only the old files have. */
  readonly onlyInBase: readonly string[];
  /** Names of benchmarks that only the new files have. */
  readonly onlyInHead: readonly string[];
  /** What could not be read. */
  readonly failures: readonly FailedTest[];
  /** What concerns the comparison as a whole, and what was left out. */
  readonly warnings: readonly string[];
  /** How many there are of each, and the exit code that follows from it. */
  readonly summary: FilesSummary;
}

/** Counts of a comparison of files: of benchmarks, each by the metric that needs attention most. */
export interface FilesSummary {
  /** Benchmarks that were compared, and what failed. */
  readonly total: number;
  /** Benchmarks with the verdict `pass`. */
  readonly passed: number;
  /** Benchmarks with the verdict `regression`. */
  readonly regressions: number;
  /** Benchmarks with the verdict `improvement`. */
  readonly improvements: number;
  /** Benchmarks with the verdict `inconclusive`: they may well be worse, or so little is known that nothing would be seen. */
  readonly inconclusive: number;
  /** Benchmarks that were measured on different machines, or whose metric is another one. */
  readonly incomparable: number;
  /** Benchmarks that only the old files have. */
  readonly onlyInBase: number;
  /** Benchmarks that only the new files have. */
  readonly onlyInHead: number;
  /** Files and benchmarks that could not be read. */
  readonly failed: number;
  /** 0: compared, and held; 1: a regression; 2: something could not be read, or nothing compared; 3: inconclusive, where that was asked for. */
  readonly exitCode: number;
}
