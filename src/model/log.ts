import type { PerformanceComparisonResult, PerformanceTestResult } from './result.ts';
import type { RegressionTestResult } from './statistics.ts';
import type { ThresholdBounds } from './verdict.ts';

/** How severe a message is, or how severe messages must be to be shown. */
export type LogLevel = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';

/**
 * Is told what happens, before and after a measurement and never during one (specification 8.1). `PerformanceLogger`
 * writes it down; anything else of this shape may be given to the framework instead.
 */
export interface PerformanceLog {
  logTestStart(testName: string, config: Readonly<Record<string, unknown>>): void;
  logTestResult(result: PerformanceTestResult): void;
  /** Two functions were compared; absent where it is not wanted. */
  logComparisonResult?(result: PerformanceComparisonResult): void;
  logRegressionDetection(result: RegressionTestResult): void;
  logThresholdUpdate(testName: string, oldThreshold: ThresholdBounds, newThreshold: ThresholdBounds): void;
}
