import { describe, expect, it } from 'vitest';
import { planTurns } from '../../../../src/measure/processes/pairs/by-turns.ts';

const batch = (callsPerSample: number, secondsPerSample: number) => ({ callsPerSample, secondsPerSample });

describe('turns of a pair', () => {
  it('are alike on both sides: the larger batch, and as many samples as the quicker calls have in 5 ms', () => {
    const common = { callsPerSample: 8, samplesPerTurn: 6 };
    expect(planTurns([batch(4, 4e-4), batch(8, 3e-3)], undefined)).toEqual([common, common]);
  });

  it('are one sample where that is longer, and fifty where calls are timed one by one', () => {
    const [long] = planTurns([batch(1, 0.1), batch(1, 0.1)], undefined);
    expect(long).toEqual({ callsPerSample: 1, samplesPerTurn: 1 });
    const [short] = planTurns([batch(1, 1e-6), batch(1, 1e-6)], undefined);
    expect(short).toEqual({ callsPerSample: 1, samplesPerTurn: 50 });
  });

  it('are as in the first pair, whatever the warm-up of another one says', () => {
    const like = { callsPerSample: 4, secondsPerCall: 2.5e-4 };
    const common = { callsPerSample: 4, samplesPerTurn: 5 };
    expect(planTurns([batch(1, 9e-3), batch(64, 1e-3)], [like, like])).toEqual([common, common]);
  });

  it.each([8, 8.01, 1000])('are right for either side from far apart on, and about as long: %d times', (times) => {
    const sides = [batch(16, 1e-3), batch(1, (times * 1e-3) / 16)] as const;
    const plans = planTurns(sides, undefined);
    const isFar = times > 8;
    expect(plans[0]).toEqual({ callsPerSample: 16, samplesPerTurn: 5 });
    expect(plans[1]!.callsPerSample).toBe(isFar ? 1 : 16);
    expect(planTurns([sides[1], sides[0]], undefined)).toEqual([plans[1], plans[0]]);
    const seconds = plans.map(({ callsPerSample, samplesPerTurn }, side) => {
      const { secondsPerSample, callsPerSample: own } = sides[side as 0 | 1];
      return (samplesPerTurn * callsPerSample * secondsPerSample) / own;
    });
    // A call that is longer than a turn is a turn of its own.
    expect(seconds[1]! / seconds[0]!).toBeLessThanOrEqual(isFar ? Math.max(1.1, times / 80) : 8);
  });
});
