import { UsageError } from '../errors.ts';
import type { OutlierDetectionMethod, RegressionTestType, StatisticalMethod } from '../model/statistics.ts';

/** How much is logged. */
export type LogLevel = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';

/** The fields of {@link PerformanceConfig}. */
export interface PerformanceConfigFields {
  /** Directory of the stored baselines. Default `.performance-cache`. */
  readonly cacheDirectory: string;
  /** Days after which stored runs are dropped. Default 30. */
  readonly baselineRetentionDays: number;
  /** Confidence of the intervals that are reported. Default 0.95. */
  readonly confidenceLevel: number;
  /** Samples a process. Default 100. */
  readonly defaultIterations: number;
  /** Samples thrown away first. Default 5. */
  readonly warmupIterations: number;
  /** Time limits are multiplied by this in CI. Default 2. */
  readonly ciTimeoutMultiplier: number;
  readonly statisticalMethod: StatisticalMethod;
  readonly outlierDetectionMethod: OutlierDetectionMethod;
  readonly regressionTestMethod: RegressionTestType;
  /** How fast old runs lose their say in a threshold, from 0 (never) to 1 (at once). Default 0.1. */
  readonly adaptationRate: number;
  /** Whether baselines are kept between runs. Default true. */
  readonly enableCaching: boolean;
  readonly logLevel: LogLevel;
  /** Share of a measurement that measuring itself may cost. Default 0.05. */
  readonly performanceOverheadLimit: number;
}

const defaults: PerformanceConfigFields = {
  cacheDirectory: '.performance-cache',
  baselineRetentionDays: 30,
  confidenceLevel: 0.95,
  defaultIterations: 100,
  warmupIterations: 5,
  ciTimeoutMultiplier: 2,
  statisticalMethod: 'robust',
  outlierDetectionMethod: 'modified_z_score',
  regressionTestMethod: 'mann_whitney',
  adaptationRate: 0.1,
  enableCaching: true,
  logLevel: 'INFO',
  performanceOverheadLimit: 0.05,
};

type Check = readonly [accepts: (value: unknown) => boolean, wants: string];

const number = (least: number, most: number, wants: string): Check => [
  (value) => typeof value === 'number' && value >= least && value <= most,
  wants,
];
const whole = (least: number): Check => [
  (value) => Number.isSafeInteger(value) && (value as number) >= least,
  `a whole number of ${least} or more`,
];
const oneOf = (...values: readonly string[]): Check => [
  (value) => values.includes(value as string),
  `one of ${values.map((value) => `'${value}'`).join(', ')}`,
];

const checks: Readonly<Record<keyof PerformanceConfigFields, Check>> = {
  cacheDirectory: [(value) => typeof value === 'string' && value !== '', 'a path'],
  baselineRetentionDays: number(Number.MIN_VALUE, Number.MAX_VALUE, 'a number of days above 0'),
  confidenceLevel: [(value) => typeof value === 'number' && value > 0 && value < 1, 'a number between 0 and 1'],
  defaultIterations: whole(1),
  warmupIterations: whole(0),
  ciTimeoutMultiplier: number(1, Number.MAX_VALUE, 'a number of 1 or more'),
  statisticalMethod: oneOf('robust', 'parametric', 'bootstrap'),
  outlierDetectionMethod: oneOf('modified_z_score', 'iqr', 'isolation_forest'),
  regressionTestMethod: oneOf('mann_whitney', 't_test', 'ks_test'),
  adaptationRate: number(0, 1, 'a number from 0 to 1'),
  enableCaching: [(value) => typeof value === 'boolean', 'true or false'],
  logLevel: oneOf('DEBUG', 'INFO', 'WARNING', 'ERROR'),
  performanceOverheadLimit: number(0, 1, 'a share from 0 to 1'),
};

/** Configuration of the framework (specification 6.1). */
export class PerformanceConfig implements PerformanceConfigFields {
  readonly cacheDirectory: string;
  readonly baselineRetentionDays: number;
  readonly confidenceLevel: number;
  readonly defaultIterations: number;
  readonly warmupIterations: number;
  readonly ciTimeoutMultiplier: number;
  readonly statisticalMethod: StatisticalMethod;
  readonly outlierDetectionMethod: OutlierDetectionMethod;
  readonly regressionTestMethod: RegressionTestType;
  readonly adaptationRate: number;
  readonly enableCaching: boolean;
  readonly logLevel: LogLevel;
  readonly performanceOverheadLimit: number;
  readonly #unknown: readonly string[];

  /** Takes the fields that differ from the defaults. Names and values are checked by {@link PerformanceConfig.validate}. */
  constructor(fields: Partial<PerformanceConfigFields> = {}) {
    this.#unknown = Object.keys(fields).filter((field) => !(field in defaults));
    const all = { ...defaults, ...withoutUndefined(fields) };
    this.cacheDirectory = all.cacheDirectory;
    this.baselineRetentionDays = all.baselineRetentionDays;
    this.confidenceLevel = all.confidenceLevel;
    this.defaultIterations = all.defaultIterations;
    this.warmupIterations = all.warmupIterations;
    this.ciTimeoutMultiplier = all.ciTimeoutMultiplier;
    this.statisticalMethod = all.statisticalMethod;
    this.outlierDetectionMethod = all.outlierDetectionMethod;
    this.regressionTestMethod = all.regressionTestMethod;
    this.adaptationRate = all.adaptationRate;
    this.enableCaching = all.enableCaching;
    this.logLevel = all.logLevel;
    this.performanceOverheadLimit = all.performanceOverheadLimit;
  }

  /** What is wrong with the fields, one sentence each; empty where nothing is. */
  validate(): string[] {
    const known = Object.keys(defaults).join(', ');
    const problems = this.#unknown.map((field) => `There is no field ${field}; the fields are ${known}.`);
    for (const [field, [accepts, wants]] of Object.entries(checks)) {
      const value: unknown = this[field as keyof PerformanceConfigFields];
      if (!accepts(value)) problems.push(`${field} must be ${wants}, not ${show(value)}.`);
    }
    return problems;
  }

  /** Gives the configuration back where it is sound. @throws {UsageError} with every problem where it is not. */
  checked(): this {
    const problems = this.validate();
    if (problems.length === 0) return this;
    throw new UsageError(`The configuration is wrong: ${problems.join(' ')}`, { data: { problems } });
  }
}

function show(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
}

function withoutUndefined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
