import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseRunReport } from '../../src/report/parse-report.ts';
import { evenkeel, performanceFile, project, QUICK } from './command.ts';

// Time enough for every sample, whatever else runs.
const UNHURRIED = QUICK.replace('maxDuration: 0.5', 'maxDuration: 10');
const TWO_TESTS = {
  'sort.perf.js': performanceFile(`perf('steady', sort, ${UNHURRIED});`, `perf('changing', dearer, ${UNHURRIED});`),
};

async function report(args: readonly string[], cwd: string) {
  const result = await evenkeel(['run', ...args, '--json', 'report.json'], { cwd });
  return { ...result, report: await parseRunReport(readFileSync(join(cwd, 'report.json'), 'utf8')) };
}

describe('evenkeel run', () => {
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
