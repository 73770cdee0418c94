import type { PerformanceBounds } from '../../framework/api/assertions.ts';
import { makePerformanceMatchers } from '../shared/matchers.ts';
import { ACCEPT_WITH } from './channel.ts';

/** What `expect` can do with a result of `runPerformanceTest` besides. */
export interface PerformanceMatchers {
  /**
   * Asserts that a result's median and 95th percentile are within limits, in milliseconds.
   * @throws {UsageError} where no limit is given, or one is not a number above 0.
   */
  toBeWithinPerformanceBounds(bounds: PerformanceBounds): void;
  /** Asserts that a result is not a regression. */
  toHaveNoPerformanceRegression(): void;
}

declare global {
  // Every version of Vitest takes its matchers from here, whatever the type parameters of its own interfaces.
  namespace Chai {
    interface Assertion extends PerformanceMatchers {}
  }
}

/** For `expect.extend`; the plug-in does that in the performance project. */
export const performanceMatchers = makePerformanceMatchers(ACCEPT_WITH);
