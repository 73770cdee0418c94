import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CompareReport } from '../../src/model/revisions.ts';
import { type MadeRepository, makeRepository, worktreesOf } from '../revisions/made-repository.ts';
import { attempt } from './attempts.ts';
import { evenkeel } from './command.ts';

// The same native work in every function, so that a factor in the code is a factor in time: two, which no noise makes, and
// which is far beyond what is tolerated, so that few pairs are enough.
const work = ({ changing }: { readonly changing: number }) => `
const numbers = Float64Array.from({ length: 2000 }, (_, i) => Math.sin(i * i));
const times = (n) => { let sum = 0; for (let i = 0; i < n; i++) sum += Float64Array.from(numbers).sort().length; return sum; };
export const steady = () => times(10);
export const changing = () => times(${changing});
`;
const SUITE = `import { perf } from 'evenkeel';
import { changing, steady } from '../src/work.js';
const options = { iterations: 30, warmupIterations: 2, maxDuration: 0.2, tolerancePercent: 30 };
perf('steady', steady, options);
perf('changing', changing, options);
`;
async function compare(made: MadeRepository, args: readonly string[]) {
  const result = await evenkeel(['compare', ...args, '--json', '.git/report.json'], { cwd: made.directory });
  const report = JSON.parse(readFileSync(made.path('.git/report.json'), 'utf8')) as CompareReport;
  return { ...result, report };
}

const verdicts = ({ comparisons }: CompareReport) =>
  Object.fromEntries(comparisons.map(({ testName, validation }) => [testName, validation.verdict]));

describe('evenkeel compare', () => {
  it('lets unchanged code pass, and names the one test whose code got twice as slow', async () => {
    const made = makeRepository({ 'src/work.js': work({ changing: 10 }), 'bench/a.perf.js': SUITE });
    const unchanged = await compare(made, ['main']);
    expect(unchanged.exitCode, unchanged.out + unchanged.err).toBe(0);
    expect(unchanged.report.summary).toMatchObject({ total: 2, regressions: 0, failed: 0 });

    made.write({ 'src/work.js': work({ changing: 20 }) });
    const slower = await attempt(() => compare(made, ['main', 'bench']));
    expect(slower.exitCode, slower.out).toBe(1);
    expect(verdicts(slower.report)).toMatchObject({ changing: 'regression' });
    expect(slower.report.summary.regressions).toBe(1);
    expect(slower.out).toMatch(/✗ changing .* regression\n/);
    expect(slower.out).toMatch(
      /Compared the present tree \(commit \w{7} with uncommitted changes\) with main \(commit \w{7}\)\n/,
    );
    expect(worktreesOf(made)).toEqual([]);

    const committed = made.commit();
    const same = await compare(made, [committed, '--filter', 'steady', '--blocks', '8']);
    expect(same.exitCode, same.out).toBe(0);
    expect(same.report.summary.total).toBe(1);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['an unknown revision', ['nowhere'], /^error: There is no commit "nowhere" in this repository\./],
    ['what looks like an option', ['--', '--output=x'], /^error: There is no commit "--output=x" in this repository\./],
    ['too few blocks', ['main', '--blocks', '2'], /^error: --blocks 2 is too few/],
    ['an unknown file', ['main', 'nothing.perf.js'], /^error: No performance file matches/],
  ])('refuses %s in one line', async (_what, args, message) => {
    const made = makeRepository({ 'src/work.js': work({ changing: 10 }), 'bench/a.perf.js': SUITE });
    const { exitCode, out, err } = await evenkeel(['compare', ...args], { cwd: made.directory });
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n {4}at |defect/);
    expect(worktreesOf(made)).toEqual([]);
  });
});
