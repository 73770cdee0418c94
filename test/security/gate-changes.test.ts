// What a change did to the gate itself: tests that vanished, limits and settings that let more pass.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PerformanceConfig } from '../../src/config/performance-config.ts';
import { planTest } from '../../src/config/plan.ts';
import { gateChanges } from '../../src/framework/gate/gate-changes.ts';
import { gateOf } from '../../src/framework/gate/gate-of.ts';
import type { CollectedFile } from '../../src/measure/processes/collect-tests.ts';
import type { GateChange } from '../../src/model/gate.ts';
import type { Metric } from '../../src/model/metric.ts';
import type { RunReport } from '../../src/model/result.ts';
import type { CompareReport } from '../../src/model/revisions.ts';
import type { ComparisonOptions, TestDeclaration } from '../../src/model/suite.ts';
import { type CommandOptions, evenkeel, performanceFile, WORK } from '../end-to-end/command.ts';
import { type MadeRepository, makeRepository } from '../revisions/made-repository.ts';

const OPTIONS = 'iterations: 3, warmupIterations: 0, processes: 1, maxDuration: 0.01';
const QUICK = `{ ${OPTIONS}, tolerancePercent: 300 }`;
const IGNORED = { '.gitignore': 'node_modules/\n.performance-cache/\n', 'work.js': WORK };
const BEFORE = performanceFile(
  `perf('stays', sort, ${QUICK});`,
  `perf('goes', sort, ${QUICK});`,
  `perf('rests', sort, ${QUICK});`,
  `perf.compare('both', { baseline: sort, candidate: sort }, { ${OPTIONS}, maxOverheadPercent: 500 });`,
);
const AFTER = performanceFile(
  `perf('stays', sort, { ${OPTIONS}, tolerancePercent: 1e6 });`,
  `perf.skip('rests', sort, ${QUICK});`,
  `perf.compare('both', { baseline: sort, candidate: sort }, { ${OPTIONS}, maxOverheadPercent: 900 });`,
);
const KINDS = ['test_gone', 'test_left_out', 'limit_widened', 'limit_widened'];

type Report = Pick<RunReport, 'gateChanges' | 'summary' | 'warnings'>;

async function reportOf(made: MadeRepository, args: readonly string[], env: CommandOptions['env'] = {}) {
  const { exitCode, out, err } = await evenkeel([...args, '--json', '-'], { cwd: made.directory, env });
  expect(out, err).toMatch(/^\{/);
  return { exitCode, report: JSON.parse(out) as Report };
}

const runOf = (made: MadeRepository, ...args: readonly string[]) =>
  reportOf(made, ['run', '--confirm', 'history', ...args]);

const wordsOf = ({ gateChanges: changes }: Report) => changes.map(({ words }) => words).join('\n');

describe('a run of the whole suite', () => {
  it('says what became of the gate since the newest one, in every form, and what fails is asked for', async () => {
    const made = makeRepository({ ...IGNORED, 'a.perf.js': BEFORE });
    const first = await runOf(made);
    expect(first.report.gateChanges).toEqual([]);
    made.write({ 'a.perf.js': AFTER });

    const { exitCode, report } = await runOf(made, '--no-record');
    expect(exitCode).toBe(0);
    expect(report.gateChanges.map(({ kind }) => kind)).toEqual(KINDS);
    expect(report.summary).toMatchObject({ gateChanges: 4, exitCode: 0 });
    expect(wordsOf(report)).toMatch(
      /"goes" \(a\.perf\.js\) is not there any more; it is in the newest whole run \(.* UTC, commit \w{7}, branch main\)/,
    );
    expect(wordsOf(report)).toMatch(/"rests" \(a\.perf\.js\) is left out \(perf\.skip\)/);
    expect(wordsOf(report)).toMatch(/`tolerancePercent` of "stays" is 1000000; in .* it is 300\./);
    expect(wordsOf(report)).toMatch(/`maxOverheadPercent` of "both" is 900; in .* it is 500\./);

    const failing = ['run', '--confirm', 'history', '--no-record', '--fail-on-gate-change', '--json', 'run.json'];
    const shown = await evenkeel(failing, { cwd: made.directory });
    expect(shown.exitCode, shown.err).toBe(4);
    expect(shown.out).toMatch(/The gate is weaker\n {2}! "goes" \(a\.perf\.js\) is not there any more/);
    for (const [format, words] of [
      ['markdown', /🔓 \*\*The gate is weaker\*\* · 4 changes\n\n- "goes" \(a\.perf\.js\) is not there any more/],
      ['text', /The gate is weaker\n {2}! "goes"/],
      ['json', /"kind": "test_gone"/],
    ] as const) {
      const { out } = await evenkeel(['report', 'run.json', '--format', format], { cwd: made.directory });
      expect(out).toMatch(words);
    }

    // Once it is recorded, it is the gate.
    expect((await runOf(made)).report.gateChanges).toHaveLength(4);
    expect((await runOf(made)).report.gateChanges).toEqual([]);
  });

  it('says nothing of what was not asked for, and loses nothing by it', async () => {
    const made = makeRepository({
      ...IGNORED,
      'a.perf.js': BEFORE,
      'b/b.perf.js': BEFORE.replaceAll("'./", "'../").replaceAll("perf('", "perf('b ").replace("'both'", "'b both'"),
    });
    await runOf(made);
    expect((await runOf(made, '--filter', 'stays')).report.gateChanges).toEqual([]);
    expect((await runOf(made, 'b')).report.gateChanges).toEqual([]);
    made.remove('a.perf.js');
    expect((await runOf(made, 'b')).report.gateChanges).toEqual([]);
    const { report } = await runOf(made);
    expect(report.gateChanges.map(({ kind }) => kind)).toEqual(Array.from({ length: 4 }, () => 'test_gone'));
  });

  it('takes nothing for gone that is in a file that does not load', async () => {
    const made = makeRepository({
      ...IGNORED,
      'a.perf.js': BEFORE,
      'b.perf.js': performanceFile(`perf('b', sort, ${QUICK});`),
    });
    await runOf(made);
    made.write({ 'a.perf.js': 'throw new Error("broken");' });
    const broken = await runOf(made);
    expect(broken).toMatchObject({ exitCode: 2, report: { gateChanges: [] } });
    made.remove('a.perf.js');
    expect((await runOf(made)).report.gateChanges).toHaveLength(4);
  });

  it('says that baselines were switched off, although there is no store to ask then', async () => {
    const made = makeRepository({ ...IGNORED, 'a.perf.js': BEFORE });
    await runOf(made);
    made.write({ 'evenkeel.toml': 'enable_caching = false\nconfidence_level = 0.999\n' });
    const { report } = await runOf(made);
    expect(wordsOf(report)).toMatch(
      /`enable_caching` of the configuration is false; in the newest whole run .* it is true/,
    );
    expect(wordsOf(report)).toMatch(/`confidence_level` of the configuration is 0\.999; in .* it is 0\.95/);
  });

  it('says that the main branch was told not to write baselines in CI', async () => {
    const made = makeRepository({ ...IGNORED, 'a.perf.js': performanceFile(`perf('stays', sort, ${QUICK});`) });
    const env = {
      GITHUB_ACTIONS: 'true',
      CI: 'true',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REF_NAME: 'main',
      GITHUB_SHA: made.git('rev-parse', 'HEAD').trim(),
    };
    const { report } = await reportOf(made, ['run', '--confirm', 'history', '--no-record'], env);
    expect(report.gateChanges.map(({ kind }) => kind)).toEqual(['recording_off']);
  });

  it('goes by the configuration of another revision where that is asked for, and runs none of its own', async () => {
    const toml = 'cache_directory = "kept"\n';
    const made = makeRepository({
      ...IGNORED,
      'evenkeel.toml': toml,
      'a.perf.js': performanceFile(`perf('stays', sort, ${QUICK});`),
    });
    made.remove('evenkeel.toml');
    made.write({ 'evenkeel.config.mjs': 'process.exit(0);', '.gitignore': `${IGNORED['.gitignore']}kept/\n` });
    const { exitCode } = await runOf(made, '--config-from', 'HEAD');
    expect(exitCode).toBe(0);
    expect(readFileSync(join(made.directory, 'kept', 'baselines.sqlite')).length).toBeGreaterThan(0);
    const unknown = await evenkeel(['run', '--config-from', 'nowhere'], { cwd: made.directory });
    expect(unknown).toMatchObject({ exitCode: 2, out: '' });
    expect(unknown.err).toMatch(/^error: The configuration of nowhere \(--config-from\): There is no commit "nowhere"/);
  });

  it('runs the configuration of another revision where that is a program', async () => {
    const config = `import { defineConfig } from 'evenkeel';
      import { cacheDirectory } from './place.mjs';
      export default defineConfig({ cacheDirectory });`;
    const made = makeRepository({
      '.gitignore': `${IGNORED['.gitignore']}kept/\nlost/\n`,
      'work.js': WORK,
      'evenkeel.config.mjs': config,
      'place.mjs': "export const cacheDirectory = 'kept';",
      'a.perf.js': performanceFile(`perf('stays', sort, ${QUICK});`),
    });
    made.write({ 'place.mjs': "export const cacheDirectory = 'lost';" });
    await runOf(made, '--config-from', 'HEAD');
    const stores = () => ['kept', 'lost', '.performance-cache'].filter((name) => existsSync(made.path(name)));
    expect(stores()).toEqual(['kept']);
    made.remove('evenkeel.config.mjs');
    made.commit();
    writeFileSync(made.path('evenkeel.toml'), 'cache_directory = "lost"\n');
    const none = await runOf(made, '--config-from', 'HEAD');
    expect(stores()).toEqual(['kept', '.performance-cache']);
    expect(none.report.warnings.join()).toMatch(
      /HEAD \(\w{7}\) has no configuration \(--config-from\), so the defaults apply/,
    );
  });
});

describe('a comparison with a revision', () => {
  const compareOf = (made: MadeRepository, ...args: readonly string[]) =>
    reportOf(made, ['compare', 'HEAD', '--blocks', '8', ...args]);

  it('says what became of the gate since that revision, and fails for it where that is asked for', async () => {
    const made = makeRepository({ ...IGNORED, 'a.perf.js': BEFORE });
    made.write({ 'a.perf.js': AFTER, 'evenkeel.toml': 'confidence_level = 0.999\nenable_caching = false\n' });
    const { exitCode, report } = await compareOf(made, '--fail-on-gate-change');
    const setting = ['setting_changed', 'setting_changed'];
    expect(report.gateChanges.map(({ kind }: GateChange) => kind)).toEqual([...KINDS, ...setting]);
    expect(wordsOf(report)).toMatch(/"goes" \(a\.perf\.js\) is not there any more; it is in HEAD \(\w{7}\)/);
    // Noise may leave a test of the comparison undecided, and does not make it slower by more than 1e6 %.
    expect(exitCode).toBe(4);
    expect((report as unknown as CompareReport).summary).toMatchObject({ gateChanges: 6, exitCode: 4, regressions: 0 });
    const governed = await compareOf(made, '--config-from', 'HEAD');
    expect(governed.report.gateChanges.map(({ kind }: GateChange) => kind)).toEqual(KINDS);
  });

  it('takes a test of a file that has moved for the same', async () => {
    const made = makeRepository({ ...IGNORED, 'a.perf.js': BEFORE });
    made.write({ 'moved/a.perf.js': BEFORE.replaceAll("'./", "'../") });
    made.remove('a.perf.js');
    expect((await compareOf(made)).report.gateChanges).toEqual([]);
  });
});

describe('gateChanges', () => {
  const file = (...tests: readonly TestDeclaration[]): CollectedFile => ({
    file: { path: '/a.perf.ts', name: 'a.perf.ts' },
    load: { file: '/a.perf.ts', loader: 'node', cacheDirectory: null },
    tests,
  });
  const test = (options: ComparisonOptions = {}, kind: TestDeclaration['kind'] = 'test'): TestDeclaration => ({
    kind,
    name: 't',
    options,
  });
  const changes = (before: ComparisonOptions, now: ComparisonOptions, kind: TestDeclaration['kind'] = 'test') => {
    const config = new PerformanceConfig();
    const gates = { before: gateOf([file(test(before, kind))], config), now: gateOf([file(test(now, kind))], config) };
    return gateChanges({ ...gates, where: 'main', brokenFiles: [] });
  };

  it.each<[string, ComparisonOptions, ComparisonOptions]>([
    ['tolerancePercent', { tolerancePercent: 2 }, { tolerancePercent: 3 }],
    ['thresholdFactor', {}, { thresholdFactor: 9 }],
    ['timeLimit', { timeLimit: 10 }, {}],
    ['processes', {}, { processes: 1 }],
    ['iterations', {}, { iterations: 1 }],
    ['maxDuration', {}, { maxDuration: 0.1 }],
    ['statisticalMethod', {}, { statisticalMethod: 'parametric' }],
  ])('says %s where it is weaker, and nothing where it is stricter', (option, one, other) => {
    expect(changes(one, other)).toMatchObject([{ kind: 'limit_widened', option, testNames: ['t'] }]);
    if (option !== 'statisticalMethod') expect(changes(other, one)).toEqual([]);
    expect(changes(one, one)).toEqual([]);
  });

  it('says where a metric besides time has less measured or lets more pass', () => {
    const metrics = ['allocatedBytes'] as const;
    expect(changes({ metrics }, {})).toMatchObject([{ option: 'metrics', before: 'time,allocatedBytes', now: 'time' }]);
    // Of what is counted the default is smaller than that of time.
    expect(changes({ metrics }, { metrics, tolerancePercent: 1 })).toMatchObject([
      { kind: 'limit_widened', option: 'tolerancePercent of allocatedBytes', before: 0.5, now: 1 },
    ]);
    expect(changes({ metrics, tolerancePercent: 1 }, { metrics })).toMatchObject([{ option: 'tolerancePercent' }]);
    expect(changes({}, { metrics })).toEqual([]);
  });

  it('says where what a test returns is another metric, or is not there any more', () => {
    const own = (over: Partial<Metric> = {}): TestDeclaration => ({
      ...test({}, 'metric'),
      metric: { name: 'rows', unit: 'rows', better: 'lower', scatter: 'counted', ...over },
    });
    const between = (before: TestDeclaration, now: TestDeclaration) => {
      const config = new PerformanceConfig();
      const gates = { before: gateOf([file(before)], config), now: gateOf([file(now)], config) };
      return gateChanges({ ...gates, where: 'main', brokenFiles: [] });
    };
    expect(between(own(), own())).toEqual([]);
    expect(between(own(), own({ unit: 'kilorows', better: 'higher' }))).toEqual([
      {
        kind: 'metric_changed',
        testName: 't',
        file: 'a.perf.ts',
        words:
          '"t" (a.perf.ts) is in "kilorows", of which more is better; in main it is in "rows", of which less is better. It starts without a history.',
      },
    ]);
    expect(between(own(), own({ better: 'higher' }))).toMatchObject([{ kind: 'metric_changed' }]);
    expect(between(own(), test())).toMatchObject([{ kind: 'test_gone' }]);
    expect(between(own(), own({ scatter: 'sampled' }))).toMatchObject([
      { kind: 'limit_widened', option: 'tolerancePercent', before: 0.5, now: 2 },
    ]);
  });

  it('goes by what the options come to, not by how they are written', () => {
    const { tolerancePercent, processes } = planTest(test(), new PerformanceConfig(), { isCI: false });
    expect(changes({}, { tolerancePercent, processes })).toEqual([]);
  });

  it('says the overhead of a comparison of functions, and not that of a test, which has none', () => {
    expect(changes({}, { maxOverheadPercent: 99 }, 'comparison')).toMatchObject([{ option: 'maxOverheadPercent' }]);
    expect(changes({}, { maxOverheadPercent: 99 })).toEqual([]);
  });

  it('says a test whose baseline has another name now', () => {
    const [change] = changes({}, { baselineKey: 'other' });
    expect(change).toMatchObject({ kind: 'test_gone', testName: 't' });
    expect(change!.words).toMatch(/its baseline under "other" now, and under "t" in main: it starts without a history/);
  });
});
