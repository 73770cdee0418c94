// First, so that the time is known before anything of the importer can fake it.
import './real-time.ts';

export type { ConfiguredCommand } from './config/commands.ts';
export { type ConfigurationModule, defineConfig } from './config/define-config.ts';
export type { PerformanceConfigFields } from './config/fields.ts';
export { PerformanceConfig } from './config/performance-config.ts';
export { DependencyResolver, type DependencyResolverOptions } from './dependencies/dependency-resolver.ts';
export type { AnyFunction } from './dependencies/exported-function.ts';
export type { ModuleNamespace } from './dependencies/project-loader.ts';
export type { RecordedFunction, RecordedTime, RecordedTimeLookup } from './dependencies/recorded-time.ts';
export type { FallbackFactory, FallbackOptions, ResolvedFunction } from './dependencies/resolved-function.ts';
export type { EnvironmentDetectorOptions } from './environment/detector-options.ts';
export { EnvironmentDetector } from './environment/environment-detector.ts';
export type { ReadFile } from './environment/host.ts';
export * from './errors.ts';
export {
  assertNoPerformanceRegression,
  assertPerformanceWithinBounds,
  type PerformanceBounds,
  type RegressionValidator,
} from './framework/api/assertions.ts';
export { type ErrorHandlerOptions, FrameworkErrorHandler } from './framework/api/error-handler.ts';
export { type FrameworkOptions, PerformanceTestFramework } from './framework/api/framework.ts';
export { ThresholdManager, type ThresholdManagerOptions } from './framework/api/threshold-manager.ts';
export type { Recorder, RecordingWish } from './framework/store/recording.ts';
export type { Reader, SourceDirectory } from './ingest/reader.ts';
export type { Source, SourceLine } from './ingest/source.ts';
export type * from './model/across.ts';
export type * from './model/base-revision.ts';
export type {
  CacheRecovery,
  LostRun,
  PerformanceBaseline,
  ProcessSummary,
  RunRecord,
  RunStatus,
  SeriesKey,
} from './model/baseline.ts';
export type * from './model/bisect.ts';
export type * from './model/candidates.ts';
export type { CommandSpec } from './model/command.ts';
export type * from './model/command-test.ts';
export type * from './model/compared-files.ts';
export type * from './model/dependencies.ts';
export type * from './model/doctor.ts';
export type * from './model/environment.ts';
export type * from './model/evidence.ts';
export type * from './model/gate.ts';
export type * from './model/ingested.ts';
export type * from './model/list.ts';
export type * from './model/log.ts';
export type { Lockfile, MachineSpeed, MadeWith } from './model/made-with.ts';
export type * from './model/measured-metric.ts';
export type {
  Aspect,
  MeasurementMethod,
  Observation,
  PairManner,
  ProcessMeasurement,
} from './model/measurement.ts';
export type { Better, Metric, Scatter } from './model/metric.ts';
export type * from './model/metric-result.ts';
export type * from './model/recording.ts';
export type * from './model/result.ts';
export type {
  CompareReport,
  CompareSummary,
  HeadRevision,
  RevisionComparison,
  RevisionMetric,
  UnpairedTest,
} from './model/revisions.ts';
export type * from './model/smoke.ts';
export type * from './model/statistics.ts';
export type { ComparisonOptions, TestDeclaration, TestKind, TestMark, TestOptions, TestPlan } from './model/suite.ts';
export type { SuspicionName, SuspicionReason } from './model/suspicion.ts';
export type * from './model/verdict.ts';
export type { DocumentFormat, ReportFormat } from './report/documents/document.ts';
export type { ResultsReport, StoredReport, StoredSeriesReport } from './report/json.ts';
export type { LogEvent } from './report/log-events.ts';
export { PerformanceLogger, type PerformanceLoggerOptions } from './report/logger.ts';
export type { Alternative } from './statistics/core/alternative.ts';
export { type EffectSize, hodgesLehmann } from './statistics/core/hodges-lehmann.ts';
export type { OutlierOptions } from './statistics/core/outlier-methods.ts';
export type { Generator } from './statistics/core/random.ts';
export type { Samples } from './statistics/core/samples.ts';
export { type SummaryOptions, summarize } from './statistics/core/summarize.ts';
export { type BootstrapOptions, percentileInterval, type Statistic } from './statistics/textbook/bootstrap.ts';
export type { IntervalMethod, IntervalOptions } from './statistics/textbook/confidence-interval.ts';
export { cliffsDelta } from './statistics/textbook/effect-size.ts';
export {
  type PermutationOptions,
  type PermutationResult,
  permutationTest,
  type TwoSampleStatistic,
} from './statistics/textbook/permutation-test.ts';
export type { RegressionTestOptions } from './statistics/textbook/regression-test.ts';
export { StatisticalValidator } from './statistics/textbook/statistical-validator.ts';
export {
  type BlockOptions,
  hierarchicalInterval,
  movingBlockInterval,
} from './statistics/textbook/structured-bootstrap.ts';
export type { ValidationOptions } from './statistics/textbook/validate.ts';
export type * from './suite/metric-types.ts';
export { perf } from './suite/perf.ts';
export type { DeclareCommand, PerfCommand } from './suite/perf-command.ts';
export type * from './suite/perf-types.ts';
export type { PerfVariants, RowSetup, TemplateRow } from './suite/perf-variants.ts';
export type * from './suite/preparation.ts';
export type { Hook } from './suite/registry.ts';
