// `evenkeel run` of commands in real repositories: past runs suspect, and pairs with the code of the base decide.
import { appendFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/model/result.ts';
import { type MadeRepository, makeRepository, worktreesOf } from '../revisions/made-repository.ts';
import { evenkeel } from './command.ts';

const COUNTS = `import { readFileSync } from 'node:fs';
const to = Number(readFileSync(process.argv[2], 'utf8'));
let sum = 1;
for (let i = 0; i < to; i++) sum = (sum * 31 + i) % 1000003;
process.exitCode = sum < 0 ? 1 : 0;
`;
/** What Node counts to in less time than it takes to start, and in many times that. */
const [FEW, MANY] = ['1000\n', '400000000\n'];

const toml = (name: string, file: string) =>
  `[[command]]\nname = "${name}"\nrun = ["node", "counts.mjs", "${file}"]\nruns = 3\ntolerance_percent = 300\n`;

function made(): MadeRepository {
  return makeRepository({
    '.gitignore': 'node_modules/\n.performance-cache/\n',
    'counts.mjs': COUNTS,
    'dearer.txt': FEW,
    'steady.txt': FEW,
    'evenkeel.toml': toml('dearer', 'dearer.txt') + toml('steady', 'steady.txt'),
  });
}

async function ran(cwd: string, ...args: readonly string[]) {
  const result = await evenkeel(['run', '--json', '-', ...args], { cwd });
  if (!result.out.startsWith('{')) throw new Error(result.out + result.err);
  const report = JSON.parse(result.out) as RunReport;
  const of = (name: string) => report.results.find(({ testName }) => testName === name)!;
  return { ...result, report, of };
}

describe('a command of far more work in the working tree', () => {
  it('is a regression that pairs decide about; one as it was is none', async () => {
    const repository = made();
    const { directory } = repository;
    const commit = repository.git('rev-parse', 'HEAD').trim();
    const first = await ran(directory);
    expect(first.exitCode, first.err).toBe(0);
    expect(first.of('dearer').validation.verdict).toBe('no_baseline');
    // Of a first run there is no code to compare with, which is not worth a word.
    expect(first.report.warnings).toEqual([]);

    repository.write({ 'dearer.txt': MANY });
    const { exitCode, report, of, err } = await ran(directory);
    expect(of('dearer').validation, err).toMatchObject({ verdict: 'regression', isValid: false });
    expect(exitCode).toBe(1);
    expect(of('dearer').validation.message).toMatch(
      new RegExp(`slower than the code of ${commit.slice(0, 7)}.*; confirmed in \\d+ pairs of processes`),
    );
    for (const name of ['dearer', 'steady']) {
      expect(of(name).evidence).toMatchObject({
        decidedBy: 'pairs',
        base: { commit },
        manner: { kind: 'one_after_other' },
      });
    }
    expect(of('steady').validation.verdict).not.toBe('regression');
    const [time] = of('dearer').metrics!;
    expect(time).toMatchObject({ name: 'time', recording: { state: 'kept_as_regression' } });
    expect(time!.change!.percent).toBeGreaterThan(300);
    // What pairs decide about is not measured a second time, unless its memory looks worse.
    expect(of('steady').samples.length % 3).toBe(0);
    expect(report.warnings).toEqual([]);
    expect(worktreesOf(repository)).toEqual([]);
  });

  it('is left to past runs by --confirm history, with a second measurement', async () => {
    const { directory, write } = made();
    await ran(directory);
    write({ 'dearer.txt': MANY });
    const { of, err, exitCode } = await ran(directory, '--confirm', 'history', '--filter', 'dearer');
    expect(err).toContain('Measuring again, to be sure: dearer');
    expect(of('dearer').evidence).toEqual({ decidedBy: 'history', suspicions: [], withoutPairs: null });
    expect(of('dearer').samples).toHaveLength(6);
    expect(of('dearer').validation.verdict).toBe('regression');
    expect(exitCode).toBe(1);
  });

  it('is left to past runs where the base does not have it, which is said once', async () => {
    const { directory, path, write } = made();
    appendFileSync(path('evenkeel.toml'), toml('new', 'dearer.txt') + toml('newer', 'dearer.txt'));
    await ran(directory, '--filter', 'new');
    write({ 'dearer.txt': MANY });
    const { of, report } = await ran(directory, '--filter', 'new', '--against', 'HEAD');
    for (const name of ['new', 'newer']) {
      expect(of(name).evidence).toMatchObject({
        decidedBy: 'history',
        withoutPairs: expect.stringMatching(/^HEAD \(\w{7}\) does not have this command\.$/),
      });
      expect(of(name).validation.verdict).toBe('regression');
    }
    expect(report.warnings.filter((text) => text.includes('does not have this command'))).toEqual([
      expect.stringMatching(/^Not confirmed in pairs of processes: "newe?r?", "newe?r?"\. HEAD /),
    ]);
  });
});
