// Every option of the specification from its key in a file to what it does: `evenkeel run` in this process, with
// processes that say what they are told to, so that nothing depends on a machine.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../src/baselines/sqlite/sqlite-store.ts';
import { compare } from '../../src/cli/compare.ts';
import { configurationFor } from '../../src/cli/configuration.ts';
import type { CompareFlags, RunFlags } from '../../src/cli/flags.ts';
import { run } from '../../src/cli/run.ts';
import { type ConfigField, fieldNames } from '../../src/config/fields.ts';
import { PerformanceConfig } from '../../src/config/performance-config.ts';
import { planTest } from '../../src/config/plan.ts';
import { EnvironmentDetector } from '../../src/environment/environment-detector.ts';
import { PerformanceTestFramework } from '../../src/framework/api/framework.ts';
import { ThresholdManager } from '../../src/framework/api/threshold-manager.ts';
import type { MeasureRequest } from '../../src/measure/processes/protocol.ts';
import type { WorkerPool } from '../../src/measure/processes/worker-process.ts';
import type { ProcessMeasurement } from '../../src/model/measurement.ts';
import type { PerformanceTestResult, RunReport } from '../../src/model/result.ts';
import type { TestOptions } from '../../src/model/suite.ts';
import { bundled, RealServer } from '../baselines/postgres/real-server.ts';
import { runRecord } from '../baselines/records.ts';
import { measured, outsideCi, storedRuns, temporaryDirectory } from '../framework/fixtures.ts';
import { programs } from '../measure/processes/built.ts';
import { talking } from '../measure/processes/talking.ts';
import { parseRunReport } from '../report/parse-run-report.ts';
import { type MadeRepository, makeRepository } from '../revisions/made-repository.ts';
import { recorder } from './recorder.ts';

beforeEach(outsideCi);

/** What a run is given, and what became of it. */
interface Surroundings {
  /** Beside `evenkeel.toml`; default: a new one. */
  readonly directory?: string;
  /** Seconds, one a process. */
  readonly locations?: readonly number[];
  readonly measurement?: Partial<ProcessMeasurement>;
  /** By `project` at the top of the file. */
  readonly project?: string;
  /** Of the test. */
  readonly options?: TestOptions;
  /** Of the command. */
  readonly flags?: RunFlags | undefined;
}

interface Ran {
  readonly result: PerformanceTestResult;
  readonly report: RunReport;
  readonly asked: readonly MeasureRequest[];
  readonly timeLimits: readonly number[];
  readonly err: string;
  readonly directory: string;
}

/** Runs one test, `sort`, by this configuration. */
async function ranWith(toml: string, given: Surroundings = {}): Promise<Ran> {
  const {
    directory = temporaryDirectory(),
    locations = [1, 1, 1],
    measurement = {},
    options = {},
    flags,
    project,
  } = given;
  const config = join(directory, 'evenkeel.toml');
  const named = project === undefined ? '' : `project = "${project}"\n`;
  writeFileSync(config, `cache_directory = "cache"\n${named}${toml}`);
  if (!existsSync(join(directory, 'a.perf.js'))) writeFileSync(join(directory, 'a.perf.js'), '');
  const asked: MeasureRequest[] = [];
  const timeLimits: number[] = [];
  const pool: WorkerPool = talking(async (request, timeLimit) => {
    timeLimits.push(timeLimit);
    if (request.kind === 'collect') {
      const declared = { processes: locations.length, ...options };
      return { kind: 'collected', tests: [{ kind: 'test', name: 'sort', options: declared }] };
    }
    if (request.kind !== 'measure') throw new Error('only measuring is asked');
    asked.push(request);
    const location = locations[(asked.length - 1) % locations.length]!;
    return { kind: 'measured', measurement: measured(location, { ...request.place, ...measurement }) };
  });
  const { terminal, written } = recorder();
  await run([directory], { ...flags, config, json: '-' }, terminal, { pool, programs });
  const report = await parseRunReport(written.out);
  return { result: report.results[0]!, report, asked, timeLimits, err: written.err, directory };
}

/** Runs of unchanged code that spread as told, in one directory. */
async function runs(toml: string, locations: readonly number[]): Promise<Ran> {
  const directory = temporaryDirectory();
  let last: Ran | null = null;
  for (const location of locations) {
    last = await ranWith(toml, { directory, locations: [location, location * 1.001, location * 1.002] });
  }
  return last!;
}

/** A repository with a performance file, and a change that is not committed. */
function changedRepository(): MadeRepository {
  const made = makeRepository({
    'a.perf.js': "import { perf } from 'evenkeel'; perf('sort', () => 1);",
    '.gitignore': 'node_modules/\ncache/\n',
  });
  made.write({ 'change.js': '' });
  return made;
}

/** The same as {@link ranWith}, in a repository, without recording. */
async function ranIn({ directory }: MadeRepository, toml: string): Promise<PerformanceTestResult> {
  const before = process.cwd();
  process.chdir(directory);
  try {
    const options = { maxDuration: 0.05, tolerancePercent: 300 };
    return (await ranWith(`enable_caching = false\n${toml}`, { directory, options })).result;
  } finally {
    process.chdir(before);
  }
}

async function configOf(toml: string): Promise<PerformanceConfig> {
  const path = join(temporaryDirectory(), 'evenkeel.toml');
  writeFileSync(path, toml);
  return PerformanceConfig.fromFile(path);
}

function configuredBy(toml: string, flags: RunFlags): Promise<PerformanceConfig> {
  const config = join(temporaryDirectory(), 'evenkeel.toml');
  writeFileSync(config, toml);
  return configurationFor({ config, ...flags });
}

function setVariable(name: string, value: string): void {
  process.env[name] = value;
  onTestFinished(() => {
    delete process.env[name];
  });
}

/** Sets what GitHub Actions sets; the commit that it names would be that of this repository. */
function buildOnGithub(event: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries({ CI: 'true', GITHUB_ACTIONS: 'true', ...event }))
    setVariable(name, value);
}

/** A Postgres server, stopped with the test. */
async function startServer(): Promise<RealServer> {
  const server = await RealServer.start(bundled());
  onTestFinished(() => server.stop());
  return server;
}

// By name, so that a new option without a proof is a type error.
const proofs: Readonly<Record<ConfigField, () => Promise<void>>> = {
  async cacheDirectory() {
    const { directory } = await ranWith('');
    expect(await storedRuns(join(directory, 'cache'))).toHaveLength(1);
  },

  async store() {
    const server = await startServer();
    const { directory } = await ranWith(`store = "${server.url()}"\nproject = "owner/name"`);
    expect(await server.query('SELECT project, test_name FROM evenkeel.series')).toEqual([
      { project: 'owner/name', test_name: 'sort' },
    ]);
    expect(existsSync(join(directory, 'cache/baselines.sqlite'))).toBe(false);
  },

  async storeRequired() {
    // Nobody listens there.
    const away = 'store = "postgres://ci@127.0.0.1:1/perf"\n';
    const { result, directory } = await ranWith(away);
    expect(result).toMatchObject({ recording: { state: 'waiting' }, validation: { verdict: 'no_baseline' } });
    expect(readdirSync(join(directory, 'cache/spool')).filter((name) => name.endsWith('.json'))).toHaveLength(1);
    await expect(ranWith(`${away}store_required = true`)).rejects.toThrow(/`store_required` is set/);
  },

  async project() {
    const server = await startServer();
    const verdictIn = async (project: string) => {
      const { result } = await ranWith(`[store]\nurl = "${server.url()}"`, { project });
      return result.validation.verdict;
    };
    expect(await verdictIn('a')).toBe('no_baseline');
    for (let i = 0; i < 4; i++) await verdictIn('a');
    expect(await verdictIn('a')).toBe('pass');
    expect(await verdictIn('b')).toBe('no_baseline');
  },

  async baselineRetentionDays() {
    const keptOf = async (days: number) => {
      const directory = temporaryDirectory();
      const store = await openSqliteStore({ directory: join(directory, 'cache') });
      const { environmentKey } = await new EnvironmentDetector().getEnvironmentContext();
      await store.append(
        Array.from({ length: 12 }, (_, i) => runRecord(i - 800, { testName: 'sort', environmentKey })),
      );
      await store.close();
      await ranWith(`baseline_retention_days = ${days}`, { directory, locations: [0.001234, 0.001234] });
      return (await storedRuns(join(directory, 'cache'))).length;
    };
    expect(await keptOf(100_000)).toBe(13);
    // The newest three, and the oldest as an anchor.
    expect(await keptOf(1)).toBe(4);
  },

  async baselineRetentionRuns() {
    const keptOf = async (runs: number) => {
      const directory = temporaryDirectory();
      for (let i = 0; i < 8; i++)
        await ranWith(`baseline_retention_runs = ${runs}`, { directory, locations: [0.001234, 0.001234] });
      return (await storedRuns(join(directory, 'cache'))).length;
    };
    expect(await keptOf(100)).toBe(8);
    // The newest five, and the oldest as an anchor.
    expect(await keptOf(5)).toBe(6);
  },

  async confidenceLevel() {
    const width = async (level: number) => {
      const { result } = await runs(`confidence_level = ${level}`, [1, 1.01, 0.99, 1.005, 1]);
      const [low, high] = result.change!.interval;
      return high - low;
    };
    expect(await width(0.99)).toBeGreaterThan(1.5 * (await width(0.8)));
  },

  async defaultIterations() {
    const { asked } = await ranWith('default_iterations = 37');
    expect(asked.map(({ options }) => options.iterations)).toEqual([37, 37, 37]);
  },

  async warmupIterations() {
    const { asked } = await ranWith('warmup_iterations = 11');
    expect(asked.map(({ options }) => options.warmupIterations)).toEqual([11, 11, 11]);
  },

  async ciTimeoutMultiplier() {
    expect(new Set((await ranWith('ci_timeout_multiplier = 3')).timeLimits)).toEqual(new Set([60]));
    setVariable('CI', 'true');
    // For loading the file as well as for measuring its test.
    expect((await ranWith('ci_timeout_multiplier = 3')).timeLimits).toEqual([180, 180, 180, 180]);
  },

  async statisticalMethod() {
    const judgedBy = async (method: string) => {
      const { result } = await runs(`statistical_method = "${method}"`, [1, 1.002, 0.998, 1.001, 0.9, 0.999, 1]);
      return { by: result.validation.validationMethod, upper: result.thresholds.upperBound };
    };
    const [robust, parametric, bootstrap] = [
      await judgedBy('robust'),
      await judgedBy('parametric'),
      await judgedBy('bootstrap'),
    ];
    expect([robust, parametric, bootstrap].map(({ by }) => by)).toEqual([
      'run_history_robust',
      'run_history_parametric',
      'run_history_bootstrap',
    ]);
    // One odd run widens a standard deviation, and not a median of deviations.
    expect(parametric.upper).toBeGreaterThan(1.02 * robust.upper);
    expect(new Set([robust.upper, parametric.upper, bootstrap.upper]).size).toBe(3);
  },

  async metrics() {
    const config = await configOf('metrics = ["allocatedBytes"]');
    const declared = { kind: 'test', name: 'sort', options: {} } as const;
    expect(planTest(declared, config, { isCI: false }).metrics).toEqual(['time', 'allocatedBytes']);
  },

  async outlierDetectionMethod() {
    const samples = [...Array.from({ length: 30 }, (_, i) => 1 + i / 1000), 1.06, 1.08, 1.2, 3];
    const counted = async (method: string) => {
      const given = { locations: [1], measurement: { samples } };
      return (await ranWith(`outlier_detection_method = "${method}"`, given)).result.statistics.outliersCount;
    };
    // By hand: median 1.0165, MAD 0.0085: beyond 3.5 ÷ 0.6745 of them lies what exceeds 1.0606; the upper fence of the
    // quartiles 1.00825 and 1.02475 lies at 1.0495.
    expect(await counted('modified_z_score')).toBe(3);
    expect(await counted('iqr')).toBe(4);
    expect(await counted('isolation_forest')).toBeGreaterThan(0);
  },

  async regressionTestMethod() {
    for (const method of ['mann_whitney', 't_test', 'ks_test']) {
      const config = await configOf(`regression_test_method = "${method}"`);
      const cachePath = temporaryDirectory();
      const { environmentKey } = await new EnvironmentDetector().getEnvironmentContext();
      const manager = new ThresholdManager({ cachePath });
      await manager.updateBaseline('sort', environmentKey, [1, 1.01, 1.02]);
      await manager.close();
      const framework = new PerformanceTestFramework({ cachePath, config });
      const { tests } = await framework.validateRegression('sort', [1, 1.01, 1.03]);
      await framework.close();
      expect(tests.map(({ testType }) => testType)).toEqual([method]);
    }
  },

  async adaptationRate() {
    const { directory } = await ranWith('adaptation_rate = 0.3');
    expect((await storedRuns(join(directory, 'cache')))[0]!.decayFactor).toBeCloseTo(0.7, 12);
    const middle = async (rate: number) => {
      const { result } = await runs(`adaptation_rate = ${rate}`, [1, 1, 1.02, 1.02, 1.02]);
      return result.thresholds.baselineMedian!;
    };
    expect(await middle(0.9)).toBeGreaterThan(await middle(0));
  },

  async enableCaching() {
    const { result, directory } = await runs('enable_caching = false', [1, 1, 1]);
    expect(result.validation.verdict).toBe('no_baseline');
    expect(existsSync(join(directory, 'cache'))).toBe(false);
    expect((await runs('enable_caching = true', [1, 1])).result.validation.verdict).toBe('pass');
  },

  async mainBranch() {
    buildOnGithub({ GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/production' });
    const stateWith = async (toml: string) => (await ranWith(toml)).result.recording.state;
    expect(await stateWith('main_branch = "production"')).toBe('recorded');
    expect(await stateWith('main_branch = "main"')).toBe('not_recorded');
    expect(await stateWith('')).toBe('not_recorded');
  },

  async recording() {
    const stateWith = async (value: string, flags?: RunFlags) =>
      (await ranWith(`recording = "${value}"`, { flags })).result.recording.state;
    expect(await stateWith('never')).toBe('not_recorded');
    expect(await stateWith('never', { record: true })).toBe('recorded');
    buildOnGithub({ GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/7/merge' });
    expect(await stateWith('automatic')).toBe('not_recorded');
    expect(await stateWith('always')).toBe('recorded');
    expect(await stateWith('always', { record: false })).toBe('not_recorded');
    expect(await stateWith('always', { update: true })).toBe('accepted');
  },

  async confirm() {
    const made = changedRepository();
    const verdictBy = async (confirm: string) =>
      (await ranIn(made, `confirm = "${confirm}"\nagainst = "HEAD"\nconfirm_budget = 0.001`)).validation.verdict;
    // There is no history; pairs are begun, and have no time.
    expect(await verdictBy('history')).toBe('no_baseline');
    expect(await verdictBy('pairs')).toBe('inconclusive');
    expect(await configuredBy('confirm = "history"', { confirm: 'pairs' })).toMatchObject({ confirm: 'pairs' });
  },

  async against() {
    const made = changedRepository();
    made.git('tag', 'v1');
    expect((await ranIn(made, 'confirm_budget = 0.001')).validation.verdict).toBe('no_baseline');
    const named = await ranIn(made, 'against = "v1"\nconfirm_budget = 0.001');
    expect(named.validation.verdict).toBe('inconclusive');
    await expect(ranIn(made, 'against = "v2"')).rejects.toThrow(/^--against v2: There is no commit "v2"/);
    expect(await configuredBy('against = "v1"', { against: '' })).toMatchObject({ against: '' });
  },

  async confirmBudget() {
    const made = changedRepository();
    const withBudget = (seconds: number) => ranIn(made, `against = "HEAD"\nconfirm_budget = ${seconds}`);
    expect((await withBudget(0.001)).validation.message).toContain('the 0.001 s for suspects were used up');
    expect((await withBudget(600)).evidence.decidedBy).toBe('pairs');
    expect(await configuredBy('confirm_budget = 0.5', { budget: 60 })).toMatchObject({ confirmBudget: 60 });
  },

  async prepare() {
    const made = makeRepository({ 'a.perf.js': "import { perf } from 'evenkeel'; perf('sort', () => 1);" });
    made.write({ 'evenkeel.toml': 'prepare = "exit 7"\n' });
    const place = { directory: made.directory, programs };
    const compared = (flags: CompareFlags) =>
      compare('HEAD', [], { config: made.path('evenkeel.toml'), ...flags }, recorder().terminal, place);
    await expect(compared({})).rejects.toThrow(/^--prepare failed with exit code 7 .*: exit 7$/);
    await expect(compared({ prepare: 'exit 9' })).rejects.toThrow(/^--prepare failed with exit code 9 /);
    const { evidence } = await ranIn(changedRepository(), 'against = "HEAD"\nprepare = "exit 7"');
    expect(evidence).toMatchObject({ withoutPairs: expect.stringMatching(/^--prepare failed with exit code 7 /) });
  },

  async prepareTimeout() {
    const made = makeRepository({ 'a.perf.js': "import { perf } from 'evenkeel'; perf('sort', () => 1);" });
    made.write({ 'evenkeel.toml': 'prepare = "sleep 300"\nprepare_timeout = 1\n' });
    const place = { directory: made.directory, programs };
    const comparing = compare('HEAD', [], { config: made.path('evenkeel.toml') }, recorder().terminal, place);
    await expect(comparing).rejects.toThrow(/^--prepare took longer than 1 s and was ended .*: sleep 300$/);
    expect(await configuredBy('prepare_timeout = 60', { prepareTimeout: 7 })).toMatchObject({ prepareTimeout: 7 });
  },

  async logLevel() {
    const lines = async (level: string) => (await ranWith(`log_level = "${level}"`)).err.split('\n').slice(0, -1);
    expect(await lines('DEBUG')).toEqual(expect.arrayContaining(['1/3 sort', '2/3 sort', '3/3 sort']));
    expect((await lines('INFO')).join()).toMatch(/^measuring: 0\/3,.*,measured: 3\/3 in [^,]*$/);
    expect(await lines('WARNING')).toEqual([]);
    expect(await lines('ERROR')).toEqual([]);
  },

  async performanceOverheadLimit() {
    const warned = async (limit: number) => {
      const measurement = { timingShare: 0.03, emptyCall: 0.01 };
      const { result } = await ranWith(`performance_overhead_limit = ${limit}`, { measurement });
      return result.validation.warnings.filter((warning) => warning.startsWith('Measuring takes'));
    };
    expect(await warned(0.05)).toEqual([]);
    expect(await warned(0.02)).toEqual([
      expect.stringMatching(/^Measuring takes 4\.0 % of a sample .* more than the limit of 2\.0 %/),
    ]);
  },
};

describe('every option of the configuration does what it says', () => {
  it.each(fieldNames)('%s', (field) => proofs[field]());
});
