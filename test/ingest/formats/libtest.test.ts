import { describe, expect, it } from 'vitest';
import { libtest } from '../../../src/ingest/formats/libtest.ts';
import { textSource } from '../../../src/ingest/source.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const TEXT = `
running 4 tests
test tree::tests::inserts ... ignored
test tree::bench_insert   ... bench:   1,234,567 ns/iter (+/- 8,901)
test tree::bench_copy     ... bench:      15,690.25 ns/iter (+/- 6,749.97)
test bench_hash           ... bench:         320 ns/iter (+/- 12) = 3200 MB/s

test result: ok. 0 passed; 0 failed; 1 ignored; 3 measured; 0 filtered out; finished in 4.88s

`;
const EVENTS = `{ "type": "suite", "event": "started", "test_count": 2 }
{ "type": "bench", "name": "bench_copy", "median": 1500.5, "deviation": 20 }
{ "type": "bench", "name": "bench_hash", "median": 320, "deviation": 12, "mib_per_second": 3200 }
{ "type": "suite", "event": "ok", "passed": 0, "failed": 0, "ignored": 0, "measured": 2, "filtered_out": 0 }
`;

itKeepsTheContract(libtest, { text: TEXT, events: EVENTS });

describe('Rust libtest', () => {
  it('is read with thousands separators and decimals', () => {
    expect(benchmarksIn(libtest, TEXT)).toEqual([
      { name: 'tree::bench_insert', metrics: [time(1_234_567e-9)] },
      { name: 'tree::bench_copy', metrics: [time(15_690.25e-9)] },
      { name: 'bench_hash', metrics: [time(320e-9), rate(3200e6)] },
    ]);
    expect(readText(libtest, TEXT)).toMatchObject({ problems: [], notes: [expect.stringContaining('range')] });
  });

  it('is read from its events, whose MiB are megabytes', () => {
    expect(benchmarksIn(libtest, EVENTS)).toEqual([
      { name: 'bench_copy', metrics: [time(1500.5e-9)] },
      { name: 'bench_hash', metrics: [time(320e-9), rate(3200e6)] },
    ]);
  });

  it.each([
    ['ns', 4, 4e-9],
    ['μs', 4, 4e-6],
    ['ms', 4, 4e-3],
    ['s', 4, 4],
  ])('is read in %s', (unit, figure, value) => {
    const [benchmark] = benchmarksIn(libtest, `test a ... bench: ${figure} ${unit}/iter (+/- 1)\n`);
    expect(benchmark!.metrics).toEqual([time(value)]);
  });

  it('has samples where a benchmark was run again', () => {
    const text = 'test a ... bench: 10 ns/iter (+/- 1)\ntest a ... bench: 30 ns/iter (+/- 1)\n';
    expect(benchmarksIn(libtest, text)[0]!.metrics[0]).toMatchObject({
      value: 20e-9,
      figures: { kind: 'samples', samples: [10e-9, 30e-9] },
    });
  });

  it.each([
    ['a failure', 'test a ... FAILED', 'a', /^it failed/],
    ['a line that is cut off', 'test a ... bench:   1,234 ns/it', 'a', /not written whole/],
    ['a figure with another separator', 'test a ... bench: 1.234,5 ns/iter (+/- 1)', 'a', /^its time is no number/],
    ['a comma that separates no thousands', 'test a ... bench: 1,5 ns/iter (+/- 1)', 'a', /^its time is no number/],
    ['a time of zero', 'test a ... bench: 0 ns/iter (+/- 0)', 'a', /^its time is 0/],
    ['a run that was ended', 'running 3 tests', null, /ended before its last test/],
  ])('says where there is %s', (_, line, name, message) => {
    const { problems } = readText(libtest, `test b ... bench: 5 ns/iter (+/- 1)\n${line}\n`);
    expect(problems).toEqual([{ line: 2, name, message: expect.stringMatching(message) }]);
  });

  it('is not in a run without benchmarks', () => {
    const text = 'running 0 tests\n\ntest result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n';
    expect(libtest.recognises(textSource('results', text))).toBe(false);
    expect(() => readText(libtest, text)).toThrow(/it has no results/);
  });
});

function time(value: number) {
  return summary('time', 'seconds', 'lower', value);
}

function rate(value: number) {
  return summary('throughput', 'bytes per second', 'higher', value);
}

function summary(name: string, unit: string, better: string, value: number) {
  return { name, unit, better, scatter: 'sampled', value, figures: { kind: 'summary', deviation: null, count: null } };
}
