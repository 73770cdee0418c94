import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { RunFlags } from '../../src/cli/flags.ts';
import { run } from '../../src/cli/run.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { UsageError } from '../../src/errors.ts';
import { createWorkerPool } from '../../src/measure/processes/worker-process.ts';
import { performanceFile, project, QUICK, ROOT } from '../end-to-end/command.ts';
import { outsideCi, storedRuns } from '../framework/fixtures.ts';
import { parseRunReport } from '../report/parse-run-report.ts';
import { repositoryIn } from '../revisions/made-repository.ts';
import { recorder } from './recorder.ts';

// The command in this process, and the built worker in processes of its own.
const programs = {
  worker: join(ROOT, 'dist/measure/processes/worker.js'),
  reaper: join(ROOT, 'dist/measure/processes/reaper-main.js'),
};
const ONE_TEST = { 'a.perf.js': performanceFile(`perf('sort', sort, ${QUICK});`) };
const FEW: RunFlags = { iterations: 6, processes: 1 };

beforeEach(outsideCi);

async function runIn(directory: string, flags: RunFlags, overrides: Partial<Terminal> = {}) {
  const { terminal, written } = recorder(overrides);
  const all = { cache: join(directory, 'cache'), ...FEW, ...flags };
  const exitCode = await run([directory], all, terminal, { pool: createWorkerPool(programs), programs });
  return { exitCode, ...written };
}

describe('run', () => {
  it('shows the results, how far it has come, and records', async () => {
    const directory = project(ONE_TEST);
    const { exitCode, out, err } = await runIn(directory, {});
    expect(exitCode).toBe(0);
    expect(out).toMatch(/ \+ sort /);
    expect(err).toMatch(/^measuring: 0\/1\nmeasured: 1\/1 in .*\n$/);
    expect(await storedRuns(join(directory, 'cache'))).toHaveLength(1);
  });

  it('writes a report to a file, in a directory that it makes', async () => {
    const directory = project(ONE_TEST);
    const json = join(directory, 'reports', 'run.json');
    const { out } = await runIn(directory, { json });
    expect(out).toMatch(/1 without baseline/);
    expect((await parseRunReport(readFileSync(json, 'utf8'))).summary.total).toBe(1);
  });

  it('stores whether the tree was as committed, which its own files do not change', async () => {
    const made = repositoryIn(realpathSync(project(ONE_TEST)));
    made.git('init', '--quiet');
    const commit = made.commit();
    const cwd = vi.spyOn(process, 'cwd').mockReturnValue(made.directory);
    onTestFinished(() => cwd.mockRestore());
    const json = 'reports/run.json';
    made.write({ [json]: '' });
    expect((await runIn(made.directory, { json: made.path(json) })).out).toContain('1 without baseline');
    made.write({ 'new.txt': '' });
    await runIn(made.directory, { json: made.path(json) });
    const stored = await storedRuns(made.path('cache'));
    expect(stored.map((run) => [run.commit, run.isDirty])).toEqual([
      [commit, false],
      [commit, true],
    ]);
  });

  it('writes a report to standard output instead of the table', async () => {
    const { out } = await runIn(project(ONE_TEST), { json: '-' });
    expect((await parseRunReport(out)).results).toHaveLength(1);
  });

  it('is quiet where that is asked for, but for somebody who watches', async () => {
    const directory = project(ONE_TEST);
    expect((await runIn(directory, { quiet: true })).err).toBe('');
    const watched = await runIn(directory, { quiet: true }, { isInteractive: true });
    expect(watched.err).toContain('sort');
    expect(watched.out).toMatch(/^1 test: /m);
  });

  it('exits with 3 where a test is inconclusive and that is to fail', async () => {
    const options = QUICK.replace('tolerancePercent: 300', 'maxOverheadPercent: 20');
    const directory = project({
      'a.perf.js': performanceFile(`perf.compare('both', { baseline: sort, candidate: sort }, ${options});`),
    });
    const tooFew = await runIn(directory, { failOnInconclusive: true });
    expect(tooFew.exitCode).toBe(3);
    expect(tooFew.out).toMatch(/1 pair of measurements cannot be held against a limit of 20 %/);
  });

  it('measures again what looks slower, and says so', async () => {
    const directory = project({
      'a.perf.js': performanceFile(`perf('dearer', dearer, ${QUICK});`),
    });
    await runIn(directory, { record: true });
    process.env.DEARER = '80';
    const { exitCode, err } = await runIn(directory, { record: false });
    expect(exitCode).toBe(1);
    expect(err).toMatch(/Measuring again, to be sure: dearer\nmeasuring: 0\/1\n/);
    const accepted = await runIn(directory, { update: true });
    expect(accepted.exitCode).toBe(0);
    expect((await storedRuns(join(directory, 'cache'))).map(({ status }) => status)).toEqual(['recorded', 'accepted']);
  });

  it('says that a filter leaves no test', async () => {
    await expect(runIn(project(ONE_TEST), { filter: 'print' })).rejects.toThrow(
      'No test has "print" in its name; there is 1 other.',
    );
  });

  it('refuses wishes that exclude each other', async () => {
    await expect(runIn(project(ONE_TEST), { update: true, record: false })).rejects.toThrow(UsageError);
  });

  it('says a report that cannot be written before it measures', async () => {
    const directory = project({ ...ONE_TEST, 'in the way': '' });
    for (const json of [directory, join(directory, 'in the way', 'run.json')]) {
      await expect(runIn(directory, { json })).rejects.toThrow(/^--json cannot write /);
    }
  });

  it('says a report that cannot be written any more afterwards', async () => {
    const directory = project({
      'a.perf.js': performanceFile(
        "import { mkdirSync } from 'node:fs';",
        `perf('sort', sort, ${QUICK});`,
        'mkdirSync(process.env.TAKEN, { recursive: true });',
      ),
    });
    const json = join(directory, 'run.json');
    process.env.TAKEN = json;
    await expect(runIn(directory, { json })).rejects.toThrow(/^--json cannot write .*: EISDIR/);
  });

  it('gives signals back when it is done', async () => {
    const before = process.listenerCount('SIGINT');
    await runIn(project(ONE_TEST), {});
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
