import { describe, expect, it } from 'vitest';
import { ledgerEntry } from '../../src/dependencies/fallback-ledger.ts';
import { type MetricCalls, measureOwnMetric, smokeOwnMetric } from '../../src/measure/own-metric.ts';
import type { Scatter } from '../../src/model/metric.ts';
import { newScope, type SuiteCase, type TestFunction } from '../../src/suite/registry.ts';

function metricOf(fn: () => unknown, scatter: Scatter = 'sampled', over: Partial<SuiteCase> = {}): SuiteCase {
  return {
    kind: 'metric',
    metric: { name: 'value', unit: 'rows', better: 'lower', scatter },
    name: 'rows read',
    options: {},
    sides: { candidate: fn as TestFunction },
    setup: null,
    input: null,
    beforeEach: null,
    teardown: null,
    scopes: [],
    ...over,
  };
}

const FEW: MetricCalls = { warmUp: 0, least: 2, most: 2, maxDuration: 1000 };

/** Returns 1, 2, 3 and so on. */
function counter() {
  let calls = 0;
  return () => ++calls;
}

describe('measureOwnMetric', () => {
  it('keeps what the function returns, call by call, and awaits promises', async () => {
    const count = counter();
    expect(
      await measureOwnMetric(
        metricOf(async () => count()),
        { ...FEW, most: 4 },
      ),
    ).toEqual({ figures: [1, 2, 3, 4] });
  });

  it('throws away what warming up returned', async () => {
    expect(await measureOwnMetric(metricOf(counter()), { ...FEW, warmUp: 3 })).toEqual({ figures: [4, 5] });
  });

  it('calls no more often than it must once its time is over', async () => {
    const calls = { warmUp: 5, least: 3, most: 1000, maxDuration: 1e-9 };
    // One call of warming up, which is not like the others.
    expect(await measureOwnMetric(metricOf(counter()), calls)).toEqual({ figures: [2, 3, 4] });
  });

  it('sets up once, and does what belongs around each call', async () => {
    const log: string[] = [];
    const says = (text: string) => (context: unknown) => void log.push(`${text} ${context}`);
    const file = newScope(null);
    file.beforeAll.push(() => log.push('before all'));
    file.afterAll.push(() => log.push('after all'));
    const suiteCase = metricOf(counter(), 'sampled', {
      scopes: [file],
      setup: () => 'context',
      beforeEach: says('before'),
      afterEach: says('after'),
      teardown: says('teardown'),
      input: (context) => `input of ${context}`,
      sides: { candidate: ((input: unknown) => log.push(`called with ${input}`)) as TestFunction },
    });
    await measureOwnMetric(suiteCase, FEW);
    const call = ['before context', 'called with input of context', 'after context'];
    expect(log).toEqual(['before all', ...call, ...call, 'teardown context', 'after all']);
  });

  it('tells what the first call took, once', async () => {
    const told: number[] = [];
    await measureOwnMetric(metricOf(counter()), { ...FEW, warmUp: 1 }, (seconds) => told.push(seconds));
    expect(told).toEqual([expect.any(Number)]);
  });

  it.each([
    ['nothing', () => undefined, /returned undefined, and has to return a finite number .* `return` that is missing/],
    ['no number', () => Number.NaN, /returned NaN.*division of 0 by 0/],
    ['more than there is', () => Number.POSITIVE_INFINITY, /returned Infinity.*division by 0/],
    ['less than nothing', () => -1, /returned -1.*below 0/],
    ['a number as text', () => '12 kB', /returned '12 kB'.*number itself/],
    ['a big integer', () => 3n, /returned 3n.*Number\(…\)/],
    ['a list', async () => [1, 2], /returned \[ ?1, 2 ?\].*figure alone/],
    ['more than can be stored', () => 1e300, /returned 1e\+300.*1000000000000000000/],
  ])('refuses %s by the name of the test', async (_, fn, message) => {
    const measured = measureOwnMetric(metricOf(fn), FEW);
    await expect(measured).rejects.toThrow(/^perf\.metric\("rows read"\): /);
    await expect(measured).rejects.toThrow(message);
  });

  it('takes 0', async () => {
    expect(
      await measureOwnMetric(
        metricOf(() => 0, 'counted'),
        FEW,
      ),
    ).toEqual({ figures: [0, 0] });
  });

  it('refuses what is declared to be the same each time and is not', async () => {
    const measured = measureOwnMetric(metricOf(counter(), 'single'), FEW);
    await expect(measured).rejects.toThrow(/was 1 at first and 2 when it was called again .* scatter: 'counted'/);
    expect(
      await measureOwnMetric(
        metricOf(() => 7, 'single'),
        FEW,
      ),
    ).toEqual({ figures: [7, 7] });
  });

  it('tears down where the function throws', async () => {
    const log: string[] = [];
    const broken = metricOf(() => Promise.reject(new RangeError('no database')), 'sampled', {
      teardown: () => log.push('teardown'),
    });
    await expect(measureOwnMetric(broken, FEW)).rejects.toThrow('no database');
    expect(log).toEqual(['teardown']);
  });

  it('says what stood in for functions meanwhile', async () => {
    const fallback = { modulePath: 'db', functionName: 'count', kind: 'generic', reason: 'not installed' } as const;
    const entry = ledgerEntry(fallback);
    const suiteCase = metricOf(() => ++entry.calls);
    expect(await measureOwnMetric(suiteCase, FEW)).toMatchObject({ fallbacks: [fallback] });
    expect(await smokeOwnMetric(suiteCase)).toEqual({ fallbacks: [fallback] });
  });
});

it('smokeOwnMetric calls it twice, and looks at what it returns', async () => {
  const count = counter();
  expect(await smokeOwnMetric(metricOf(count))).toEqual({});
  expect(count()).toBe(3);
  await expect(smokeOwnMetric(metricOf(() => null))).rejects.toThrow(/returned null/);
});
