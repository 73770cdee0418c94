export * from './errors.ts';
export type { ComparisonOptions, TestOptions } from './model/suite.ts';
export type { ComparedFunctions, Perf, PerfCompareOptions, PerfOptions, Preparation } from './suite/perf.ts';
export { perf } from './suite/perf.ts';
