import { describe, expect, it } from 'vitest';
import { autocannon } from '../../../src/ingest/formats/autocannon.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const RESULT = {
  url: 'http://localhost:3000/loom',
  connections: 10,
  pipelining: 1,
  workers: 0,
  duration: 10.02,
  samples: 10,
  start: '2024-02-29T10:20:30.000Z',
  finish: '2024-02-29T10:20:40.020Z',
  errors: 0,
  timeouts: 0,
  mismatches: 0,
  non2xx: 0,
  '2xx': 5000,
  latency: { average: 2.5, mean: 2.5, stddev: 0.5, min: 1, max: 20, p50: 2, p97_5: 4, p99: 5, totalCount: 5000 },
  requests: { average: 500, mean: 500, stddev: 25, min: 400, total: 5000, sent: 5010 },
  throughput: { average: 100_000, mean: 100_000, stddev: 5000, min: 80_000, total: 1_000_000 },
};

const NAME = 'http://localhost:3000/loom (10 connections)';

function json(change: object = {}): string {
  return JSON.stringify({ ...RESULT, ...change });
}

const OLD = json({ samples: undefined, latency: { average: 0.17, mean: 0.17, stddev: 0.4, p50: 0, p99: 1 } });

itKeepsTheContract(autocannon, { today: json(), 'of 2017': OLD });

describe('autocannon', () => {
  it('has latencies in seconds, requests and bytes a second', () => {
    const { runs, problems } = readText(autocannon, json());
    expect(problems).toEqual([]);
    expect(runs[0]!.recordedAt).toBe('2024-02-29T10:20:30.000Z');
    const figures = (deviation: number | null, count: number | null) => ({ kind: 'summary', deviation, count });
    expect(runs[0]!.benchmarks).toEqual([
      {
        name: NAME,
        metrics: [
          {
            name: 'time',
            unit: 'seconds',
            better: 'lower',
            scatter: 'sampled',
            value: 0.0025,
            figures: figures(0.0005, 5000),
          },
          {
            name: 'throughput',
            unit: 'per second',
            better: 'higher',
            scatter: 'sampled',
            value: 500,
            figures: figures(25, 10),
          },
          {
            name: 'bytesPerSecond',
            unit: 'bytes per second',
            better: 'higher',
            scatter: 'sampled',
            value: 100_000,
            figures: figures(5000, 10),
          },
          {
            name: 'p50',
            unit: 'seconds',
            better: 'lower',
            scatter: 'sampled',
            value: 0.002,
            figures: figures(null, null),
          },
          {
            name: 'p97_5',
            unit: 'seconds',
            better: 'lower',
            scatter: 'sampled',
            value: 0.004,
            figures: figures(null, null),
          },
          {
            name: 'p99',
            unit: 'seconds',
            better: 'lower',
            scatter: 'sampled',
            value: 0.005,
            figures: figures(null, null),
          },
        ],
      },
    ]);
  });

  it('leaves out percentiles of 0 ms', () => {
    expect(benchmarksIn(autocannon, OLD)[0]!.metrics.map(({ name, value }) => [name, value])).toEqual([
      ['time', expect.closeTo(0.00017, 12)],
      ['throughput', 500],
      ['bytesPerSecond', 100_000],
      ['p99', 0.001],
    ]);
  });

  it('has its title, and what decides how much was asked, in its name', () => {
    const text = json({ title: 'loom', connections: 100, pipelining: 4, workers: 2 });
    expect(benchmarksIn(autocannon, text)[0]!.name).toBe('loom (100 connections, 4 pipelined, 2 workers)');
  });

  it.each([
    [{ non2xx: 50 }, '50 with another status than 2xx'],
    [{ errors: 7, timeouts: 3 }, '7 errors, 3 time-outs'],
    [{ mismatches: 2 }, '2 with another body than expected'],
  ])('is a problem with %j, which keeps its figures', (change, words) => {
    const { runs, problems } = readText(autocannon, json(change));
    expect(runs[0]!.benchmarks).toHaveLength(1);
    expect(problems).toEqual([
      { line: null, name: NAME, message: `of 5000 answers: ${words}; their figures are among those of the others.` },
    ]);
  });

  it.each([
    [{ non2xx: 5000, '2xx': 0 }, 'no request was answered as it should be'],
    [{ requests: { average: 0, total: 0 }, errors: 10 }, 'no request was answered as it should be'],
    [{ requests: { average: 0, total: 0 } }, 'no request was answered; look at the service'],
  ])('has no figures with %j', (change, words) => {
    const { runs, problems } = readText(autocannon, json(change));
    expect(runs).toEqual([]);
    expect(problems).toMatchObject([{ name: NAME, message: expect.stringContaining(words) }]);
  });

  it('reads a list of results', () => {
    const text = JSON.stringify([RESULT, { ...RESULT, url: 'http://localhost:3000/wool' }]);
    expect(benchmarksIn(autocannon, text).map(({ name }) => name)).toEqual([
      NAME,
      'http://localhost:3000/wool (10 connections)',
    ]);
  });
});
