import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/model/verdict.ts';
import { attempt, type Judged, onlyRegressionIs } from './attempts.ts';

function judged(testName: string, verdict: Verdict, machinePercent = 1, detectable = 10): Judged {
  const validation = { verdict, message: 'in words', minimumDetectableChangePercent: detectable };
  return { testName, validation, views: [{ machinePercent }] };
}

const run = (...results: readonly Judged[]) => ({ report: { results } });
const SLOWER = onlyRegressionIs('slower', 25);

/** How many of these runs are tried, and which is answered. */
async function tried(...runs: readonly ReturnType<typeof run>[]) {
  let made = 0;
  const answered = await attempt(async () => runs[made++]!, SLOWER, runs.length);
  return { made, answered: runs.indexOf(answered) };
}

describe('attempts on a busy machine', () => {
  const found = run(judged('slower', 'regression'), judged('steady', 'pass'));

  it.each<[string, ReturnType<typeof run>]>([
    ['is in doubt', run(judged('slower', 'inconclusive'))],
    ['says that it could not see as much', run(judged('slower', 'pass', 0, 21))],
    ['saw another machine', run(judged('slower', 'pass', -6))],
    ['accuses another test on another machine', run(judged('slower', 'regression'), judged('steady', 'regression', 9))],
  ])('are repeated where a verdict %s', async (_what, vain) => {
    expect(await tried(vain, found)).toEqual({ made: 2, answered: 1 });
    expect(await tried(vain, vain)).toMatchObject({ made: 2 });
  });

  it.each<[string, ReturnType<typeof run>]>([
    ['misses the change', run(judged('slower', 'pass'))],
    ['calls it the opposite', run(judged('slower', 'improvement'))],
    ['accuses another test', run(judged('slower', 'regression'), judged('steady', 'regression'))],
    ['misses it beside one that is in doubt', run(judged('slower', 'pass'), judged('steady', 'regression', 9))],
  ])('end where a verdict on a calm machine %s', async (_what, wrong) => {
    expect(await tried(wrong, found)).toEqual({ made: 1, answered: 0 });
    expect(SLOWER.isFound(wrong)).toBe(false);
  });
});
