import { expect, it, vi } from 'vitest';
import { createMemoryStore } from '../../../src/baselines/memory-store.ts';
import { StoreError, UsageError } from '../../../src/errors.ts';
import { copyStore } from '../../../src/framework/store/copy-store.ts';
import { day, runRecord, storedGate } from '../../baselines/records.ts';

it('copies every run of every series, and leaves what was there', async () => {
  const [from, to] = [createMemoryStore(), createMemoryStore()];
  const runs = Array.from({ length: 1200 }, (_, i) => runRecord(i % 28, { runId: `run ${i}` }));
  await from.append([...runs, runRecord(1, { testName: 'another' })]);
  await to.append([runRecord(9, { testName: 'there before' })]);
  expect(await copyStore(from, to)).toEqual({ series: 2, runs: 1201, gates: 0 });
  expect(await to.history(runs[0]!)).toEqual(await from.history(runs[0]!));
  expect((await to.series()).map(({ testName }) => testName)).toEqual([
    'another',
    'parse a large file',
    'there before',
  ]);
  expect(await copyStore(from, to)).toEqual({ series: 2, runs: 1201, gates: 0 });
});

it('copies every gate, but none over that of a later run', async () => {
  const [from, to] = [createMemoryStore(), createMemoryStore()];
  const [older, newer] = [storedGate({ suite: 'a' }), storedGate({ suite: 'b', recordedAt: day(7), runId: 'run-7' })];
  const there = [storedGate({ suite: 'a', recordedAt: day(5), runId: 'run-5' }), storedGate({ suite: 'b' })];
  for (const gate of [older, newer]) await from.append([], gate);
  for (const gate of there) await to.append([], gate);
  expect(await copyStore(from, to)).toEqual({ series: 0, runs: 0, gates: 2 });
  expect(await to.gates()).toEqual([there[0], newer]);
});

it('says where a run did not arrive as it was', async () => {
  const [from, to] = [createMemoryStore(), createMemoryStore()];
  await from.append([runRecord(1), runRecord(2)]);
  const append = to.append.bind(to);
  vi.spyOn(to, 'append').mockImplementation((runs) =>
    append(runs.map((run) => ({ ...run, estimate: run.estimate * 2 }))),
  );
  await expect(copyStore(from, to)).rejects.toThrow(StoreError);
  await expect(copyStore(from, to)).rejects.toThrow('The run "run-1" of "parse a large file" did not arrive');
});

it('says where a gate did not arrive as it was', async () => {
  const [from, to] = [createMemoryStore(), createMemoryStore()];
  await from.append([], storedGate());
  const append = to.append.bind(to);
  vi.spyOn(to, 'append').mockImplementation((runs, gate) => append(runs, { ...gate!, tests: [] }));
  await expect(copyStore(from, to)).rejects.toThrow('What the gate was in the run "run-1" of "." did not arrive');
});

it('has nothing to do where nothing is stored', async () => {
  await expect(copyStore(createMemoryStore(), createMemoryStore())).rejects.toThrow(UsageError);
});
