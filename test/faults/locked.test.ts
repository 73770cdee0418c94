import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/baselines/sqlite/sqlite-store.ts';
import { StoreError } from '../../src/errors.ts';
import { runRecord } from '../baselines/records.ts';
import { useTemporaryDirectory } from '../baselines/sqlite/temporary-directory.ts';
import { planned, run, tools } from '../framework/suite/scripted.ts';
import { program } from './processes.ts';

const temporaryDirectory = useTemporaryDirectory();
const holders: ChildProcess[] = [];
afterEach(() => {
  for (const holder of holders.splice(0)) holder.kill('SIGKILL');
});

/** A store with a run in it, and another process that holds it. */
async function heldStore(busyTimeoutMs: number) {
  const directory = temporaryDirectory();
  const store = await openSqliteStore({ directory, busyTimeoutMs });
  await store.append([runRecord(1)]);
  const [node, ...args] = program('hold-lock.mjs', join(directory, 'baselines.sqlite'));
  const holder = spawn(node!, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  holders.push(holder);
  await once(holder.stdout, 'data');
  return { store, holder };
}

describe('a store that another process holds', () => {
  it('can be read; writing gives up with advice, lets everything else run meanwhile, and loses nothing', async () => {
    const { store, holder } = await heldStore(400);
    expect(await store.history(runRecord(1))).toHaveLength(1);
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    const refusal = await store.append([runRecord(2)]).catch((error: unknown) => error);
    clearInterval(timer);
    expect(refusal).toBeInstanceOf(StoreError);
    expect((refusal as StoreError).message).toMatch(/database is locked\. Another process kept it locked for too long/);
    expect(turns).toBeGreaterThan(2);

    holder.kill('SIGKILL');
    await once(holder, 'close');
    await store.append([runRecord(3)]);
    expect((await store.history(runRecord(1))).map(({ runId }) => runId)).toEqual(['run-1', 'run-3']);
    expect(store.warnings()).toEqual([]);
    await store.close();
  });

  it('is waited for', async () => {
    const { store, holder } = await heldStore(30_000);
    const appended = store.append([runRecord(2)]);
    setTimeout(() => holder.stdin!.end(), 150);
    await appended;
    expect(await store.history(runRecord(1))).toHaveLength(2);
    await store.close();
  });

  it('leaves a run its verdicts, and the run says what it could not store', async () => {
    const { store } = await heldStore(50);
    const { results } = await run([planned('parse')], tools({ store }), () => 0.001);
    expect(results[0]!.validation.verdict).toBe('no_baseline');
    expect(results[0]!.recording).toEqual({ state: 'failed', reason: expect.stringMatching(/is locked/) });
    expect(results[0]!.validation.warnings.join()).toMatch(/This run could not be stored.*is locked/);
    await store.close();
  });
});
