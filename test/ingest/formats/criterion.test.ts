import { describe, expect, it } from 'vitest';
import { readerOf } from '../../../src/ingest/detect.ts';
import { criterion } from '../../../src/ingest/formats/criterion.ts';
import type { SourceDirectory } from '../../../src/ingest/reader.ts';
import { textSource } from '../../../src/ingest/source.ts';

const ESTIMATE = {
  confidence_interval: { confidence_level: 0.95, lower_bound: 90, upper_bound: 110 },
  standard_error: 4,
};
const ESTIMATES = {
  mean: { ...ESTIMATE, point_estimate: 105 },
  median: { ...ESTIMATE, point_estimate: 101 },
  slope: { ...ESTIMATE, point_estimate: 100 },
  std_dev: { ...ESTIMATE, point_estimate: 7 },
};
const SAMPLE = { sampling_mode: 'Linear', iters: [10, 20], times: [1000, 2200] };
const FULL = {
  'tree/insert/64/new/benchmark.json': { group_id: 'tree', full_id: 'tree/insert/64', throughput: { Bytes: 50 } },
  'tree/insert/64/new/estimates.json': ESTIMATES,
  'tree/insert/64/new/sample.json': SAMPLE,
};

describe('directories of criterion.rs', () => {
  it('give figures of the newest run, with what it says of throughput', () => {
    const old = Object.fromEntries(Object.entries(FULL).map(([path, json]) => [path.replace('new', 'base'), json]));
    const directory = directoryOf({ ...FULL, ...old, 'tree/insert/64/change/estimates.json': ESTIMATES });
    expect(criterion.recognisesDirectory!(directory)).toBe(true);
    expect(criterion.readDirectory!(directory)).toEqual({
      runs: [
        {
          commit: null,
          recordedAt: null,
          machine: null,
          benchmarks: [
            {
              name: 'tree/insert/64',
              metrics: [
                metric('time', 'seconds', 'lower', 100e-9, [100e-9, 110e-9]),
                metric('throughput', 'bytes per second', 'higher', 5e8, [5e8, 50 / 110e-9]),
              ],
            },
          ],
        },
      ],
      problems: [],
      notes: [],
    });
  });

  it('have a mean where flat sampling has no slope', () => {
    const flat = { 'a/new/estimates.json': { ...ESTIMATES, slope: null }, 'a/new/sample.json': SAMPLE };
    expect(timesOf(flat)).toEqual([105e-9]);
  });

  it('are read as older versions wrote them', () => {
    const old = {
      'a/new/estimates.json': { Mean: ESTIMATES.mean, Slope: ESTIMATES.slope },
      'a/new/sample.json': [SAMPLE.iters, SAMPLE.times],
    };
    expect(timesOf(old)).toEqual([100e-9]);
  });

  it('may be of one run alone', () => {
    expect(timesOf({ 'estimates.json': ESTIMATES, 'sample.json': SAMPLE })).toEqual([100e-9]);
  });

  it.each([
    ['a file that is missing', { 'a/new/estimates.json': ESTIMATES }, /^a\/new\/ has no sample.json/],
    [
      'no JSON',
      { 'a/new/estimates.json': ESTIMATES, 'a/new/sample.json': null },
      /^a\/new\/ its sample.json is no JSON/,
    ],
    ['no estimate', { 'a/new/estimates.json': {}, 'a/new/sample.json': SAMPLE }, /neither a slope nor a mean/],
    [
      'iterations of none',
      { 'a/new/estimates.json': ESTIMATES, 'a/new/sample.json': { iters: [0], times: [5] } },
      /sample.json does not say/,
    ],
  ])('say where there is %s', (_, files, message) => {
    const { runs, problems } = criterion.readDirectory!(directoryOf(files));
    expect(runs).toEqual([]);
    expect(problems).toEqual([{ line: null, name: 'a', message: expect.stringMatching(message) }]);
  });

  it('are none without a newest run', () => {
    expect(criterion.recognisesDirectory!(directoryOf({ 'a/base/estimates.json': ESTIMATES }))).toBe(false);
  });

  it.each(Object.entries(FULL))('are asked for where only %s is given', async (path, json) => {
    const source = textSource(path, JSON.stringify(json));
    expect(await readerOf(source)).toBe(criterion);
    expect(() => criterion.read(source)).toThrow(/give its directory, target\/criterion/);
  });
});

function timesOf(files: Readonly<Record<string, unknown>>): readonly number[] {
  const { runs } = criterion.readDirectory!(directoryOf(files));
  return runs[0]!.benchmarks.map(({ metrics }) => metrics[0]!.value);
}

/** Null is a file that is cut off. */
function directoryOf(files: Readonly<Record<string, unknown>>): SourceDirectory {
  return {
    name: 'target/criterion',
    paths: Object.keys(files).sort(),
    open: (path) => textSource(path, files[path] === null ? '{"iters": [1' : JSON.stringify(files[path])),
  };
}

function metric(name: string, unit: string, better: string, value: number, samples: readonly number[]) {
  return { name, unit, better, scatter: 'sampled', value, figures: { kind: 'samples', samples } };
}
