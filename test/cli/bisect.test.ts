import { existsSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { bisect } from '../../src/cli/bisect.ts';
import type { BisectFlags } from '../../src/cli/flags.ts';
import type { BisectReport } from '../../src/model/bisect.ts';
import { makeHistory } from '../framework/bisect/made-history.ts';
import { outsideCi } from '../framework/fixtures.ts';
import { programs } from '../measure/processes/built.ts';
import { type MadeRepository, worktreesOf } from '../revisions/made-repository.ts';
import { command, recorder } from './recorder.ts';

beforeEach(outsideCi);

const SEARCH: BisectFlags = { budget: 600, confidence: 95 };

function enter({ directory }: MadeRepository): void {
  const before = process.cwd();
  process.chdir(directory);
  onTestFinished(() => process.chdir(before));
}

it('names the commit on a merged branch that made it slower, and that which made another metric better', async () => {
  const { made, main, merge, culprit, lighter } = makeHistory();
  enter(made);
  const json = made.path('.git/bisect.json');
  const { terminal, written } = recorder();
  const exitCode = await bisect([], { ...SEARCH, good: main[0]!, json }, terminal, {
    directory: made.directory,
    programs,
  });
  const { out, err } = written;
  expect(exitCode, out + err).toBe(1);
  const report = JSON.parse(readFileSync(json, 'utf8')) as BisectReport;
  const [work, bytes] = report.tests;
  expect(work).toMatchObject({ testName: 'work', outcome: 'found', commits: main.length - 1 });
  // A busy machine may have made a step of its own.
  const step = work!.steps.find(({ first }) => first.hash === culprit);
  expect(step).toMatchObject({ last: { hash: culprit }, commits: 1, isWorse: true, merges: [{ hash: merge }] });
  expect(step!.probability).toBeGreaterThan(0.9);
  expect(bytes).toMatchObject({ testName: 'bytes', outcome: 'found', metric: { name: 'value', unit: 'bytes' } });
  expect(bytes!.steps).toMatchObject([{ first: { hash: lighter }, commits: 1, isWorse: false, merges: [] }]);
  expect(report.summary).toMatchObject({ total: 2, found: 2, worse: 1, exitCode: 1 });
  expect(out).toMatch(/slower since \w{7} "change \d+", merged by \w{7} \(/);
  expect(bytes!.steps[0]!.change.percent).toBeCloseTo(-40, 0);
  expect(out).toMatch(/value (?:39|40)(?:\.\d)? % less since \w{7} /);
  expect(worktreesOf(made)).toEqual([]);
  expect(existsSync(made.path('.performance-cache/bisect.json'))).toBe(false);
}, 600_000);

describe('wrong input', () => {
  const GOOD = 'HEAD~3';

  it.each<[string, Partial<BisectFlags>, RegExp]>([
    ['an unknown commit', { good: 'v9' }, /^--good: there is no commit "v9" in this repository\./],
    ['an unknown bad commit', { good: GOOD, bad: 'v9' }, /^--bad: there is no commit "v9"/],
    ['one commit twice', { good: 'main', bad: 'main' }, /^Good and bad are the same commit/],
    ['what is the other way round', { good: 'main', bad: GOOD }, /It is the other way round/],
    ['an unknown test', { good: GOOD, test: ['wrok'] }, /^No test is called "wrok": did you mean work\?/],
    ['an unknown metric', { good: GOOD, metric: 'allocatedByts' }, /did you mean allocatedBytes\?/],
    ['no good commit and no stored run', {}, /^The stored runs do not say between which commits to search/],
  ])('%s is refused with what to do', async (_what, flags, message) => {
    const { made } = makeHistory();
    enter(made);
    const { terminal, written } = recorder();
    const place = { directory: made.directory, programs };
    await expect(bisect([], { ...SEARCH, ...flags }, terminal, place)).rejects.toThrow(message);
    expect(written.out).toBe('');
    expect(worktreesOf(made)).toEqual([]);
  });

  it.each([
    [['--confidence', '100'], 'It must be a number from 50 to 99.99.'],
    [['--budget', '0'], 'It must be a whole number'],
  ])('%s ends with 2', async (args, message) => {
    expect(await command(['bisect', ...args])).toMatchObject({
      exitCode: 2,
      out: '',
      err: expect.stringContaining(message),
    });
  });
});
