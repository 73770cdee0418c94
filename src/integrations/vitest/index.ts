// First, so that the time is known before a test can fake it.
import '../../real-time.ts';

export { type PerformanceFixtures, test, test as it } from './fixtures.ts';
export { type PerformanceMatchers, performanceMatchers } from './matchers.ts';
export { type PerformanceTestApi, performanceTest } from './performance-test.ts';
