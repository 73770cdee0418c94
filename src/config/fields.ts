import { OPTION_BOUNDS } from '../model/bounds.ts';
import type { LogLevel } from '../model/log.ts';
import type { OutlierDetectionMethod, RegressionTestType } from '../model/statistics.ts';
import { TEST_OPTIONS } from '../model/test-options.ts';
import { hintOfNames } from '../nearest-names.ts';
import { anyOf, bool, maybeText, number, type Option, optionOf, path, whole } from '../option.ts';
import { storeAddress } from './store-address.ts';

/**
 * Every field of the configuration, once: its default, and what it accepts. Types, checks, the keys of the file, the
 * environment variables, the JSON schema and the table in docs/configuration.md follow from this table; what is the default
 * of a test's option is taken from the table of those.
 */
export const configFields = {
  /** Directory of the stored baselines. Default `.performance-cache`. */
  cacheDirectory: path('directory of the stored baselines', '.performance-cache'),
  /** Days after which stored runs are dropped. Default 30. */
  baselineRetentionDays: number(
    'stored runs older than this are dropped, but for the newest and the accepted ones',
    30,
    { above: 0, most: OPTION_BOUNDS.days.most, unit: 'days' },
  ),
  /** Runs of a test beyond the newest so many are dropped. Verdicts read 30; histories (`evenkeel trends`) read all. Default 30. */
  baselineRetentionRuns: whole(
    'of each test, runs beyond the newest so many are dropped, but for the accepted ones',
    30,
    OPTION_BOUNDS.runs,
  ),
  /** Confidence of the intervals that are reported. Default 0.95. */
  confidenceLevel: number('confidence of the intervals that are reported', 0.95, { above: 0, below: 1 }),
  /** Samples per process. Default 100. */
  defaultIterations: optionOf(TEST_OPTIONS.iterations),
  /** Samples thrown away first. Default 5. */
  warmupIterations: optionOf(TEST_OPTIONS.warmupIterations),
  /** Time limits are multiplied by this in CI. Default 2. */
  ciTimeoutMultiplier: number('time limits are multiplied by this in CI', 2, { least: 1, most: 1000 }),
  /** How the spread between runs is estimated. Default `'robust'`. */
  statisticalMethod: optionOf(TEST_OPTIONS.statisticalMethod),
  /** What is measured of functions; `time` always is. Default `'time'`. */
  metrics: optionOf(TEST_OPTIONS.metrics),
  /** How the outliers in a result are counted; they have no say in a verdict. Default `'modified_z_score'`. */
  outlierDetectionMethod: anyOf<OutlierDetectionMethod>(
    'how the outliers in a result are counted; they have no say in a verdict',
    'modified_z_score',
    ['modified_z_score', 'iqr', 'isolation_forest'],
  ),
  /** The textbook test that `validateRegression` reports besides its verdict. Default `'mann_whitney'`. */
  regressionTestMethod: anyOf<RegressionTestType>(
    'the textbook test that `validateRegression` reports besides its verdict',
    'mann_whitney',
    ['mann_whitney', 't_test', 'ks_test'],
  ),
  /** How fast old runs lose their say in a threshold, from 0 (never) to 1 (at once). Default 0.1. */
  adaptationRate: number('how fast old runs lose their say in a threshold: 0 never, 1 at once', 0.1, {
    least: 0,
    most: 1,
  }),
  /** Whether baselines are kept between runs. Default true. */
  enableCaching: bool('whether baselines are kept between runs', true),
  /** The branch that writes baselines in CI. Default: the repository's default branch. */
  mainBranch: maybeText(
    "the branch that writes baselines in CI; empty: the repository's default branch, or `main`, `master` or `trunk` where CI does not tell it",
    'the name of a branch, or empty',
  ),
  /** Whether runs are recorded. Default `'automatic'`: in CI only what is known to be the main branch's code. */
  recording: anyOf<'automatic' | 'always' | 'never'>(
    'whether runs are recorded: `automatic` outside CI, and in CI where the code is known to be that of the main branch; `always`, whoever runs them; or `never`',
    'automatic',
    ['automatic', 'always', 'never'],
  ),
  /** Where baselines are kept. Default: a SQLite file in `cacheDirectory`. */
  store: storeAddress(
    'where baselines are kept: empty for a SQLite file in `cache_directory`, or a Postgres server that machines share, as postgres://user@host:5432/database',
  ),
  /** Whether nothing goes on where a server of baselines is away. Default false: runs wait beside the project. */
  storeRequired: bool(
    'whether nothing goes on where the server of `store` is away; false: past runs are done without, and what is recorded waits beside the project',
    false,
  ),
  /** The name of this project in a store that holds several. Default: that of the remote `origin`. */
  project: maybeText(
    "name of this project in a store that holds several; empty: owner and name of the remote `origin`, or the package's name",
    'a name on one line, or empty',
  ),
  /** How `evenkeel run` makes sure of what looks slower. Default `'pairs'`. */
  confirm: anyOf<'pairs' | 'history'>(
    'how `evenkeel run` makes sure of what looks slower: `pairs` of processes that run the present code and that of the baseline, or more runs against the `history`',
    'pairs',
    ['pairs', 'history'],
  ),
  /** The git revision that pairs compare with. Default: that of the pull request's origin, or of the baseline. */
  against: maybeText(
    "the git revision that pairs compare with; empty: where a pull request left its target, elsewhere what each test's baseline was measured on",
    'a git revision, or empty',
  ),
  /** Seconds that a run may spend on pairs. Default 0: 300, or 15 per suspect test where that is more. */
  confirmBudget: number(
    'time that a run may spend on pairs; what is left over then is inconclusive; 0: 300 s, or 15 s per suspect test where that is more',
    0,
    OPTION_BOUNDS.duration,
  ),
  /** Shell command that makes the check-out of another revision ready. Default: none. */
  prepare: maybeText(
    'shell command that makes the check-out of another revision ready to run, such as `npm ci && npm run build`; empty: what is installed is shared',
    'a shell command on one line, or empty',
  ),
  /** Seconds that `prepare` may take. Default 1800. */
  prepareTimeout: number('time after which `prepare` is ended, with everything that it started', 1800, {
    least: 1,
    most: 86_400,
    unit: 'seconds',
  }),
  /** The least severe messages that are shown. Default `'INFO'`. */
  logLevel: anyOf<LogLevel>('the least severe messages on standard error', 'INFO', [
    'DEBUG',
    'INFO',
    'WARNING',
    'ERROR',
  ]),
  /** Share of a sample that measuring itself may cost before a result warns of it. Default 0.05. */
  performanceOverheadLimit: number(
    'share of a sample that measuring itself may cost before the result warns of it',
    0.05,
    { least: 0, most: 1 },
  ),
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
  const { accepts, wants, hint, shows = show }: Option<unknown> = configFields[field];
  if (accepts(value)) return null;
  const more = hint?.(value) ?? null;
  return `must be ${wants}, not ${shows(value)}${more === null ? '' : ` (${more})`}`;
}

/** Whether there is a field of this name. */
export function isField(name: string): name is ConfigField {
  return Object.hasOwn(configFields, name);
}

/** What is wrong with a field that there is none of, as a sentence. */
export function unknownField(name: string): string {
  return `There is no field ${name}; ${hintOfNames(name, fieldNames, 'fields')}`;
}

function show(value: unknown): string {
  return typeof value === 'number' || typeof value === 'bigint'
    ? String(value)
    : (JSON.stringify(value) ?? String(value));
}
