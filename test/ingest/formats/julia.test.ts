import { describe, expect, it } from 'vitest';
import { julia } from '../../../src/ingest/formats/julia.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const PARAMETERS = ['Parameters', { seconds: 5, samples: 10_000, evals: 2, overhead: 0, gctrial: true }];
const TRIAL = { params: PARAMETERS, times: [250, 500, 1000], gctimes: [0, 0, 0], memory: 64, allocs: 2 };
const ESTIMATE = { params: PARAMETERS, time: 31_250, gctime: 0, memory: 0, allocs: 0 };

function group(data: object): unknown {
  return ['BenchmarkGroup', { data, tags: [] }];
}

function saved(...values: readonly unknown[]): string {
  return JSON.stringify([{ Julia: '1.10.2', BenchmarkTools: '1.5.0' }, values]);
}

const NESTED = saved(
  group({
    loom: group({ '(:weave, 10)': ['Trial', TRIAL], knit: ['TrialEstimate', ESTIMATE] }),
    spin: ['Trial', TRIAL],
  }),
);

itKeepsTheContract(julia, { groups: NESTED });

describe('BenchmarkTools', () => {
  it('has trials and estimates under the names of their groups', () => {
    expect(readText(julia, NESTED).runs[0]!.runtime).toBe('Julia 1.10.2');
    expect(benchmarksIn(julia, NESTED)).toEqual([
      {
        name: 'loom > (:weave, 10)',
        metrics: [
          expect.objectContaining({
            name: 'time',
            unit: 'seconds',
            value: expect.closeTo(5e-7, 20),
            figures: { kind: 'samples', samples: [2.5e-7, 5e-7, 1e-6].map((each) => expect.closeTo(each, 20)) },
          }),
          {
            name: 'allocatedBytes',
            unit: 'bytes',
            better: 'lower',
            scatter: 'counted',
            value: 64,
            figures: expect.anything(),
          },
          { name: 'allocations', unit: '', better: 'lower', scatter: 'counted', value: 2, figures: expect.anything() },
        ],
      },
      {
        name: 'loom > knit',
        metrics: [
          expect.objectContaining({
            name: 'time',
            value: expect.closeTo(3.125e-5, 18),
            figures: expect.objectContaining({ kind: 'summary' }),
          }),
          expect.objectContaining({ name: 'allocatedBytes', value: 0 }),
          expect.objectContaining({ name: 'allocations', value: 0 }),
        ],
      },
      expect.objectContaining({ name: 'spin' }),
    ]);
  });

  it('knows types by their names with the module as well', () => {
    expect(benchmarksIn(julia, saved(['BenchmarkTools.Trial', TRIAL]))[0]!.name).toBe('<no name>');
  });

  it.each([
    ['no times', { ...TRIAL, times: [] }, /has no times/],
    ['times of 0', { ...TRIAL, times: [0, 250] }, /not above 0/],
  ])('has no figure of a trial with %s', (_, trial, message) => {
    const { runs, problems } = readText(julia, saved(group({ weave: ['Trial', trial] })));
    expect(runs).toEqual([]);
    expect(problems).toEqual([{ line: null, name: 'weave', message: expect.stringMatching(message) }]);
  });

  it.each([null, 0, 'NaN'])('has no figure of an estimate of %j', (time) => {
    const { problems } = readText(julia, saved(group({ weave: ['TrialEstimate', { ...ESTIMATE, time }] })));
    expect(problems).toMatchObject([
      { name: 'weave', message: expect.stringContaining(`its time is ${JSON.stringify(time)}`) },
    ]);
  });

  it('leaves out memory of a trial that counted none', () => {
    const trial = { ...TRIAL, memory: 2 ** 63, allocs: 2 ** 63 };
    expect(benchmarksIn(julia, saved(group({ weave: ['Trial', trial] })))[0]!.metrics).toHaveLength(1);
  });

  it('says that comparisons and parameters are no measurements', () => {
    const { notes } = readText(julia, saved(['Trial', TRIAL], PARAMETERS, ['TrialJudgement', {}]));
    expect(notes).toEqual([expect.stringContaining('Parameters'), expect.stringContaining('TrialJudgement')]);
  });
});
