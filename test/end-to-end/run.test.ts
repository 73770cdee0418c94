import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/model/result.ts';
import { parseRunReport } from '../report/parse-run-report.ts';
import { evenkeel, performanceFile, project, QUICK } from './command.ts';

// Time enough for every sample, whatever else runs.
const UNHURRIED = QUICK.replace('maxDuration: 0.5', 'maxDuration: 10');
const TWO_TESTS = {
  'sort.perf.js': performanceFile(`perf('steady', sort, ${UNHURRIED});`, `perf('changing', dearer, ${UNHURRIED});`),
};
// Far beyond the tolerance, whatever the machine does meanwhile.
const DEARER = { DEARER: '80' };

async function report(args: readonly string[], cwd: string, env = {}) {
  const result = await evenkeel(['run', ...args, '--json', 'report.json'], { cwd, env });
  const parsed = await parseRunReport(readFileSync(join(cwd, 'report.json'), 'utf8'));
  return { ...result, report: parsed };
}

function verdicts({ results }: RunReport) {
  return Object.fromEntries(results.map(({ testName, validation }) => [testName, validation.verdict]));
}

/** Noise can leave unchanged code undecided; a regression it must never be. */
const isUnharmed = expect.stringMatching(/^(pass|improvement|inconclusive)$/);

const states = ({ results }: RunReport) => new Set(results.map(({ recording }) => recording.state));

describe('evenkeel run', () => {
  it('begins a baseline, passes, fails on what got dearer, and passes again once that is accepted', async () => {
    const cwd = project(TWO_TESTS);
    const first = await report([], cwd);
    expect(first.exitCode, first.err).toBe(0);
    expect(verdicts(first.report)).toEqual({ steady: 'no_baseline', changing: 'no_baseline' });
    expect(first.out).toMatch(/First run: there is nothing to compare with yet/);
    expect(first.out).toMatch(/\n2 tests: 2 without baseline in /);
    expect(first.err).toMatch(/^measuring: 0\/4\n/);

    const second = await report([], cwd);
    expect(second.exitCode, second.out).toBe(0);
    expect(verdicts(second.report)).toEqual({ steady: isUnharmed, changing: isUnharmed });

    const dearer = await report([], cwd, DEARER);
    expect(dearer.exitCode, dearer.out).toBe(1);
    expect(verdicts(dearer.report)).toEqual({ steady: isUnharmed, changing: 'regression' });
    expect(dearer.err).toMatch(/Measuring again, to be sure: changing\n/);
    expect(dearer.out).toContain('\n  evenkeel baseline accept "changing"\n');
    expect(dearer.out).not.toContain('accept "steady"');

    const normal = await report([], cwd);
    expect(verdicts(normal.report)).toEqual({ steady: isUnharmed, changing: isUnharmed });

    await report([], cwd, DEARER);
    const accepting = await evenkeel(['baseline', 'accept', 'changing'], { cwd });
    expect(accepting).toMatchObject({ exitCode: 0, err: '' });
    const accepted = await report([], cwd, DEARER);
    expect(accepted.exitCode, accepted.out).toBe(0);
    expect(verdicts(accepted.report)).toEqual({ steady: isUnharmed, changing: isUnharmed });
  });

  it('accepts what it measures with --update, and writes nothing with --no-record', async () => {
    const cwd = project(TWO_TESTS);
    const unseen = await report(['--no-record'], cwd);
    expect(states(unseen.report)).toEqual(new Set(['not_recorded']));
    await report([], cwd);
    const updated = await report(['--update'], cwd, DEARER);
    expect(updated.exitCode, updated.out).toBe(0);
    expect(states(updated.report)).toEqual(new Set(['accepted']));
    expect(updated.err).not.toMatch(/Measuring again/);
    const next = await report(['--no-record'], cwd, DEARER);
    expect(verdicts(next.report)).toEqual({ steady: isUnharmed, changing: isUnharmed });
    expect((await evenkeel(['baseline', 'list'], { cwd })).out.match(/2 runs/g)).toHaveLength(2);
    const both = await evenkeel(['run', '--update', '--no-record'], { cwd });
    expect(both).toMatchObject({ exitCode: 2, out: '' });
    expect(both.err).toMatch(/choose one\.\n$/);
  });

  it('compares, and fails where a candidate is surely beyond the limit', async () => {
    const options = QUICK.replace('processes: 2', 'processes: 4').replace(
      'tolerancePercent: 300',
      'maxOverheadPercent: 400',
    );
    const cwd = project({
      'a.perf.js': performanceFile(
        `perf.compare('equal', { baseline: sort, candidate: sort }, ${options});`,
        `perf.compare('dear', { baseline: sort, candidate: dearer }, ${options});`,
      ),
    });
    const { exitCode, out, report: compared } = await report([], cwd, { DEARER: '100' });
    expect(exitCode, out).toBe(1);
    const within = Object.fromEntries(compared.comparisons.map((each) => [each.testName, each.isWithinThreshold]));
    expect(within).toEqual({ equal: true, dear: false });
  });

  it('writes the whole result to standard output, and nothing else there', async () => {
    const cwd = project(TWO_TESTS);
    const { exitCode, out, err } = await evenkeel(['run', '--json', '-', '--iterations', '6', '-p', '1'], { cwd });
    expect(exitCode).toBe(0);
    const { results, summary } = await parseRunReport(out);
    expect(summary).toMatchObject({ total: 2, exitCode: 0 });
    for (const { processes, statistics } of results) {
      expect(processes).toHaveLength(1);
      expect(statistics.sampleCount).toBe(6);
    }
    expect(err).toMatch(/^measuring: 0\/2\n/);
  });

  it('runs the tests that a filter names, and says when there are none', async () => {
    const cwd = project(TWO_TESTS);
    const some = await report(['--filter', 'CHANG', '-p', '1'], cwd);
    expect(some.report.results.map(({ testName }) => testName)).toEqual(['changing']);
    const none = await evenkeel(['run', '--filter', 'nothing'], { cwd });
    expect(none).toMatchObject({ exitCode: 2, out: '' });
    expect(none.err).toBe('error: No test has "nothing" in its name; there are 2 others.\n');
  });

  it('measures TypeScript, in files and directories that are named', async () => {
    const cwd = project({
      'bench/a.perf.ts': `import { perf } from 'evenkeel';
        interface Point { readonly x: number }
        const points: readonly Point[] = Array.from({ length: 5000 }, (_, x) => ({ x }));
        perf.group('points', () => perf('sum', (): number => points.reduce((sum, { x }) => sum + x, 0), ${QUICK}));`,
      'other/b.perf.js': 'throw new Error("never loaded");',
    });
    for (const name of ['bench', 'bench/*.perf.ts', 'bench/a.perf.ts']) {
      const { exitCode, report: found } = await report([name, '-p', '1'], cwd);
      expect(exitCode).toBe(0);
      expect(found.results.map(({ testName, file }) => [testName, file])).toEqual([
        ['points > sum', 'bench/a.perf.ts'],
      ]);
    }
  });
});
