import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../src/baselines/memory-store.ts';
import { StoreError, UsageError } from '../../../src/errors.ts';
import { type Recorder, tryToStore } from '../../../src/framework/store/recording.ts';
import { RunRecorder } from '../../../src/framework/store/run-recorder.ts';
import { day, runRecord } from '../../baselines/records.ts';

const KEY = runRecord(0);

async function storeOf(days: readonly number[]) {
  const store = createMemoryStore();
  await store.append(days.map((number) => runRecord(number)));
  return store;
}

describe('a clock that was set back', () => {
  it('does not change the order of runs, and is told of', async () => {
    const store = await storeOf([10, 11]);
    const recorder = new RunRecorder(store);
    await recorder.record([runRecord(-900, { runId: 'now' })]);
    const history = await store.history(KEY);
    expect(history.map(({ runId }) => runId)).toEqual(['run-10', 'run-11', 'now']);
    expect(history.at(-1)!.recordedAt).toBe(new Date(Date.parse(day(11)) + 1).toISOString());
    expect(recorder.warnings).toEqual([
      expect.stringMatching(/clock of this machine says 2023-07-16T12:00, but the newest .* 2026-01-12T12:00/),
    ]);
  });

  it('leaves an accepted run the newest, so that what it replaced does not come back', async () => {
    const store = await storeOf([10, 11]);
    const recorder = new RunRecorder(store);
    await recorder.record([runRecord(5, { runId: 'accepted', status: 'accepted' })]);
    expect((await store.history(KEY)).at(-1)).toMatchObject({ runId: 'accepted', status: 'accepted' });
  });

  it('by less than a minute is not worth a word', async () => {
    const store = await storeOf([10]);
    const recorder = new RunRecorder(store);
    const recordedAt = new Date(Date.parse(day(10)) - 30_000).toISOString();
    await recorder.record([runRecord(0, { runId: 'now', recordedAt })]);
    expect((await store.history(KEY)).map(({ runId }) => runId)).toEqual(['run-10', 'now']);
    expect(recorder.warnings).toEqual([]);
  });

  it('keeps the runs of one session together, whatever their series', async () => {
    const store = await storeOf([10]);
    const recorder = new RunRecorder(store);
    const session = ['parse a large file', 'another'].map((testName) => runRecord(3, { testName, runId: 'now' }));
    await recorder.record(session);
    const series = await store.series();
    expect(new Set(series.map(({ lastRecordedAt }) => lastRecordedAt)).size).toBe(1);
  });
});

describe('a clock that is ahead for once', () => {
  it('makes nothing old that is not', async () => {
    const store = await storeOf([1, 2, 3, 4, 5, 6, 7]);
    const recorder = new RunRecorder(store, () => Date.parse(day(5000)));
    await recorder.record([runRecord(5000)]);
    await recorder.retain({ baselineRetentionDays: 30, baselineRetentionRuns: 30 });
    expect(await store.history(KEY)).toHaveLength(8);
  });

  it('does so for all tests where none of those that ran was known', async () => {
    const store = await storeOf([1, 2, 3, 4, 5, 6, 7]);
    const recorder = new RunRecorder(store, () => Date.parse(day(5000)));
    await recorder.record([runRecord(5000, { testName: 'new' })]);
    await recorder.retain({ baselineRetentionDays: 30, baselineRetentionRuns: 30 });
    expect(await store.history(KEY)).toHaveLength(7);
  });
});

it('lets old runs go, counted from the run before', async () => {
  const store = await storeOf([1, 2, 3, 50, 98, 99, 100]);
  const recorder = new RunRecorder(store, () => Date.parse(day(101)));
  await recorder.record([runRecord(101)]);
  await recorder.retain({ baselineRetentionDays: 30, baselineRetentionRuns: 30 });
  // The oldest one stays as the anchor.
  expect((await store.history(KEY)).map(({ runId }) => runId)).toEqual([1, 98, 99, 100, 101].map((n) => `run-${n}`));
});

describe('a store that fails', () => {
  const failing = (error: Error) =>
    Object.assign(createMemoryStore(), {
      append: () => Promise.reject(error),
      prune: () => Promise.reject(error),
    });

  it('is told of, and thrown by those who cannot tell', async () => {
    const recorder = new RunRecorder(failing(new StoreError('The disk is full.')));
    const record: Recorder = (records) => recorder.record(records);
    expect(await tryToStore(record, [runRecord(1)])).toEqual({ state: 'failed', reason: 'The disk is full.' });
    expect(await tryToStore(record, [])).toBeNull();
    await expect(recorder.record([runRecord(1)])).rejects.toThrow('The disk is full.');
    await recorder.tryToRetain({ baselineRetentionDays: 30, baselineRetentionRuns: 30 });
    expect(recorder.warnings).toEqual(['Old runs could not be removed from the baselines: The disk is full.']);
  });

  it('is not blamed for what is wrong with a run', async () => {
    const recorder = new RunRecorder(createMemoryStore());
    const wrong = [runRecord(1, { estimate: Number.NaN })];
    await expect(tryToStore((records) => recorder.record(records), wrong)).rejects.toBeInstanceOf(UsageError);
  });
});
