import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../src/baselines/memory-store.ts';
import { readHistory } from '../../../src/framework/store/history.ts';
import { runRecord } from '../../baselines/records.ts';

const KEY = { testName: 'parse', environmentKey: 'linux' };
const at = (recordedAt: string, number: number) =>
  runRecord(number, { ...KEY, method: 'fresh_processes', recordedAt, status: 'recorded' });

async function historyOf(times: readonly string[], since?: Date) {
  const store = createMemoryStore();
  await store.append(times.map(at));
  return readHistory(store, KEY, 'fresh_processes', since);
}

describe('readHistory', () => {
  it('says which runs were made in the same machine session', async () => {
    const since = new Date('2026-03-04T12:00:00.000Z');
    const { runs } = await historyOf(
      ['2026-03-04T11:59:59.000Z', '2026-03-04T12:00:00.000Z', '2026-03-04T12:30:00.000Z'],
      since,
    );
    expect(runs.map(({ isOfSameMachineSession }) => isOfSameMachineSession)).toEqual([false, true, true]);
  });

  it('counts a run of a moment ago and none of last year', async () => {
    const { runs } = await historyOf(['2020-01-01T00:00:00.000Z', new Date().toISOString()]);
    expect(runs.map(({ isOfSameMachineSession }) => isOfSameMachineSession)).toEqual([false, true]);
  });

  it('does not count one that is dated in the future, of which nobody knows when it was made', async () => {
    const { runs } = await historyOf([new Date().toISOString(), '2098-01-01T00:00:00.000Z']);
    expect(runs.map(({ isOfSameMachineSession }) => isOfSameMachineSession)).toEqual([true, false]);
  });

  it('names what is there where nothing can be compared', async () => {
    const store = createMemoryStore();
    await store.append([{ ...at('2026-03-04T12:00:00.000Z', 1), method: 'samples' }]);
    const { runs, incomparable } = await readHistory(store, KEY, 'fresh_processes');
    expect(runs).toEqual([]);
    expect(incomparable).toEqual(['runs of this environment, given as samples']);
  });
});
