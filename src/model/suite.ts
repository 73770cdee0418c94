import type { StatisticalMethod } from './statistics.ts';

/** What a performance test may say about how it is measured and judged; all of it is optional. */
export interface TestOptions {
  /** Samples per process. Default 100. */
  readonly iterations?: number;
  /** Samples that are thrown away first. Default 5; the warm-up lasts 0.2 seconds at least. */
  readonly warmupIterations?: number;
  /** Fresh processes a run. Default 5; of a comparison, pairs of them, default 8. */
  readonly processes?: number;
  /** Seconds of sampling per process; then it stops early and says so. Default 3. */
  readonly maxDuration?: number;
  /** Seconds after which a process is killed. Default 60, in CI twice as long. */
  readonly timeLimit?: number;
  /** Widens the measured noise margin: 1.2 leaves it 20 % of head-room. Default 1.2. */
  readonly thresholdFactor?: number;
  /** Slow-downs below this are never called regressions, in percent. Default 2. */
  readonly tolerancePercent?: number;
  /** Which interval and validation to report. Default `'robust'`. */
  readonly statisticalMethod?: StatisticalMethod;
  /** The name that the baseline is stored under. Default: the test's name. */
  readonly baselineKey?: string;
}

/** What a comparison may say besides. */
export interface ComparisonOptions extends TestOptions {
  /** How much slower the candidate may be, in percent. Default 20. */
  readonly maxOverheadPercent?: number;
}

/** The two sides of a comparison. */
export type Side = 'baseline' | 'candidate';

/**
 * What a file says of a test besides, by `perf.skip`, `perf.only` and `perf.todo`:
 * - `skip`: it is not measured;
 * - `only`: of its file, nothing is measured but the tests that are marked so;
 * - `todo`: it has a name so far, and is still to be written.
 */
export type TestMark = 'skip' | 'only' | 'todo';

/** A test as its file declares it. */
export interface TestDeclaration {
  readonly kind: 'test' | 'comparison';
  /** Full name, groups included: `'group > name'`. */
  readonly name: string;
  readonly options: ComparisonOptions;
  /** Absent where the file says nothing besides. */
  readonly mark?: TestMark;
}

/** What a test's options resolve to, once defaults, configuration and the command line have had their say. */
export interface TestPlan {
  readonly iterations: number;
  readonly warmupIterations: number;
  readonly processes: number;
  readonly maxDuration: number;
  readonly timeLimit: number;
  readonly thresholdFactor: number;
  readonly tolerancePercent: number;
  readonly statisticalMethod: StatisticalMethod;
  readonly maxOverheadPercent: number;
}
