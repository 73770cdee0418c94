import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../src/baselines/memory-store.ts';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import { judgeTest } from '../../../src/framework/result/judge-test.ts';
import { readHistory } from '../../../src/framework/store/history.ts';
import { runRecordOf } from '../../../src/framework/store/recording.ts';
import type { ProcessMeasurement } from '../../../src/model/measurement.ts';
import { context, measured } from '../fixtures.ts';

const MILLISECOND = 1e-3;

/** What one process says of a function that took so many times as long, and cost so many times the processor time. */
interface Told {
  readonly wall?: number;
  readonly cpuTime?: number | null;
  readonly samples?: number;
}

function told({ wall = 1, cpuTime = 1, samples = 100 }: Told): ProcessMeasurement {
  const location = wall * MILLISECOND;
  return measured(location, {
    samples: Array.from({ length: samples }, (_, i) => location * (1 + i / 1000)),
    cpuTime: cpuTime === null ? null : cpuTime * MILLISECOND,
    controlCpuTime: 2.5e-4,
  });
}

/** The verdict on three looks that all say the same, after five runs that took a millisecond each. */
async function judged(now: Told, before: Told = {}) {
  const store = createMemoryStore();
  const config = new PerformanceConfig();
  const series = { baselineKey: 'test', method: 'in_process', verdict: 'pass' } as const;
  for (let run = 0; run < 5; run++) {
    const facts = { ...series, context: context(), decayFactor: 0.9, recordedAt: `2026-01-0${run + 1}T12:00:00.000Z` };
    const process = told(before);
    const record = runRecordOf(
      { state: 'recorded' },
      { ...facts, runId: `${run}`, estimate: process.location, processes: [process] },
    );
    await store.append([record!]);
  }
  const plan = { thresholdFactor: 1.2, tolerancePercent: 2, statisticalMethod: 'robust' } as const;
  const looks = [[told(now)], [told(now)], [told(now)]];
  const { environmentKey } = context();
  const stored = await readHistory(store, { testName: 'test', environmentKey }, 'in_process');
  const { validation, isDisputed } = judgeTest(stored, { method: 'in_process', plan, config, looks });
  return { ...validation, isDisputed };
}

describe('a test in one process that took three times as long', () => {
  it('with eight samples, and cost no more processor time, may only have waited', async () => {
    const { verdict, isValid, isDisputed, message } = await judged({ wall: 3, cpuTime: 1.1, samples: 8 });
    expect({ verdict, isValid, isDisputed }).toEqual({ verdict: 'inconclusive', isValid: true, isDisputed: true });
    expect(message).toMatch(
      /^It looks slower \(change \+200\.0 %\), but it may only have waited: its processor time changed by \+10\.0 %, and 8 samples are few\. .*\*\.perf\.ts/,
    );
  });

  it('may only have waited where its processor time is not known', async () => {
    const { verdict, message } = await judged({ wall: 3, cpuTime: null, samples: 8 }, { cpuTime: null });
    expect(verdict).toBe('inconclusive');
    expect(message).toContain('its processor time is not known');
  });

  it.each<[string, Told]>([
    ['with eight samples, and cost three times the processor time', { wall: 3, cpuTime: 3, samples: 8 }],
    ['with twenty samples', { wall: 3, cpuTime: 1, samples: 20 }],
    ['with many samples', { wall: 3, cpuTime: 1 }],
  ])('%s is slower', async (_what, now) => {
    expect(await judged(now)).toMatchObject({ verdict: 'regression', isValid: false, isDisputed: false });
  });
});

it('what only cost more processor time is slower', async () => {
  expect(await judged({ wall: 1, cpuTime: 4, samples: 8 })).toMatchObject({ verdict: 'regression' });
});
