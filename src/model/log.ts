import type { PerformanceComparisonResult, PerformanceTestResult } from './result.ts';
import type { RegressionTestResult } from './statistics.ts';
import type { ThresholdBounds } from './verdict.ts';

/** How severe a message is, or how severe messages must be to be shown. */
export type LogLevel = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';

/**
 * Is told what happens, before and after a measurement and never during one (specification 8.1). `PerformanceLogger`
 * writes it down; anything else of this shape may be given to the framework instead.
 *
 * @example
 * import { type PerformanceLog, PerformanceTestFramework } from 'evenkeel';
 *
 * const quiet = () => undefined;
 * const logger: PerformanceLog = {
 *   logTestStart: quiet,
 *   logTestResult: ({ testName, validation }) => console.log(testName, validation.verdict), // parse no_baseline
 *   logRegressionDetection: quiet,
 *   logThresholdUpdate: quiet,
 * };
 * const framework = new PerformanceTestFramework({ logger });
 * await framework.runPerformanceTest('parse', () => JSON.parse('[1]'), { iterations: 10 });
 * await framework.close();
 */
export interface PerformanceLog {
  /** A test begins. @param config what its options resolve to. */
  logTestStart(testName: string, config: Readonly<Record<string, unknown>>): void;
  /** A test was measured and judged. */
  logTestResult(result: PerformanceTestResult): void;
  /** Two functions were compared; absent where it is not wanted. */
  logComparisonResult?(result: PerformanceComparisonResult): void;
  /** Samples were held against stored ones by a textbook test (`validateRegression`), whatever came out. */
  logRegressionDetection(result: RegressionTestResult): void;
  /** A run was stored (`updateBaseline`), and by that the bounds of its test moved. */
  logThresholdUpdate(testName: string, oldThreshold: ThresholdBounds, newThreshold: ThresholdBounds): void;
}
