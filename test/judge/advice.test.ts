import { describe, expect, it } from 'vitest';
import { adviceOn } from '../../src/judge/advice.ts';
import type { ProcessMeasurement } from '../../src/model/measurement.ts';
import { measured } from '../framework/fixtures.ts';

const processes = (...overrides: readonly Partial<ProcessMeasurement>[]) =>
  overrides.map((each) => measured(1e-3, each));

describe('adviceOn', () => {
  it('has nothing to say of a test that is measured well', () => {
    expect(adviceOn(processes({}, {}, {}))).toEqual([]);
  });

  it.each<[string, readonly Partial<ProcessMeasurement>[], RegExp]>([
    ['work that was optimised away', [{ location: 1e-9, emptyCall: 1e-9 }], /no more than an empty function/],
    ['a clock that costs too much', [{ timingShare: 0.0234 }], /^Reading the clock cost 2\.3 % of a sample\. /],
    [
      'samples that did not fit',
      [{ stoppedEarly: '31 of 100 samples fitted into 3 s' }, {}],
      /^31 of 100 samples fitted into 3 s in 1 of 2 processes\. Raise `maxDuration`/,
    ],
    ['garbage that could not be collected', [{ collectedGarbage: false }], /^Garbage could not be collected/],
  ])('of %s', (_what, overrides, words) => {
    const advice = adviceOn(processes(...overrides));
    expect(advice).toHaveLength(1);
    expect(advice[0]).toMatch(words);
  });

  it('goes by most processes, not by one', () => {
    expect(adviceOn(processes({ timingShare: 0.5 }, {}, {}))).toEqual([]);
    expect(adviceOn(processes({ emptyCall: 1 }, {}, {}))).toEqual([]);
  });

  it('says all that there is to say', () => {
    const advice = adviceOn(
      processes({ emptyCall: 1, timingShare: 0.5, stoppedEarly: '5 of 9', collectedGarbage: false }),
    );
    expect(advice).toHaveLength(4);
  });
});
