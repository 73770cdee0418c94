import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CompareEvent } from '../../../src/framework/compare/options.ts';
import { renderCompare } from '../../../src/report/terminal/render-compare.ts';
import { makeRepository, worktreesOf } from '../../revisions/made-repository.ts';
import { comparing, noting, UNMEASURED } from './comparing.ts';

const file = (...tests: readonly string[]) =>
  ["import { perf } from 'evenkeel';", "import * as code from './code.js';", ...tests].join('\n');
const THROWS = "export const run = () => { throw new TypeError('no such table'); };";
const WORKS = 'export const run = () => 1;';
// The same each time.
const ROWS = "{ unit: 'rows', better: 'lower', scatter: 'single' }";

describe('a test that throws', () => {
  it('in the base alone, which has it as well, was not compared', async () => {
    const made = makeRepository({
      'code.js': THROWS,
      'a.perf.js': file(`perf('a', () => code.run(), ${UNMEASURED});`),
    });
    made.write({ 'code.js': WORKS });
    const report = await comparing(made);
    expect(report.summary).toMatchObject({ total: 1, onlyInHead: 0, failed: 1, exitCode: 2 });
    expect(report.failures).toEqual([
      { testName: 'a', file: 'a.perf.js', reason: 'base_failed', message: 'TypeError: no such table', stack: null },
    ]);
  });

  it('in the base alone, where it is new, is listed with its reason', async () => {
    const made = makeRepository({ 'code.js': THROWS });
    made.write({ 'code.js': WORKS, 'a.perf.js': file(`perf('a', () => code.run(), ${UNMEASURED});`) });
    const report = await comparing(made);
    expect(report.onlyInHead).toEqual([{ testName: 'a', file: 'a.perf.js', reason: 'TypeError: no such table' }]);
    expect(report.summary).toMatchObject({ total: 0, onlyInHead: 1, failed: 0, exitCode: 2 });
    expect(report.warnings[0]).toBe(
      'Nothing was compared, so this does not count as a pass (exit code 2): 1 test is only in the present tree.',
    );
  });

  it.each([
    ['in the present tree alone', WORKS],
    ['on both sides', `${THROWS}\n`],
  ])('%s is a failure', async (_what, base) => {
    const made = makeRepository({ 'code.js': base, 'a.perf.js': file(`perf('a', () => code.run(), ${UNMEASURED});`) });
    made.write({ 'code.js': THROWS });
    const report = await comparing(made);
    expect(report.summary).toMatchObject({ total: 1, onlyInHead: 0, failed: 1, exitCode: 2 });
    expect(report.failures).toMatchObject([{ testName: 'a', reason: 'threw', message: 'TypeError: no such table' }]);
  });
});

describe('a file that cannot be loaded', () => {
  it('in the present tree is a failure, and nothing is said of what it would declare', async () => {
    const made = makeRepository({ 'code.js': WORKS, 'a.perf.js': file(`perf('a', code.run, ${UNMEASURED});`) });
    made.write({ 'a.perf.js': file('perf(42);') });
    const report = await comparing(made);
    expect(report.summary).toMatchObject({ total: 1, failed: 1, onlyInBase: 0, exitCode: 2 });
  });

  it('declares another set of tests on the code of the base', async () => {
    const each = `for (const name of Object.keys(code)) perf(name, code[name], ${UNMEASURED});`;
    const made = makeRepository({ 'code.js': 'export const gone = () => 1;', 'a.perf.js': file(each) });
    made.write({ 'code.js': 'export const added = () => 1;' });
    const { onlyInBase, onlyInHead, base } = await comparing(made);
    const where = `HEAD (${base.commit.slice(0, 7)})`;
    expect(onlyInBase).toEqual([{ testName: 'gone', file: 'a.perf.js', reason: `Only ${where} declares it.` }]);
    expect(onlyInHead).toEqual([
      { testName: 'added', file: 'a.perf.js', reason: `Its file does not declare it with the code of ${where}.` },
    ]);
  });
});

describe('a comparison', () => {
  it('is reported with what it is made of', async () => {
    const made = makeRepository({ 'code.js': WORKS, 'a.perf.js': file(`perf('a', () => code.run(), ${UNMEASURED});`) });
    const { events, onEvent } = noting();
    const report = await comparing(made, { onEvent, prepare: 'true' });
    expect(report).toMatchObject({
      kind: 'compare',
      schemaVersion: 1,
      base: { ref: 'HEAD', isMergeBase: false },
      head: { isDirty: false },
      failures: [],
    });
    expect(report.base.commit).toBe(report.head.commit);
    expect(report.warnings).toEqual([expect.stringMatching(/^Nothing is different: the present tree is HEAD/)]);
    const [result] = report.comparisons;
    expect(result).toMatchObject({ testName: 'a', file: 'a.perf.js' });
    // Noise decides whether four pairs are enough.
    const pairs = result!.baseProcesses.length;
    expect(pairs).toBeGreaterThanOrEqual(4);
    for (const processes of [result!.baseProcesses, result!.headProcesses]) {
      expect(processes.map(({ round }) => round)).toEqual(Array.from({ length: pairs }, (_, round) => round));
    }
    expect(result!.logRatios.lowEnd).toHaveLength(pairs);
    expect(events.slice(0, 3)).toEqual([
      { kind: 'preparing', words: expect.stringMatching(/^Checking out HEAD \(\w{7}\) …$/) },
      { kind: 'preparing', words: 'Preparing it: true' },
      { kind: 'started', tests: 1, processes: expect.any(Number) },
    ]);
    // The total that is announced is the one that the first step counts by.
    const { processes } = events.find(({ kind }) => kind === 'started') as Extract<CompareEvent, { kind: 'started' }>;
    expect(events.find(({ kind }) => kind === 'step')).toMatchObject({ progress: { done: 2, total: processes } });
    expect(events.at(-1)).toMatchObject({ kind: 'step', progress: { done: 2 * pairs, total: 2 * pairs } });
  });

  it('is made with the merge-base where that is asked for', async () => {
    const made = makeRepository({ 'code.js': WORKS, 'a.perf.js': file(`perf('a', () => code.run(), ${UNMEASURED});`) });
    const common = made.git('rev-parse', 'HEAD').trim();
    made.git('switch', '--quiet', '--create', 'feature');
    made.commit();
    made.git('switch', '--quiet', 'main');
    made.write({ 'code.js': THROWS });
    made.commit();
    made.git('switch', '--quiet', 'feature');
    const report = await comparing(made, { ref: 'main', isMergeBase: true });
    expect(report.base).toEqual({ ref: 'main', commit: common, isMergeBase: true });
    expect(report.comparisons).toHaveLength(1);
    const direct = await comparing(made, { ref: 'main' });
    expect(direct.failures).toMatchObject([{ reason: 'base_failed' }]);
  });

  it('leaves comparisons of functions to evenkeel run', async () => {
    const both = `perf.compare('both', { baseline: code.run, candidate: code.run });`;
    const made = makeRepository({ 'code.js': WORKS, 'a.perf.js': file(both) });
    const report = await comparing(made);
    expect(report.skipped).toMatchObject([{ testName: 'both', file: 'a.perf.js' }]);
    expect(report.summary).toMatchObject({ total: 0, skipped: 1, exitCode: 2 });
  });

  it("compares numbers of the user's own", async () => {
    const metrics = `perf.metric('rows', ${ROWS}, code.run);\nperf.size('code.js');`;
    const made = makeRepository({ 'code.js': WORKS, 'a.perf.js': file(metrics) });
    made.write({ 'code.js': 'export const run = () => 2;' });
    const { metrics: compared, summary, skipped, warnings } = await comparing(made);
    expect(compared.map(({ testName, name, validation }) => [testName, name, validation.verdict])).toEqual([
      ['rows', 'value', 'regression'],
      ['size of code.js', 'size', 'pass'],
    ]);
    expect(compared[0]).toMatchObject({ unit: 'rows', base: { center: 1 }, head: { center: 2 }, changePercent: 100 });
    expect({ skipped, warnings }).toEqual({ skipped: [], warnings: [] });
    expect(summary).toMatchObject({ total: 2, passed: 1, regressions: 1, exitCode: 1 });
  });

  it('honours the direction and the tolerance of a number', async () => {
    const metrics = `
      perf.metric('more is better', ${ROWS.replace('lower', 'higher')}, code.run);
      perf.metric('tolerated', ${ROWS.replace('}', ', tolerancePercent: 150 }')}, code.run);`;
    const made = makeRepository({ 'code.js': WORKS, 'a.perf.js': file(metrics) });
    made.write({ 'code.js': 'export const run = () => 2;' });
    const report = await comparing(made);
    expect(report.metrics.map(({ testName, validation }) => [testName, validation.verdict])).toEqual([
      ['more is better', 'improvement'],
      ['tolerated', 'pass'],
    ]);
    expect(report.summary.exitCode).toBe(0);
  });

  it('says of a number that is another one in the base that it is not compared', async () => {
    const metrics = `perf.metric('answers', { unit: code.unit, better: 'lower', scatter: 'single' }, code.run);`;
    const made = makeRepository({ 'code.js': `${WORKS} export const unit = 'kB';`, 'a.perf.js': file(metrics) });
    made.write({ 'code.js': `${WORKS} export const unit = 'bytes';` });
    const report = await comparing(made);
    const reason =
      'It was another metric before (kB, lower is better) than it is now (bytes, lower is better). Neither was measured.';
    expect(report.metrics).toEqual([]);
    expect(report.skipped).toEqual([{ testName: 'answers', file: 'a.perf.js', reason, kind: 'metric' }]);
    expect(report.summary).toMatchObject({ total: 0, skipped: 1, exitCode: 2 });
    expect(renderCompare(report, { color: false, width: 200, quiet: false })).toContain(
      `Not compared\n  answers (a.perf.js)\n    ${reason}\n`,
    );
  });

  it('says of a number that one side alone has which one', async () => {
    const metric = (name: string) =>
      file(`perf.metric('${name}', ${ROWS}, code.run);`, `perf.metric('both', ${ROWS}, code.run);`);
    const made = makeRepository({ 'code.js': WORKS, 'a.perf.js': metric('gone') });
    made.write({ 'code.js': `${WORKS} export const more = 1;`, 'a.perf.js': metric('added') });
    const report = await comparing(made);
    expect(report.metrics.map(({ testName }) => testName)).toEqual(['added', 'both']);
    expect(report.onlyInBase).toMatchObject([{ testName: 'gone' }]);
  });

  it('lists a number that only the present tree can tell as new, and one that the base has as well as not compared', async () => {
    const metrics = file(`perf.metric('rows', ${ROWS}, () => code.rows());`);
    const made = makeRepository({ 'code.js': WORKS });
    made.write({ 'code.js': 'export const rows = () => 1;', 'a.perf.js': metrics });
    const added = await comparing(made);
    expect(added.onlyInHead).toEqual([
      { testName: 'rows', file: 'a.perf.js', reason: expect.stringContaining('code.rows is not a function') },
    ]);
    made.write({ 'code.js': WORKS });
    made.commit();
    made.write({ 'code.js': 'export const rows = () => 1;' });
    const known = await comparing(made);
    expect(known.failures).toMatchObject([{ testName: 'rows', reason: 'base_failed' }]);
    expect(known.summary).toMatchObject({ failed: 1, exitCode: 2 });
  });

  it('says how to build what is weighed, where git ignores it', async () => {
    const made = makeRepository({ 'code.js': WORKS, 'a.perf.js': file("perf.size('dist/*.js');") });
    made.write({ 'dist/app.js': 'one' });
    const report = await comparing(made);
    expect(report.failures).toMatchObject([
      {
        testName: 'size of dist/*.js',
        reason: 'base_failed',
        message: expect.stringMatching(
          /no file matches "dist\/\*\.js" in HEAD, .*\n.* --prepare "npm ci && npm run build"$/,
        ),
      },
    ]);
    const build = 'mkdir dist && cp code.js dist/app.js';
    const built = await comparing(made, { prepare: build });
    expect(built.metrics).toMatchObject([
      { testName: 'size of dist/*.js', base: { center: WORKS.length }, head: { center: 3 } },
    ]);
  });

  it('says where the helpers of both sides differ', async () => {
    const made = makeRepository({
      'bench/input.json': '1',
      'bench/a.perf.js': `import { perf } from 'evenkeel';\nperf('a', () => 1, ${UNMEASURED});`,
    });
    made.write({ 'bench/input.json': '2' });
    const { warnings } = await comparing(made);
    expect(warnings).toEqual([expect.stringMatching(/^Each side used its own version of bench\/input\.json\./)]);
  });

  it('says nothing of revisions where a stand-in was measured', async () => {
    const standIn = `
      import { DependencyResolver, perf } from 'evenkeel';
      const resolver = new DependencyResolver();
      const fn = await resolver.getFunctionOrFallback('not-installed-anywhere', 'run', () => () => 1);
      perf('a', fn, ${UNMEASURED});`;
    const made = makeRepository({ 'a.perf.js': standIn });
    const report = await comparing(made);
    expect(report.summary, JSON.stringify(report.failures)).toMatchObject({ total: 1, incomparable: 1, exitCode: 2 });
  });
});

describe('an interruption', () => {
  it('while the base is made ready ends it, with nothing left', async () => {
    const made = makeRepository({ 'code.js': WORKS, 'a.perf.js': file(`perf('a', () => code.run(), ${UNMEASURED});`) });
    const controller = new AbortController();
    const onEvent = () => setTimeout(() => controller.abort(), 200);
    const error: unknown = await comparing(made, { signal: controller.signal, onEvent, prepare: 'sleep 100' }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBe(controller.signal.reason);
    expect(worktreesOf(made)).toEqual([]);
  });

  it('while the base is asked what it declares ends it, and is not taken for something that the base lacks', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'evenkeel-test-'));
    const marker = join(directory, 'loaded');
    const endless = `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(marker)}, ''); for (;;);`;
    const made = makeRepository({
      'code.js': endless,
      'a.perf.js': file(`perf('a', () => code.run(), ${UNMEASURED});`),
    });
    made.write({ 'code.js': WORKS });
    const controller = new AbortController();
    const watching = setInterval(() => existsSync(marker) && controller.abort(), 20);
    try {
      await expect(comparing(made, { signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' });
    } finally {
      clearInterval(watching);
      rmSync(directory, { recursive: true, force: true });
    }
    expect(worktreesOf(made)).toEqual([]);
  });

  it('while it measures reports what is complete', async () => {
    const made = makeRepository({
      'code.js': WORKS,
      'a.perf.js': file(`perf('endless', () => { for (;;); }, { ...${UNMEASURED}, timeLimit: 300 });`),
    });
    const controller = new AbortController();
    const report = await comparing(made, {
      signal: controller.signal,
      onEvent: ({ kind }) => kind === 'started' && setTimeout(() => controller.abort(), 500),
    });
    expect(report.summary).toMatchObject({ interrupted: true, exitCode: 130, failed: 1 });
    expect(report.failures).toMatchObject([{ testName: 'endless', reason: 'interrupted' }]);
    expect(worktreesOf(made)).toEqual([]);
  });
});
