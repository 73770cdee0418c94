import { describe, expect, it } from 'vitest';
import { adviceOnMeasurement } from '../../src/judge/measurement-advice.ts';
import type { ProcessMeasurement } from '../../src/model/measurement.ts';
import { measured } from '../framework/fixtures.ts';

const LIMIT = 0.05;

const processes = (...overrides: readonly Partial<ProcessMeasurement>[]) =>
  overrides.map((each) => measured(1e-3, each));

describe('adviceOn', () => {
  it('has nothing to say of a test that is measured well', () => {
    expect(adviceOnMeasurement(processes({}, {}, {}), LIMIT)).toEqual([]);
  });

  it.each<[string, readonly Partial<ProcessMeasurement>[], RegExp]>([
    ['work that was optimised away', [{ location: 1e-9, emptyCall: 1e-9 }], /no more than an empty function/],
    [
      'a clock that costs too much',
      [{ timingShare: 0.0634 }],
      /^Measuring takes 6\.3 % of a sample \(reading the clock 6\.3 %, an empty call 0\.0 %\), more than the limit of 5\.0 %:.* make it in `input`, so that/,
    ],
    [
      'calls that do little more than being called',
      [{ location: 1e-8, emptyCall: 2e-9 }],
      /^Measuring takes 20\.1 % of a sample .*, an empty call 20\.0 %\).* Do more work in a call\.$/,
    ],
    [
      'samples that did not fit',
      [{ stoppedEarly: '31 of 100 samples fitted into 3 s' }, {}],
      /^31 of 100 samples fitted into 3 s in 1 of 2 processes\. Raise `maxDuration`/,
    ],
    ['garbage that could not be collected', [{ collectedGarbage: false }], /^Garbage could not be collected/],
  ])('of %s', (_what, overrides, words) => {
    const advice = adviceOnMeasurement(processes(...overrides), LIMIT);
    expect(advice).toHaveLength(1);
    expect(advice[0]).toMatch(words);
  });

  it('lets measuring cost as much as it is told to', () => {
    const costly = processes({ timingShare: 0.0634 });
    expect(adviceOnMeasurement(costly, 0.07)).toEqual([]);
    expect(adviceOnMeasurement(costly, 0)).toHaveLength(1);
  });

  it('counts what lies at a limit as within it', () => {
    expect(adviceOnMeasurement(processes({ timingShare: 0.0625, emptyCall: 0 }), 0.0625)).toEqual([]);
    expect(adviceOnMeasurement(processes({ location: 1.25, emptyCall: 1 }), 1)).toHaveLength(1);
    // As much for the clock as for the call: several calls at a time would not help.
    const [advice] = adviceOnMeasurement(processes({ location: 4, emptyCall: 1, timingShare: 0.25 }), LIMIT);
    expect(advice).toMatch(/\. Do more work in a call\.$/);
  });

  it('speaks of garbage where one process could not collect it', () => {
    expect(adviceOnMeasurement(processes({}, { collectedGarbage: false }), LIMIT)).toHaveLength(1);
  });

  it('goes by most processes, not by one', () => {
    expect(adviceOnMeasurement(processes({ timingShare: 0.5 }, {}, {}), LIMIT)).toEqual([]);
    expect(adviceOnMeasurement(processes({ emptyCall: 1 }, {}, {}), LIMIT)).toEqual([]);
  });

  it('says all that there is to say', () => {
    const advice = adviceOnMeasurement(
      processes({ emptyCall: 1, timingShare: 0.5, stoppedEarly: '5 of 9', collectedGarbage: false }),
      LIMIT,
    );
    expect(advice).toHaveLength(4);
  });
});
