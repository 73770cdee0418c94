import type {} from 'expect';
import type { PerformanceBounds } from '../../framework/api/assertions.ts';

/** What `evenkeel/jest/setup` adds to `expect`, for a `PerformanceTestResult`. */
export interface PerformanceMatchers<R> {
  /** Passes where median and 95th percentile are within limits, in milliseconds per call. */
  toBeWithinPerformanceBounds(bounds: PerformanceBounds): R;
  /** Passes where the result's verdict is anything but a regression. */
  toHaveNoPerformanceRegression(): R;
}

declare global {
  namespace jest {
    // biome-ignore lint/complexity/noBannedTypes: the type parameters must be those of @types/jest.
    interface Matchers<R, T = {}> extends PerformanceMatchers<R> {}
  }
}

// What `expect` of @jest/globals answers; the type parameters must be those of the package.
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends PerformanceMatchers<R> {}
}
