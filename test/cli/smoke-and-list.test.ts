// The built command, with performance files that a person would write.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ListReport } from '../../src/model/list.ts';
import type { SmokeReport } from '../../src/model/smoke.ts';
import { evenkeel, performanceFile, project, QUICK } from '../end-to-end/command.ts';

const MARKED = performanceFile(
  "const log = (text) => process.env.LOG && appendFileSync(process.env.LOG, text + '\\n');",
  "import { appendFileSync } from 'node:fs';",
  "perf.beforeAll(() => log('beforeAll'));",
  "perf.group('arrays', () => {",
  `  perf.each([1, 2])('sort %d', (n) => log('call ' + n), { ...${QUICK}, afterEach: () => log('afterEach') });`,
  "  perf.skip('copy', sort);",
  '});',
  `perf.compare('both', { baseline: () => log('baseline'), candidate: () => log('candidate') }, { processes: 2 });`,
  "perf.todo('later');",
);

describe('evenkeel run --smoke', () => {
  it('calls every test with its hooks, and stores and judges nothing', async () => {
    const directory = project({ 'a.perf.js': MARKED });
    const log = join(directory, 'log.txt');
    const { exitCode, out, err } = await evenkeel(['run', '--smoke', '--json', 'smoke.json'], {
      cwd: directory,
      env: { LOG: log },
    });
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toContain('Smoke run: every test was called twice, and nothing was timed, judged or stored.');
    expect(out).toMatch(/^5 tests: 3 ran, 1 skipped, 1 todo in /m);
    expect(existsSync(join(directory, '.performance-cache'))).toBe(false);
    const twice = (call: string, after: readonly string[] = []) => ['beforeAll', call, ...after, call, ...after];
    expect(readFileSync(log, 'utf8').trim().split('\n')).toEqual([
      ...twice('call 1', ['afterEach']),
      ...twice('call 2', ['afterEach']),
      ...twice('baseline'),
      ...twice('candidate'),
    ]);
    const report = JSON.parse(readFileSync(join(directory, 'smoke.json'), 'utf8')) as SmokeReport;
    expect(report.kind).toBe('smoke');
    expect(report.ran.map(({ testName }) => testName)).toEqual(['arrays > sort 1', 'arrays > sort 2', 'both']);
    const junit = await evenkeel(['report', 'smoke.json', '--format', 'junit'], { cwd: directory });
    expect(junit.out).toContain('tests="5" failures="0" errors="0" skipped="2"');
  });

  it('exits with 2 where a test fails, hangs or is not declared in time, and goes on with the others', async () => {
    const directory = project({
      'a.perf.js': performanceFile(
        "perf('throws', () => { throw new Error('broken'); });",
        "perf('hangs', () => { for (;;); }, { timeLimit: 1 });",
        "perf('works', sort);",
      ),
      'b.perf.js': 'this is no JavaScript',
    });
    const { exitCode, out } = await evenkeel(['run', '--smoke'], { cwd: directory });
    expect(exitCode).toBe(2);
    expect(out).toContain('Error: broken');
    expect(out).toContain('time limit of 1 s');
    expect(out).toMatch(/^4 tests: 1 ran, 3 failed in /m);
  });

  it('says where stand-ins were called, so that the code itself was not', async () => {
    const resolve = `import { DependencyResolver } from 'evenkeel';
      const resolver = new DependencyResolver({ from: import.meta.url });
      const hash = await resolver.getFunctionOrFallback('fast-hash', 'hash');`;
    const tests = performanceFile("perf('hashes', () => hash());", "perf('sorts', sort);");
    const directory = project({ 'a.perf.js': `${resolve}\n${tests}` });
    const { exitCode, out } = await evenkeel(['run', '--smoke', '--json', 'smoke.json'], { cwd: directory });
    expect(exitCode).toBe(0);
    expect(out).toMatch(
      /^Ran with stand-ins, so not the code itself\n {2}hashes \(a\.perf\.js\): hash of "fast-hash"\n {4}The package fast-hash is not installed/m,
    );
    const quiet = await evenkeel(['run', '--smoke', '--quiet'], { cwd: directory });
    expect(quiet.out).toContain('hash of "fast-hash"');
    const { ran } = JSON.parse(readFileSync(join(directory, 'smoke.json'), 'utf8')) as SmokeReport;
    expect(ran).toEqual([
      {
        testName: 'hashes',
        file: 'a.perf.js',
        fallbacks: [expect.objectContaining({ modulePath: 'fast-hash', functionName: 'hash', kind: 'generic' })],
      },
      { testName: 'sorts', file: 'a.perf.js' },
    ]);
    const text = await evenkeel(['report', 'smoke.json', '--format', 'text'], { cwd: directory });
    expect(text.out).toContain('with stand-ins for hash of "fast-hash"');
  });

  it('is no pass where everything is skipped, and refuses what says how to measure', async () => {
    const directory = project({ 'a.perf.js': performanceFile("perf.skip('a', sort);") });
    const idle = await evenkeel(['run', '--smoke'], { cwd: directory });
    expect(idle).toMatchObject({ exitCode: 2, out: expect.stringContaining('so this does not count as a pass') });
    const { exitCode, err } = await evenkeel(['run', '--smoke', '--update', '--processes', '3'], { cwd: directory });
    expect(exitCode).toBe(2);
    expect(err).toContain('--smoke times, judges and stores nothing, so it cannot go with --processes, --update.');
  });
});

it.each([[['run', '--smoke']], [['list']]])('%j says which performance files it leaves out', async (args) => {
  const directory = project({ 'a.perf.js': performanceFile("perf('a', () => 1);"), 'b.perf.tsx': '' });
  const { exitCode, err } = await evenkeel(args, { cwd: directory });
  expect(exitCode).toBe(0);
  expect(err).toMatch(/^warning: b\.perf\.tsx is not measured, /);
});

describe('evenkeel list', () => {
  it('lists every test with its mark and options', async () => {
    const directory = project({ 'a.perf.js': MARKED, 'evenkeel.toml': 'default_iterations = 37\n' });
    const { exitCode, out } = await evenkeel(['list'], { cwd: directory });
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^a\.perf\.js$/m);
    expect(out).toMatch(/^ {4}arrays > sort 1 +8 +2 +60 s +300 %/m);
    expect(out).toMatch(/^ {2}- arrays > copy +37 +5 +60 s +2 % +skip$/m);
    expect(out).toMatch(/^ {4}both +37 +2 +60 s +20 %/m);
    expect(out).toMatch(/^ {2}- later +todo$/m);
    expect(out).toContain('5 tests in 1 file, 1 skipped, 1 todo.');
  });

  it('writes JSON, of the tests that a filter leaves', async () => {
    const directory = project({ 'a.perf.js': MARKED });
    const { out } = await evenkeel(['list', 'a.perf.js', '--filter', 'SORT', '--json', '-'], { cwd: directory });
    const report = JSON.parse(out) as ListReport;
    expect(report.tests.map(({ testName }) => testName)).toEqual(['arrays > sort 1', 'arrays > sort 2']);
    expect(report.tests[0]).toMatchObject({ baselineKey: 'arrays > sort 1', mark: null, options: { iterations: 8 } });
  });

  it('exits with 2 where a file cannot be loaded, and lists the others; with only in CI it lists as well', async () => {
    const directory = project({
      'a.perf.js': performanceFile("perf.only('a', sort);", "perf('b', sort);"),
      'b.perf.js': "throw new Error('not loaded');",
    });
    const { exitCode, out } = await evenkeel(['list'], { cwd: directory, env: { CI: 'true' } });
    expect(exitCode).toBe(2);
    expect(out).toMatch(/^ {4}a .*only$/m);
    expect(out).toMatch(/^ {2}- b .*not marked only$/m);
    expect(out).toContain('Error: not loaded');
  });
});

describe('evenkeel run', () => {
  it('measures what is marked with only, and says what it left out; in CI it refuses', async () => {
    const directory = project({
      'a.perf.js': performanceFile(`perf.only('a', sort, ${QUICK});`, "perf('b', sort);", "perf.todo('c');"),
    });
    const { exitCode, out } = await evenkeel(['run', '--json', 'run.json'], { cwd: directory });
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^3 tests: 1 without baseline, 1 skipped, 1 todo in /m);
    expect(out).toContain('Skipped, because another test of its file is marked with perf.only.');
    const csv = await evenkeel(['report', 'run.json', '--format', 'csv'], { cwd: directory });
    expect(csv.out).toMatch(/^b,a\.perf\.js,skipped,/m);
    expect(csv.out).toMatch(/^c,a\.perf\.js,todo,/m);
    const inCi = await evenkeel(['run'], { cwd: directory, env: { CI: 'true' } });
    expect(inCi.exitCode).toBe(2);
    expect(inCi.err).toMatch(/^error: perf\.only is refused in CI.*: "a" in a\.perf\.js\./m);
  });

  it('is no pass where everything is skipped, and keeps the baselines', async () => {
    const text = (declare: string) => performanceFile(`${declare}('a', sort, ${QUICK});`);
    const directory = project({ 'a.perf.js': text('perf'), 'b.perf.js': text('perf.skip').replace("'a'", "'b'") });
    expect((await evenkeel(['run'], { cwd: directory })).exitCode).toBe(0);
    const { exitCode, out } = await evenkeel(['run', 'b.perf.js'], { cwd: directory });
    expect(exitCode).toBe(2);
    expect(out).toContain('Nothing was measured, because every test is skipped or still to be written');
    expect((await evenkeel(['baseline', 'list'], { cwd: directory })).out).toMatch(/\ba\b/);
  });
});
