import type { LogLevel } from '../model/log.ts';
import type { OutlierDetectionMethod, RegressionTestType, StatisticalMethod } from '../model/statistics.ts';
import { anyOf, bool, number, path, whole } from './field.ts';

/**
 * Every field of the configuration, once: its default, and what it accepts. Types, checks, the keys of the file and the
 * environment variables follow from this table.
 */
export const configFields = {
  /** Directory of the stored baselines. Default `.performance-cache`. */
  cacheDirectory: path('.performance-cache'),
  /** Days after which stored runs are dropped. Default 30. */
  baselineRetentionDays: number(30, { above: 0, most: 100_000, unit: 'days' }),
  /** Confidence of the intervals that are reported. Default 0.95. */
  confidenceLevel: number(0.95, { above: 0, below: 1 }),
  /** Samples a process. Default 100. */
  defaultIterations: whole(100, { least: 1 }),
  /** Samples thrown away first. Default 5. */
  warmupIterations: whole(5, { least: 0 }),
  /** Time limits are multiplied by this in CI. Default 2. */
  ciTimeoutMultiplier: number(2, { least: 1, most: 1000 }),
  /** How the spread between runs is estimated. Default `'robust'`. */
  statisticalMethod: anyOf<StatisticalMethod>('robust', ['robust', 'parametric', 'bootstrap']),
  /** How the outliers in a result are counted; they have no say in a verdict. Default `'modified_z_score'`. */
  outlierDetectionMethod: anyOf<OutlierDetectionMethod>('modified_z_score', [
    'modified_z_score',
    'iqr',
    'isolation_forest',
  ]),
  /** The textbook test that `validateRegression` reports besides its verdict. Default `'mann_whitney'`. */
  regressionTestMethod: anyOf<RegressionTestType>('mann_whitney', ['mann_whitney', 't_test', 'ks_test']),
  /** How fast old runs lose their say in a threshold, from 0 (never) to 1 (at once). Default 0.1. */
  adaptationRate: number(0.1, { least: 0, most: 1 }),
  /** Whether baselines are kept between runs. Default true. */
  enableCaching: bool(true),
  /** The least severe messages that are shown. Default `'INFO'`. */
  logLevel: anyOf<LogLevel>('INFO', ['DEBUG', 'INFO', 'WARNING', 'ERROR']),
  /** Share of a sample that measuring itself may cost before a result warns of it. Default 0.05. */
  performanceOverheadLimit: number(0.05, { least: 0, most: 1 }),
} as const;

/** The name of a field of the configuration. */
export type ConfigField = keyof typeof configFields;

/** The fields of `PerformanceConfig`. */
export type PerformanceConfigFields = {
  readonly [Field in keyof typeof configFields]: (typeof configFields)[Field]['default'];
};

/** The names of all fields, in the order of the specification. */
export const fieldNames = Object.keys(configFields) as readonly ConfigField[];

/** The defaults. */
export const defaultFields = Object.fromEntries(
  fieldNames.map((field) => [field, configFields[field].default]),
) as PerformanceConfigFields;

/** What is wrong with a field's value, for a sentence that begins with the field's name; null where nothing is. */
export function problemWith(field: ConfigField, value: unknown): string | null {
  const { accepts, wants } = configFields[field];
  return accepts(value) ? null : `must be ${wants}, not ${show(value)}`;
}

function show(value: unknown): string {
  return typeof value === 'number' || typeof value === 'bigint'
    ? String(value)
    : (JSON.stringify(value) ?? String(value));
}
