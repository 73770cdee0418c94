import { describe, expect, it } from 'vitest';
import { bencher } from '../../../src/ingest/formats/bencher.ts';
import { textSource } from '../../../src/ingest/source.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const FILE = JSON.stringify({
  'loom::weave': { latency: { value: 2500, lower_value: 2000, upper_value: 3000 }, throughput: { value: 400_000 } },
  bundle: { 'file-size': { value: 1024 }, 'Build Time': { value: 12.5 } },
});

itKeepsTheContract(bencher, { measures: FILE });

const SUMMARY = { kind: 'summary', deviation: null, count: null };

describe("Bencher's metric format", () => {
  it("has the units of Bencher's own measures, by name or by slug", () => {
    expect(benchmarksIn(bencher, FILE)).toEqual([
      {
        name: 'loom::weave',
        metrics: [
          {
            name: 'time',
            unit: 'seconds',
            better: 'lower',
            scatter: 'sampled',
            value: expect.closeTo(2.5e-6, 18),
            figures: SUMMARY,
          },
          {
            name: 'throughput',
            unit: 'per second',
            better: 'higher',
            scatter: 'sampled',
            value: 400_000,
            figures: SUMMARY,
          },
        ],
      },
      {
        name: 'bundle',
        metrics: [
          { name: 'file-size', unit: 'bytes', better: 'lower', scatter: 'single', value: 1024, figures: SUMMARY },
          { name: 'build-time', unit: 'seconds', better: 'lower', scatter: 'sampled', value: 12.5, figures: SUMMARY },
        ],
      },
    ]);
  });

  it('says that the unit of another measure is not in the file', () => {
    const { runs, notes } = readText(bencher, '{"weave":{"Threads":{"value":3}}}');
    expect(runs[0]!.benchmarks[0]!.metrics).toMatchObject([{ name: 'Threads', unit: '', better: 'lower', value: 3 }]);
    expect(notes).toEqual([expect.stringContaining('The unit of Threads')]);
  });

  it('has 0 of what can be counted, and no time of 0', () => {
    const { runs, problems } = readText(bencher, '{"weave":{"latency":{"value":0},"instructions":{"value":0}}}');
    expect(runs[0]!.benchmarks[0]!.metrics).toMatchObject([{ name: 'instructions', value: 0 }]);
    expect(problems).toEqual([{ line: null, name: 'weave', message: 'its latency is 0, which is none.' }]);
  });

  it.each(['"NaN"', 'null', '-5'])('has no figure of a latency of %s', (value) => {
    const { runs, problems } = readText(bencher, `{"weave":{"latency":{"value":${value}}}}`);
    expect(runs).toEqual([]);
    expect(problems).toMatchObject([{ name: 'weave' }]);
  });

  it('says where two measures are one', () => {
    const { runs, problems } = readText(bencher, '{"weave":{"latency":{"value":5},"Latency":{"value":7}}}');
    expect(runs[0]!.benchmarks[0]!.metrics).toHaveLength(1);
    expect(problems).toMatchObject([{ name: 'weave', message: expect.stringContaining('Latency') }]);
  });

  it.each(['{}', '[]', '{"weave":{}}', '{"weave":{"latency":5}}', '{"weave":{"latency":{"value":5,"unit":"ms"}}}'])(
    'is not %s',
    (text) => {
      expect(bencher.recognises(textSource('file', text))).toBe(false);
    },
  );
});
