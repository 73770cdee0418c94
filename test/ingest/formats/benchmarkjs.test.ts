import { describe, expect, it } from 'vitest';
import { benchmarkjs } from '../../../src/ingest/formats/benchmarkjs.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const TEXT = `Running the loom
weave x 1,234,500 ops/sec ±0.50% (91 runs sampled)
two x threads x 40.25 ops/sec ±2.10% (5 runs sampled)
Fastest is weave
`;

const CASE = { name: 'weave', ops: 2000, margin: 0.5, percentSlower: 0 };
const DETAILS = { mean: 0.0005, median: 0.0005, sampleResults: [0.00025, 0.0005, 0.001] };

function benny(...results: readonly object[]): string {
  const ends = { fastest: { name: 'weave', index: 0 }, slowest: { name: 'knit', index: 1 } };
  return JSON.stringify({ name: 'Loom', date: '2024-02-29T10:20:30.000Z', version: null, results, ...ends }, null, 2);
}

itKeepsTheContract(benchmarkjs, {
  text: TEXT,
  "benny's JSON": benny(CASE, { ...CASE, name: 'knit', samples: 80, details: DETAILS }),
});

describe('benchmark.js', () => {
  it('has rates, with what their margins say of how they scatter', () => {
    const [weave, threads] = benchmarksIn(benchmarkjs, TEXT);
    // Student's t of 90 degrees of freedom is 1.98667.
    expect(weave).toEqual({
      name: 'weave',
      metrics: [
        {
          name: 'throughput',
          unit: 'per second',
          better: 'higher',
          scatter: 'sampled',
          value: 1_234_500,
          figures: {
            kind: 'summary',
            deviation: expect.closeTo((1_234_500 * 0.005 * Math.sqrt(91)) / 1.98667, 0),
            count: 91,
          },
        },
      ],
    });
    expect(threads).toMatchObject({ name: 'two x threads', metrics: [{ value: 40.25, figures: { count: 5 } }] });
    expect(benchmarksIn(benchmarkjs, TEXT)).toHaveLength(2);
  });

  it('takes lines that repeat for samples', () => {
    const repeated = [100, 400, 200].map((rate) => `weave x ${rate} ops/sec ±1.00% (80 runs sampled)\n`).join('');
    expect(benchmarksIn(benchmarkjs, repeated)[0]!.metrics).toMatchObject([
      { value: 200, figures: { kind: 'samples', samples: [100, 400, 200] } },
    ]);
  });

  it.each([
    ['colours', '\u001B[32mweave\u001B[39m x 100 ops/sec ±1.00% (80 runs sampled)'],
    ['± as another encoding has it', 'weave x 100 ops/sec Â±1.00% (80 runs sampled)'],
    ['one run', '  weave x 100 ops/sec ±0.00% (1 run sampled)'],
  ])('reads a line with %s', (_, line) => {
    expect(benchmarksIn(benchmarkjs, `${line}\n`)).toMatchObject([{ name: 'weave', metrics: [{ value: 100 }] }]);
  });

  it.each(['Infinity', 'NaN', '0'])('has no figure where the rate is %s', (rate) => {
    const { runs, problems } = readText(benchmarkjs, `weave x ${rate} ops/sec ±0.00% (80 runs sampled)\n`);
    expect(runs).toEqual([]);
    expect(problems).toEqual([{ line: 1, name: 'weave', message: expect.stringContaining(`its rate is ${rate}`) }]);
  });

  it.each(['40,25', '1,23,456', '1234,567'])('has no figure where commas separate no thousands: %s', (rate) => {
    const { runs, problems } = readText(benchmarkjs, `weave x ${rate} ops/sec ±1.00% (80 runs sampled)\n`);
    expect(runs).toEqual([]);
    expect(problems).toEqual([
      { line: 1, name: 'weave', message: expect.stringContaining(`its rate is ${rate}, whose`) },
    ]);
  });

  it('says which benchmarks failed', () => {
    const { problems } = readText(benchmarkjs, `${TEXT}knit: TypeError: needles is not iterable\n`);
    expect(problems).toEqual([{ line: 5, name: 'knit', message: 'it failed: TypeError: needles is not iterable.' }]);
  });
});

describe('benny', () => {
  it('has rates under the name of the suite, and samples where it was told to save details', () => {
    const text = benny(CASE, { ...CASE, name: 'knit', ops: 1800, samples: 3, details: DETAILS });
    expect(readText(benchmarkjs, text).runs).toMatchObject([
      {
        recordedAt: '2024-02-29T10:20:30.000Z',
        benchmarks: [
          {
            name: 'Loom > weave',
            metrics: [{ name: 'throughput', value: 2000, figures: { kind: 'summary', deviation: null } }],
          },
          {
            name: 'Loom > knit',
            metrics: [{ value: 1800, figures: { kind: 'samples', samples: [4000, 2000, 1000] } }],
          },
        ],
      },
    ]);
  });

  it('has no figure where a rate was rounded to 0', () => {
    const { problems } = readText(benchmarkjs, benny({ ...CASE, ops: 0 }));
    expect(problems).toMatchObject([{ name: 'Loom > weave', message: expect.stringContaining('its rate is 0') }]);
  });
});
