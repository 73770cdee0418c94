// The example of a project without JavaScript, whose commands are in its configuration. What is said of it are verdicts on a few
// short runs of Python, which other programs would turn.
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RunReport } from '../../../src/model/result.ts';
import { parseRunReport } from '../../report/parse-run-report.ts';
import { evenkeel, project, ROOT } from '../command.ts';

async function report(args: readonly string[], cwd: string) {
  const result = await evenkeel(['run', ...args, '--json', 'report.json'], { cwd });
  const parsed = await parseRunReport(readFileSync(join(cwd, 'report.json'), 'utf8'));
  return { ...result, report: parsed };
}

const verdicts = ({ results }: RunReport) =>
  Object.fromEntries(results.map(({ testName, validation }) => [testName, validation.verdict]));

/** Noise can leave unchanged code undecided; a regression it must never be. */
const isUnharmed = expect.stringMatching(/^(pass|improvement|inconclusive)$/);

/** What makes a test one that noise does not reach. */
const UNTROUBLED = 'tolerance_percent = 300\nruns = 3';

const hasPython = spawnSync('python3', ['--version']).status === 0;
// biome-ignore lint/suspicious/noConsole: what is not tested is said loudly.
if (!hasPython) console.error('NOT TESTED: examples/kinda needs python3, and there is none here.');

it.runIf(hasPython)(
  'the kinda example (NOT TESTED without python3) begins baselines, holds, fails on what got dearer, and accepts it',
  async () => {
    const cwd = project({});
    cpSync(join(ROOT, 'examples/kinda'), cwd, { recursive: true });
    change(cwd, 'evenkeel.toml', 'parameters =', `${UNTROUBLED}\nparameters =`);
    change(cwd, 'evenkeel.toml', 'name = "translates"', `name = "translates"\n${UNTROUBLED}`);
    const steady = ['runs walk', 'runs vote', 'translates'];
    const first = await report([], cwd);
    expect(first.exitCode, first.out + first.err).toBe(0);
    expect(Object.keys(verdicts(first.report)).toSorted()).toEqual([...steady, 'runs fuzzy'].toSorted());
    expect(new Set(Object.values(verdicts(first.report)))).toEqual(new Set(['no_baseline']));
    const [{ metrics = [], samples, file, estimate }] = first.report.results as [RunReport['results'][number]];
    expect(metrics.map(({ name }) => name)).toEqual(expect.arrayContaining(['time']));
    expect([samples.length, file]).toEqual([3, 'evenkeel.toml']);
    expect(metrics[0]!.value).toBe(estimate);

    // Two runs that noise keeps apart leave so wide a margin that nothing is beyond it; of five, no two decide.
    for (let i = 0; i < 4; i++) {
      const again = await report([], cwd);
      expect(again.exitCode, again.out).toBe(0);
      expect(Object.values(verdicts(again.report)), again.out).toEqual([...steady, 'runs fuzzy'].map(() => isUnharmed));
    }

    change(cwd, 'programs/fuzzy.knda', 'repeat 20000', 'repeat 2000000');
    const dearer = await report([], cwd);
    expect(verdicts(dearer.report), dearer.out).toMatchObject({ 'runs fuzzy': 'regression' });
    expect(dearer.exitCode, dearer.out).toBe(1);
    expect(dearer.err).toContain('Measuring again, to be sure: runs fuzzy');
    // Both measurements.
    expect(dearer.report.results.find(({ testName }) => testName === 'runs fuzzy')?.samples).toHaveLength(6);
    for (const name of steady) expect(verdicts(dearer.report)[name]).toEqual(isUnharmed);

    const accepted = await report(['--update', '--filter', 'fuzzy'], cwd);
    expect(accepted.exitCode, accepted.out).toBe(0);
    expect(accepted.err).not.toContain('Measuring again');
    const after = await report(['--filter', 'fuzzy'], cwd);
    expect(after.exitCode, after.out).toBe(0);
  },
);

function change(cwd: string, file: string, from: string, to: string): void {
  const text = readFileSync(join(cwd, file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(join(cwd, file), text.replace(from, to));
}
