import { describe, expect, it } from 'vitest';
import { summarizeSearch } from '../../../src/framework/bisect/summary.ts';
import type { BisectedTest, BisectStep } from '../../../src/model/bisect.ts';
import type { FailedTest } from '../../../src/model/result.ts';

const tested = (outcome: BisectedTest['outcome'], ...isWorse: readonly boolean[]) =>
  ({ outcome, steps: isWorse.map((each) => ({ isWorse: each }) as BisectStep) }) as unknown as BisectedTest;
const failure = { testName: 'a' } as FailedTest;

describe('the exit code of a search', () => {
  it.each<[string, number, readonly BisectedTest[], readonly FailedTest[], boolean]>([
    ['a step for the worse', 1, [tested('found', true)], [], false],
    ['one of two that is', 1, [tested('found', false, true)], [], false],
    ['a step for the better alone', 0, [tested('found', false)], [], false],
    ['good and bad alike', 0, [tested('alike')], [], false],
    ['a search that ended too early', 2, [tested('open', true)], [], false],
    ['noise', 2, [tested('undecided')], [], false],
    ['a step for the worse beside a search that is open', 1, [tested('open'), tested('found', true)], [], false],
    ['an end that cannot be measured', 2, [tested('found', true)], [failure], false],
    ['an interruption', 130, [tested('found', true)], [failure], true],
  ])('%s: %i', (_what, exitCode, tests, failures, interrupted) => {
    const summary = summarizeSearch({ tests, failures, measured: 3, unusable: 1, interrupted });
    expect(summary.exitCode).toBe(exitCode);
    expect(summary).toMatchObject({ total: tests.length + failures.length, measured: 3, unusable: 1, interrupted });
  });
});
