import { describe, expect, it } from 'vitest';
import { k6 } from '../../../src/ingest/formats/k6.ts';
import { itKeepsTheContract, readText } from '../contract.ts';

const TREND = { avg: 250, min: 1, med: 200, max: 900, 'p(90)': 500, 'p(95)': 625 };
const NO_TREND = { avg: 0, min: 0, med: 0, max: 0, 'p(90)': 0, 'p(95)': 0 };

const EXPORTED = {
  http_req_duration: { ...TREND, thresholds: { 'p(95)<500': true, 'p(95)<900': false } },
  http_req_tls_handshaking: NO_TREND,
  weave_duration: TREND,
  threads: TREND,
  http_reqs: { count: 600, rate: 20 },
  data_received: { count: 30_000, rate: 1000 },
  dropped_iterations: { count: 3, rate: 0.1 },
  http_req_failed: { passes: 0, fails: 600, value: 0 },
  checks: { passes: 590, fails: 10, value: 0.984 },
  vus: { value: 10, min: 1, max: 10 },
  queue: { value: 7, min: 1, max: 9 },
};

function exported(change: object = {}): string {
  return JSON.stringify(
    { root_group: { name: '', path: '', groups: {}, checks: {} }, metrics: { ...EXPORTED, ...change } },
    null,
    4,
  );
}

const HANDLED = {
  http_req_duration: {
    type: 'trend',
    contains: 'time',
    values: TREND,
    thresholds: { 'p(95)<500': { ok: false }, 'p(95)<900': { ok: true } },
  },
  page_size: { type: 'trend', contains: 'data', values: { avg: 2048, 'p(99)': 4096 } },
  score: { type: 'trend', contains: 'default', values: { avg: 7, med: 8 } },
  http_reqs: { type: 'counter', contains: 'default', values: { count: 600, rate: 20 } },
  http_req_failed: { type: 'rate', contains: 'default', values: { rate: 0.25, passes: 150, fails: 450 } },
};

function handled(change: object = {}): string {
  return JSON.stringify({
    state: { testRunDurationMs: 30_000 },
    options: { summaryTimeUnit: '' },
    metrics: { ...HANDLED, ...change },
  });
}

const MACHINE_READABLE = JSON.stringify({
  version: '0.1.0',
  config: { duration: 30, execution: 'local', script: 'loom.js' },
  metadata: { generatedAt: '2024-02-29T10:20:30Z', k6Version: '1.5.0' },
  results: {
    checks: { metrics: [], results: [{ name: 'status is 200', passes: 600, fails: 0 }] },
    metrics: [
      { name: 'http_req_duration', type: 'trend', contains: 'time', values: TREND },
      { name: 'http_reqs', type: 'counter', contains: 'default', values: { count: 600 } },
      { name: 'http_req_failed', type: 'rate', contains: 'default', values: { rate: 0, matches: 0, total: 600 } },
    ],
  },
});

itKeepsTheContract(k6, {
  '--summary-export': exported(),
  handleSummary: handled(),
  'the machine-readable summary': MACHINE_READABLE,
});

/** `name metric` → value and unit. */
function figuresIn(text: string): Readonly<Record<string, readonly unknown[]>> {
  const benchmarks = readText(k6, text).runs.flatMap((run) => run.benchmarks);
  const figures = benchmarks.flatMap(({ name, metrics }) =>
    metrics.map((metric) => [`${name} ${metric.name}`, [metric.value, metric.unit, metric.better]] as const),
  );
  return Object.fromEntries(figures);
}

describe('what k6 exports', () => {
  it('has means and percentiles in seconds, rates, and gauges', () => {
    expect(figuresIn(exported())).toEqual({
      'http_req_duration time': [0.25, 'seconds', 'lower'],
      'http_req_duration med': [0.2, 'seconds', 'lower'],
      'http_req_duration p(90)': [0.5, 'seconds', 'lower'],
      'http_req_duration p(95)': [0.625, 'seconds', 'lower'],
      'weave_duration time': [0.25, 'seconds', 'lower'],
      'weave_duration med': [0.2, 'seconds', 'lower'],
      'weave_duration p(90)': [0.5, 'seconds', 'lower'],
      'weave_duration p(95)': [0.625, 'seconds', 'lower'],
      'threads value': [250, '', 'lower'],
      'threads med': [200, '', 'lower'],
      'threads p(90)': [500, '', 'lower'],
      'threads p(95)': [625, '', 'lower'],
      'http_reqs throughput': [20, 'per second', 'higher'],
      'data_received throughput': [1000, 'bytes per second', 'higher'],
      'dropped_iterations throughput': [0.1, 'per second', 'lower'],
      'http_req_failed rate': [0, '', 'lower'],
      'checks rate': [0.984, '', 'higher'],
      'queue value': [7, '', 'lower'],
    });
  });

  it('says by `true` which thresholds were missed, which checks failed, and what was nothing', () => {
    const { problems, notes } = readText(k6, exported());
    expect(problems).toEqual([]);
    expect(notes).toContain('The test missed thresholds of its own in k6: http_req_duration p(95)<500.');
    expect(notes).toContain('10 of 600 checks of k6 failed.');
    expect(notes).toContain('Nothing was measured of what is 0 throughout: http_req_tls_handshaking.');
  });
});

describe('what k6 gives to handleSummary', () => {
  it('says what its trends are of', () => {
    expect(figuresIn(handled())).toMatchObject({
      'http_req_duration time': [0.25, 'seconds', 'lower'],
      'page_size value': [2048, 'bytes', 'lower'],
      'page_size p(99)': [4096, 'bytes', 'lower'],
      'score value': [7, '', 'higher'],
    });
  });

  it('says by `ok` which thresholds were missed', () => {
    expect(readText(k6, handled()).notes).toContain(
      'The test missed thresholds of its own in k6: http_req_duration p(95)<500.',
    );
  });

  it('is a problem where requests failed', () => {
    expect(readText(k6, handled()).problems).toEqual([
      {
        line: null,
        name: 'http_req_failed',
        message: '25.0 % of the requests failed; their times are among the others.',
      },
    ]);
  });

  it('has no times of requests where all of them failed', () => {
    const text = handled({
      http_req_failed: { ...HANDLED.http_req_failed, values: { rate: 1, passes: 600, fails: 0 } },
    });
    expect(Object.keys(figuresIn(text))).toEqual(['page_size value', 'page_size p(99)', 'score value', 'score med']);
    expect(readText(k6, text).problems).toMatchObject([
      { name: 'http_req_failed', message: expect.stringContaining('all requests failed') },
    ]);
  });

  it('is a problem where a metric has no figure', () => {
    const { problems } = readText(
      k6,
      handled({ http_req_failed: undefined, score: { ...HANDLED.score, values: { avg: 'NaN' } } }),
    );
    expect(problems).toMatchObject([{ name: 'score' }]);
  });

  it('needs no mean', () => {
    const text = handled({ http_req_duration: { ...HANDLED.http_req_duration, values: { 'p(50)': 100 } } });
    expect(figuresIn(text)).toMatchObject({ 'http_req_duration p(50)': [0.1, 'seconds', 'lower'] });
    expect(figuresIn(text)).not.toHaveProperty('http_req_duration time');
  });
});

it('the machine-readable summary of k6 counts, and says how long the test took', () => {
  expect(readText(k6, MACHINE_READABLE).runs[0]!.recordedAt).toBe('2024-02-29T10:20:30.000Z');
  expect(figuresIn(MACHINE_READABLE)).toMatchObject({
    'http_req_duration time': [0.25, 'seconds', 'lower'],
    'http_reqs throughput': [20, 'per second', 'higher'],
    'http_req_failed rate': [0, '', 'lower'],
  });
});
