// First, so that the time is known before a test can fake it.
import '../../real-time.ts';

export type { MatcherAnswer } from '../shared/matchers.ts';
export type {
  DeclarePerformanceTests,
  PerformanceTest as PerformanceTestApi,
  PerformanceTestEach,
  PerformanceTestFunction,
  PerformanceTestOfRows,
} from '../shared/performance-test.ts';
export { type PerformanceFixtures, test, test as it } from './fixtures.ts';
export { type PerformanceMatchers, performanceMatchers } from './matchers.ts';
export { performanceTest } from './performance-test.ts';
