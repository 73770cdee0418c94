import type { FunctionMetric } from '../model/function-metrics.ts';
import type { Shard } from '../model/part.ts';

/** The options that the configuration depends on. */
export interface ConfigurationFlags {
  readonly config?: string;
  /** The git revision whose configuration counts, in place of the one here. */
  readonly configFrom?: string;
  readonly cache?: string;
  readonly store?: string;
  readonly storeRequired?: boolean;
}

/** The options that say how to compare with another revision; each has a field of the configuration. */
export interface ConfirmFlags {
  readonly confirm?: 'pairs' | 'history';
  readonly against?: string;
  /** Seconds. */
  readonly budget?: number;
  readonly prepare?: string;
  /** Seconds. */
  readonly prepareTimeout?: number;
}

/** Whether baselines are written; has a field of the configuration as well. */
export interface RecordFlags {
  readonly record?: boolean;
}

/** The options of `evenkeel config`, as Commander gives them. */
export interface ConfigFlags extends ConfigurationFlags {
  readonly check?: boolean;
  readonly json?: boolean;
  readonly schema?: boolean;
}

/** The options of `evenkeel report`, as Commander gives them. */
export interface ReportFlags extends ConfigurationFlags {
  readonly format: string;
  readonly output?: string;
  readonly env?: string;
}

/** The options of `evenkeel trends`, as Commander gives them. */
export interface TrendsFlags extends ConfigurationFlags {
  readonly metric?: string;
  readonly project?: string;
  readonly env?: string;
  readonly json?: string;
}

/** The options that say how much is told of what goes on. */
export interface WatchFlags {
  readonly logJson?: boolean;
  readonly quiet?: boolean;
}

/** The options that say which part of the tests is measured here. */
export interface ShardFlags {
  readonly shard?: Shard;
  readonly blob?: string;
}

/** The options of `evenkeel run`, as Commander gives them. */
export interface RunFlags extends ConfigurationFlags, ConfirmFlags, RecordFlags, WatchFlags, ShardFlags {
  readonly smoke?: boolean;
  readonly filter?: string;
  readonly iterations?: number;
  readonly processes?: number;
  readonly metrics?: readonly FunctionMetric[];
  readonly json?: string;
  readonly html?: string;
  readonly update?: boolean;
  readonly failOnInconclusive?: boolean;
  readonly failOnGateChange?: boolean;
  readonly explain?: string;
}

/** The options of `evenkeel merge`, as Commander gives them. */
export interface MergeFlags extends ConfigurationFlags, RecordFlags {
  readonly json?: string;
  readonly failOnInconclusive?: boolean;
  readonly failOnGateChange?: boolean;
  readonly explain?: string;
  readonly quiet?: boolean;
}

/** The options of `evenkeel ingest`, as Commander gives them. */
export interface IngestFlags extends ConfigurationFlags, RecordFlags {
  readonly format?: string;
  readonly reader?: readonly string[];
  readonly json?: string;
  readonly prefix?: string;
  readonly project?: string;
  readonly commit?: string;
  readonly acrossVersions?: boolean;
  readonly history?: boolean;
  readonly update?: boolean;
  readonly failOnInconclusive?: boolean;
  readonly quiet?: boolean;
}

/** The options of `evenkeel list`, as Commander gives them. */
export interface ListFlags extends Pick<ConfigurationFlags, 'config'> {
  readonly filter?: string;
  readonly json?: string;
}

/** The options of `evenkeel compare`, as Commander gives them. */
export interface CompareFlags
  extends Pick<ConfigurationFlags, 'config' | 'configFrom'>,
    Pick<ConfirmFlags, 'prepare' | 'prepareTimeout'>,
    WatchFlags,
    ShardFlags {
  readonly files?: boolean;
  readonly format?: string;
  readonly reader?: readonly string[];
  readonly acrossVersions?: boolean;
  readonly mergeBase?: boolean;
  readonly sharePackages?: boolean;
  readonly filter?: string;
  readonly blocks?: number;
  readonly iterations?: number;
  readonly metrics?: readonly FunctionMetric[];
  readonly json?: string;
  readonly html?: string;
  readonly failOnInconclusive?: boolean;
  readonly failOnGateChange?: boolean;
}

/** The options of `evenkeel bisect`, as Commander gives them. */
export interface BisectFlags
  extends ConfigurationFlags,
    Pick<ConfirmFlags, 'prepare' | 'prepareTimeout'>,
    Pick<WatchFlags, 'quiet'> {
  readonly good?: string;
  readonly bad?: string;
  readonly test?: readonly string[];
  readonly metric?: string;
  /** Percent. */
  readonly confidence: number;
  /** Seconds. */
  readonly budget: number;
  readonly iterations?: number;
  readonly sharePackages?: boolean;
  readonly fresh?: boolean;
  readonly json?: string;
}

/** The options that the `evenkeel baseline` commands share. */
export interface BaselineFlags extends ConfigurationFlags, RecordFlags {
  readonly env?: string;
  readonly all?: boolean;
  readonly days?: number;
  readonly runs?: number;
  readonly replace?: boolean;
  readonly json?: boolean;
}

/** The options of `evenkeel across`, as Commander gives them. */
export interface AcrossFlags extends ConfigurationFlags {
  readonly test?: string;
  readonly metric?: string;
  readonly project?: readonly string[];
  readonly reference?: string;
  readonly since?: string;
  readonly json?: string;
  readonly csv?: string;
}

/** The options of the commands of `evenkeel store`, as Commander gives them. */
export interface StoreFlags extends ConfigurationFlags, RecordFlags {
  readonly json?: boolean;
}

/** The options of `evenkeel time`, as Commander gives them. */
export interface TimeFlags {
  readonly warmup?: number;
  readonly runs?: number;
  readonly minRuns?: number;
  readonly maxRuns?: number;
  readonly setup?: string;
  readonly prepare?: readonly string[];
  readonly conclude?: readonly string[];
  readonly cleanup?: string;
  readonly shell?: string;
  /** -N. */
  readonly N?: boolean;
  /** Exit codes with commas between them, or `all-non-zero`. */
  readonly ignoreFailure?: string;
  readonly input?: string;
  readonly output?: string;
  /** A name, a first and a last value, as a list in JSON. */
  readonly parameterScan?: readonly string[];
  readonly parameterStepSize?: string;
  /** Lists in JSON of a name and its values with commas between them. */
  readonly parameterList?: readonly string[];
  readonly commandName?: readonly string[];
  readonly reference?: string;
  readonly exportJson?: string;
  readonly exportMarkdown?: string;
  readonly exportCsv?: string;
  readonly timeUnit?: 'microsecond' | 'millisecond' | 'second';
  /** Seconds. */
  readonly timeout?: number;
  readonly cwd?: string;
  readonly env?: readonly string[];
}
