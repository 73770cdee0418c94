// What machines of a CI system do that share a suite: the shell's part of what `evenkeel init --shards` writes, run by a shell,
// with the built command in processes of their own.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/model/result.ts';
import { storedRuns } from '../framework/fixtures.ts';
import { parseRunReport } from '../report/parse-run-report.ts';
import { evenkeel, performanceFile, project, QUICK, ROOT, runProgram } from './command.ts';

const SETTINGS = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com'];

/** A committed project of seven tests. */
function shared(): string {
  const directory = project({
    '.gitignore': 'node_modules/\n.performance-cache/\n*.blob\nparts/\n',
    'a.perf.js': performanceFile(
      `perf('one', sort, ${QUICK});`,
      `perf('two', sort, ${QUICK});`,
      `perf.skip('three', sort, ${QUICK});`,
      `perf('four', dearer, ${QUICK});`,
    ),
    'b.perf.js': performanceFile(
      `perf('five', sort, ${QUICK});`,
      `perf('six', () => { if (process.env.BREAK) throw new Error('broken'); return sort(); }, ${QUICK});`,
      `perf.command('seven', ['node', '--version'], { runs: 3, tolerancePercent: 300 });`,
    ),
  });
  git(directory, 'init', '--quiet');
  git(directory, 'add', '--all');
  git(directory, ...SETTINGS, 'commit', '--quiet', '--message', 'first');
  return directory;
}

function git(directory: string, ...args: readonly string[]): void {
  execFileSync('git', ['-C', directory, ...args], { stdio: 'pipe' });
}

/** What `npx` would start, without a package manager between. */
function withoutNpx(script: string): string {
  return script.replaceAll('npx evenkeel', `node ${join(ROOT, 'dist/cli/main.cjs')}`);
}

/** The lines of a job that start the command: a block of the shell, or an element of a list. */
function scriptOf(text: string, job: string): string {
  // Every line that is further in than the name of the job.
  const [, , own = ''] = new RegExp(`^( *)${job}:\\n((?:\\1 .*\\n)*)`, 'm').exec(text) ?? [];
  const [, block] = /^ *- run: \|\n((?: {10}.*\n)+)/m.exec(own) ?? [];
  const [, line] = /^ *- (?:run: )?(.*evenkeel (?:run|merge).*)$/m.exec(own) ?? [];
  return withoutNpx(block ?? line ?? '').trim();
}

async function written(system: 'github' | 'gitlab', file: string): Promise<string> {
  const cwd = shared();
  const flags = ['--yes', '--ci', system, '--shards', '3', '--runner', 'evenkeel'];
  expect(await evenkeel(['init', ...flags], { cwd })).toMatchObject({ exitCode: 0 });
  return readFileSync(join(cwd, file), 'utf8');
}

function saidBy({ results, failures, skipped }: RunReport) {
  return {
    results: results.map(({ file, testName, validation }) => [file, testName, validation.verdict]),
    failures: failures.map(({ file, testName, reason }) => [file, testName, reason]),
    skipped: skipped.map(({ file, testName }) => [file, testName]),
  };
}

async function reportOf(directory: string): Promise<RunReport> {
  return parseRunReport(readFileSync(join(directory, 'run.json'), 'utf8'));
}

describe('machines that share a suite', () => {
  it('on GitHub: say together what one says, and record it as one run', async () => {
    const text = await written('github', '.github/workflows/performance.yml');
    const measure = scriptOf(text, 'measure');
    const merge = scriptOf(text, 'performance');
    expect(measure).toContain('--shard "$SHARD" --blob part.blob');
    const cwd = shared();
    for (const part of [1, 2, 3]) {
      const ran = await runProgram('sh', ['-e', '-c', measure], { cwd, env: { SHARD: `${part}/3`, UPDATE: '' } });
      expect(ran).toMatchObject({ exitCode: 0, out: expect.stringContaining(`This is part ${part}/3`) });
      mkdirSync(join(cwd, 'parts', `performance-part-${part}`), { recursive: true });
      renameSync(join(cwd, 'part.blob'), join(cwd, 'parts', `performance-part-${part}`, 'part.blob'));
    }
    expect(existsSync(join(cwd, '.performance-cache', 'baselines.sqlite'))).toBe(false);
    const merged = await runProgram('sh', ['-e', '-c', `${merge} --json run.json`], { cwd });
    expect(merged).toMatchObject({ exitCode: 0, err: '' });
    const report = await reportOf(cwd);
    const alone = shared();
    expect(await evenkeel(['run', '--json', 'run.json'], { cwd: alone })).toMatchObject({ exitCode: 0 });
    expect(saidBy(report)).toEqual(saidBy(await reportOf(alone)));
    const stored = await storedRuns(join(cwd, '.performance-cache'));
    const names = (await storedRuns(join(alone, '.performance-cache'))).map(({ testName, metric }) => [
      testName,
      metric?.name,
    ]);
    expect(stored.map(({ testName, metric }) => [testName, metric?.name])).toEqual(names);
    expect(new Set(stored.map(({ runId }) => runId)).size).toBe(1);
  });

  it('on GitLab: a test that fails on one fails the whole, and a part that is missing is named', async () => {
    const text = await written('gitlab', '.gitlab/performance.gitlab-ci.yml');
    const measure = scriptOf(text, 'performance-parts');
    const merge = scriptOf(text, 'performance');
    expect(merge).toMatch(/merge part-\*\.blob$/);
    const cwd = shared();
    const ended: (number | null)[] = [];
    for (const part of ['1', '2', '3']) {
      const env = { CI_NODE_INDEX: part, CI_NODE_TOTAL: '3', BREAK: '1' };
      ended.push((await runProgram('sh', ['-e', '-c', measure], { cwd, env })).exitCode);
    }
    expect(ended.toSorted()).toEqual([0, 0, 2]);
    const merged = await runProgram('sh', ['-e', '-c', `${merge} --json run.json`], { cwd });
    expect(merged.exitCode).toBe(2);
    const report = await reportOf(cwd);
    expect(report.failures).toMatchObject([{ testName: 'six', file: 'b.perf.js', reason: 'threw' }]);
    expect(report.results).toHaveLength(5);
    const before = (await storedRuns(join(cwd, '.performance-cache'))).length;
    renameSync(join(cwd, 'part-2.blob'), join(cwd, 'part-2.gone'));
    const missing = await runProgram('sh', ['-e', '-c', merge], { cwd });
    expect(missing).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining('part 2 of 3 is missing') });
    expect(await storedRuns(join(cwd, '.performance-cache'))).toHaveLength(before);
  });
});
