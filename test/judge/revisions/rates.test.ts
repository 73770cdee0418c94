import { describe, expect, it } from 'vitest';
import { MOST_PAIRS, PAIR_FLOOR } from '../../../src/judge/constants.ts';
import type { PairedCase } from '../../../src/judge/revisions/pairs.ts';
import { createGenerator } from '../../../src/statistics/core/random.ts';
import { normalGenerator, share } from '../simulate.ts';
import { sequentially } from './paired.ts';

const DEVIATION = 0.015;
const TRIALS = 1500;

/** A source of log-ratios that are symmetric around 0, as unchanged code makes them. */
type Noise = () => number;

const worlds: Readonly<Record<string, (seed: number) => Noise>> = {
  normal: (seed) => {
    const normal = normalGenerator(seed);
    return () => DEVIATION * normal();
  },
  't with 3 degrees of freedom': (seed) => {
    const normal = normalGenerator(seed);
    return () => (DEVIATION * normal()) / Math.sqrt((normal() ** 2 + normal() ** 2 + normal() ** 2) / 3);
  },
  'one bad pair in ten': (seed) => withBadPairs(seed, 0.1),
  'three bad pairs in ten': (seed) => withBadPairs(seed, 0.3),
  'processes of two levels': (seed) => {
    const [normal, uniform] = [normalGenerator(seed), createGenerator(seed + 1)];
    // Three processes in ten are slower by 8 % for as long as they live, on whichever side.
    const process = () => (uniform() < 0.3 ? 0.08 : 0);
    return () => process() - process() + 0.3 * DEVIATION * normal();
  },
};

function withBadPairs(seed: number, bad: number): Noise {
  const [normal, uniform] = [normalGenerator(seed), createGenerator(seed + 1)];
  return () => (uniform() < bad ? 0.2 : DEVIATION) * normal();
}

function pairsOf(noise: Noise, shift: number, shiftOfCpuTime = shift): PairedCase['logRatios'] {
  const draw = (by: number) => Array.from({ length: MOST_PAIRS }, () => by + noise());
  return { lowEnd: draw(shift), cpuTime: draw(shiftOfCpuTime) };
}

const isRegression = (logRatios: PairedCase['logRatios'], more: Partial<PairedCase> = {}, suiteAlpha?: number) =>
  sequentially(logRatios, more, suiteAlpha).validation.verdict === 'regression';

describe.each(Object.entries(worlds))('in noise that is %s', (name, world) => {
  it('alarms at the floor are as rare as the budget says, over all looks and both aspects', () => {
    const seed = 11;
    const noise = world(seed);
    // The budget is so great that alarms can be counted. Nothing is slower by more than the floor, and nothing is tolerated.
    const alpha = 0.05;
    const alarms = share(TRIALS, () =>
      isRegression(pairsOf(noise, PAIR_FLOOR), { tests: 1, tolerancePercent: 0 }, alpha),
    );
    // Four standard errors of the count.
    const error = Math.sqrt((alpha * (1 - alpha)) / 3000);
    expect(alarms, `${name}, seed ${seed}`).toBeLessThan(alpha + 4 * error);
  });

  it('unchanged code is never accused, nor measured to the end', () => {
    const seed = 12;
    const noise = world(seed);
    let pairs = 0;
    const alarms = share(1000, () => {
      const { validation, taken } = sequentially(pairsOf(noise, 0));
      pairs += taken / 1000;
      return validation.verdict === 'regression';
    });
    expect(alarms, `${name}, seed ${seed}`).toBe(0);
    expect(pairs, `${name}, seed ${seed}`).toBeLessThan(MOST_PAIRS / 2);
  });

  it('what is slower by a quarter is caught', () => {
    const seed = 13;
    const noise = world(seed);
    const caught = share(200, () => isRegression(pairsOf(noise, Math.log(1.25))));
    expect(caught, `${name}, seed ${seed}`).toBeGreaterThan(0.98);
  });
});

describe('pairs that scatter by 1.5 %', () => {
  it.each([
    [5, 0.97],
    [10, 0.995],
  ])('show a slow-down of %i percent nearly always, mostly by sixteen', (percent, least) => {
    const seed = 14;
    const noise = worlds.normal!(seed);
    const judgements = Array.from({ length: 1000 }, () => sequentially(pairsOf(noise, Math.log1p(percent / 100))));
    const caught = judgements.filter(({ validation }) => validation.verdict === 'regression');
    expect(caught.length / 1000, `seed ${seed}`).toBeGreaterThan(least);
    const soon = caught.filter(({ taken }) => taken <= 16);
    expect(soon.length / caught.length, `seed ${seed}`).toBeGreaterThan(0.8);
  });

  it('show 5 % of the mean alone, where the low end stays', () => {
    const seed = 15;
    const noise = worlds.normal!(seed);
    const caught = share(500, () => isRegression(pairsOf(noise, 0, Math.log(1.05))));
    expect(caught, `seed ${seed}`).toBeGreaterThan(0.9);
  });
});
