// First, so that the time is known before a test can fake it.
import '../../real-time.ts';

export type { PerformanceTest as PerformanceTestApi } from '../shared/performance-test.ts';
export { type PerformanceFixtures, test, test as it } from './fixtures.ts';
export { type PerformanceMatchers, performanceMatchers } from './matchers.ts';
export { performanceTest } from './performance-test.ts';
