// What becomes of runs where a real server is away: before, in the middle, and when it is back.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { isAway } from '../../../src/baselines/away.ts';
import { checksumOfText, runText } from '../../../src/baselines/portable-checksum.ts';
import { openPostgresStore } from '../../../src/baselines/postgres/postgres-store.ts';
import { PatientStore } from '../../../src/baselines/spool/patient-store.ts';
import { Spool } from '../../../src/baselines/spool/spool.ts';
import { contentsOf } from '../../../src/baselines/spool/spool-contents.ts';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import { StoreError } from '../../../src/errors.ts';
import { PerformanceTestFramework } from '../../../src/framework/api/framework.ts';
import { ThresholdManager } from '../../../src/framework/api/threshold-manager.ts';
import { gateSinceNewestRun } from '../../../src/framework/gate/stored-gate.ts';
import { recordedCosts } from '../../../src/framework/shards/recorded-costs.ts';
import { BaselineBook } from '../../../src/framework/store/baseline-book.ts';
import { flushStore } from '../../../src/framework/store/flush-store.ts';
import { readHistory } from '../../../src/framework/store/history.ts';
import { statusOf } from '../../../src/framework/store/recording.ts';
import { RunRecorder } from '../../../src/framework/store/run-recorder.ts';
import { unreadOf } from '../../../src/framework/store/waiting-words.ts';
import type { RunRecord } from '../../../src/model/baseline.ts';
import { bundled, RealServer } from '../../baselines/postgres/real-server.ts';
import { runRecord } from '../../baselines/records.ts';
import { context, outsideCi, temporaryDirectory } from '../fixtures.ts';

vi.setConfig({ hookTimeout: 120_000, testTimeout: 120_000 });
beforeEach(outsideCi);

/** Of who is to be told soon. */
const HASTY = { connect: 1000, statement: 1000, retry: 300 };
const KEY = runRecord(0);

let server: RealServer;
beforeAll(async () => {
  server = await RealServer.start(bundled());
});
afterAll(() => server?.stop());

let projects = 0;
/** Where a project's runs are and wait; every opening is a process of its own, as far as it knows. */
function place({ cache = temporaryDirectory() } = {}) {
  const project = `owner/project ${++projects}`;
  const spool = new Spool(cache);
  const open = async ({ isRequired = false } = {}) => {
    const postgres = await openPostgresStore({ url: server.url(), project, patience: HASTY, env: {} });
    const store = new PatientStore(postgres, { spool, isRequired, absences: new Map() });
    onTestFinished(() => store.close());
    return { store, recorder: new RunRecorder(store) };
  };
  return { cache, spool, open };
}

async function whileAway<Result>(work: () => Promise<Result>): Promise<Result> {
  await server.kill();
  try {
    return await work();
  } finally {
    await server.resume();
  }
}

const sumsOf = (runs: readonly RunRecord[]) => runs.map((run) => checksumOfText(runText(run)));

describe('a server that is away when runs are recorded', () => {
  it('has every one of them when it is back, once, as it was', async () => {
    const { spool, open } = place();
    const runs = Array.from({ length: 20 }, (_, i) => runRecord(i, { testName: i % 2 ? 'odd' : KEY.testName }));
    const first = await open();
    await first.recorder.record(runs.slice(0, 10));
    const told = await whileAway(async () => {
      const waiting = [];
      for (let i = 10; i < 20; i += 5) {
        const { recorder } = await open();
        waiting.push(await recorder.record(runs.slice(i, i + 5)), ...recorder.warnings);
      }
      return waiting;
    });
    const words = expect.stringMatching(
      /^5 results wait in .*spool: The store of baselines in postgres:.* `evenkeel store flush`/,
    );
    const state = { state: 'waiting', reason: expect.stringContaining('cannot be used') };
    expect(told).toEqual([state, words, state, words]);
    expect((await contentsOf(spool)).waiting).toMatchObject([{ files: 2, results: 10 }]);
    const { store, recorder } = await open();
    await recorder.begin();
    expect(recorder.warnings).toEqual([
      expect.stringMatching(/^Sent to .*: 10 results that had waited in .* since 20/),
    ]);
    expect(spool.look().names).toEqual([]);
    for (const testName of ['odd', KEY.testName]) {
      const stored = await store.history({ ...KEY, testName });
      expect(sumsOf(stored)).toEqual(sumsOf(runs.filter((run) => run.testName === testName)));
    }
    // Whatever is sent again.
    await (await open()).recorder.begin();
    expect(await store.history(KEY)).toHaveLength(10);
  });

  it('is not waited for again and again, and nothing is said of what could not be pruned', async () => {
    const { open } = place();
    const { recorder } = await open();
    await whileAway(async () => {
      await recorder.record([runRecord(1)]);
      await recorder.record([runRecord(2)]);
      await recorder.tryToRetain({ baselineRetentionDays: 30, baselineRetentionRuns: 30 });
    });
    expect(recorder.warnings).toEqual([expect.stringMatching(/^2 results wait/)]);
  });

  it('is an error where it is required, and the runs wait all the same', async () => {
    const { spool, open } = place();
    const { recorder } = await open({ isRequired: true });
    await whileAway(async () => {
      await expect(recorder.record([runRecord(1)])).rejects.toThrow(/^1 result waits in .*`store_required` is set/);
      await expect((await open({ isRequired: true })).recorder.begin()).rejects.toThrow(StoreError);
    });
    expect(spool.look().names).toHaveLength(1);
  });

  it('is an error as it was where nothing can wait, which is known before anything is measured', async () => {
    const { cache, open } = place();
    writeFileSync(join(cache, 'spool'), 'in the way');
    const both =
      /^The store of baselines in .* cannot be used: .* Nothing can wait in .*spool is a file, and no directory\.$/;
    const { recorder } = await open();
    await whileAway(async () => {
      await expect(recorder.begin()).rejects.toThrow(both);
      await expect(recorder.record([runRecord(1)])).rejects.toThrow(both);
      rmSync(join(cache, 'spool'));
      await recorder.begin();
    });
  });

  it('hears of an acceptance later', async () => {
    const { open } = place();
    const { store, recorder } = await open();
    await recorder.record([runRecord(1, { status: 'regression' })]);
    await whileAway(() => recorder.setStatus(KEY, 'run-1', 'accepted'));
    expect(recorder.warnings).toEqual([expect.stringMatching(/^1 acceptance waits in /)]);
    const next = await open();
    await next.recorder.begin();
    expect(await next.store.history(KEY)).toMatchObject([{ status: 'accepted' }]);
    await store.close();
  });
});

describe('a server that is away when past runs are read', () => {
  it('is done without, and that is said; what was compared with nothing is no code to compare with', async () => {
    const { open } = place();
    const { store } = await open();
    expect(unreadOf(store)).toEqual([]);
    const stored = await whileAway(() => readHistory(store, KEY, 'fresh_processes'));
    expect(stored).toEqual({ runs: [], incomparable: [], isUnread: true });
    expect(unreadOf(store)).toEqual([
      expect.stringMatching(/^Past runs could not be read, .*--against <ref>.*cannot be used/),
    ]);
    const { isUnread } = stored;
    const statuses = (['no_baseline', 'pass', 'inconclusive'] as const).map((verdict) =>
      statusOf({ state: 'recorded' }, { verdict, isUnread }),
    );
    expect(statuses).toEqual(['undecided', 'recorded', 'undecided']);
  });

  it('leaves the gate before as it is, and is an error where that has to be known', async () => {
    const { open } = place();
    const { store } = await open();
    const config = new PerformanceConfig();
    const stored = { config, cachePath: null };
    const facts = { patterns: [], config, directory: temporaryDirectory(), stored, context: context() };
    const gate = (isRequired: boolean) => gateSinceNewestRun(store, [], { ...facts, isRequired });
    await whileAway(async () => {
      expect(await gate(false)).toEqual({ gate: undefined, changes: [] });
      await expect(gate(true)).rejects.toSatisfy(isAway);
      // A suite is divided by equal costs then.
      expect(await recordedCosts([], store, Date.now())).toEqual(new Map());
    });
  });

  it('is an error where it is required, and for who looks after baselines', async () => {
    const { open } = place();
    const { store } = await open({ isRequired: true });
    await whileAway(async () => {
      await expect(readHistory(store, KEY, 'fresh_processes')).rejects.toThrow(/store_required/);
      await expect((await open()).store.series()).rejects.toSatisfy(isAway);
    });
  });
});

describe('what is refused', () => {
  it('is no absence: nothing waits, and it is an error', async () => {
    const { spool } = place();
    const postgres = await openPostgresStore({ url: server.url('nowhere'), project: 'a', patience: HASTY, env: {} });
    const recorder = new RunRecorder(new PatientStore(postgres, { spool, isRequired: false, absences: new Map() }));
    await expect(recorder.begin()).rejects.toThrow(/Make the database, or name another one/);
    await expect(recorder.record([runRecord(1)])).rejects.toThrow(/Make the database/);
    expect(spool.look().names).toEqual([]);
    await postgres.close();
  });
});

describe('in a program', () => {
  it('every way to record goes through the spool, and the next run sends it', async () => {
    const cacheDirectory = join(temporaryDirectory(), 'cache');
    const name = 'in_a_program';
    await server.query(`CREATE DATABASE ${name}`);
    const config = new PerformanceConfig({ store: server.url(name), project: 'owner/name', cacheDirectory });
    const framework = new PerformanceTestFramework({ config });
    const thresholds = new ThresholdManager({ config });
    onTestFinished(async () => {
      await Promise.all([framework.close(), thresholds.close()]);
    });
    const spool = new Spool(cacheDirectory);
    await whileAway(async () => {
      const options = { iterations: 10, warmupIterations: 0, maxDuration: 0.2 };
      const result = await framework.runPerformanceTest('parse', () => JSON.parse('[1]'), options);
      expect(result).toMatchObject({
        recording: { state: 'waiting', reason: expect.stringContaining('cannot be used') },
        validation: {
          verdict: 'no_baseline',
          message: 'Its past runs could not be read, so there was nothing to compare with.',
        },
      });
      expect(result.validation.warnings.filter((text) => /Past runs could not|1 result waits/.test(text))).toHaveLength(
        2,
      );
      await thresholds.updateBaseline('given', 'linux-x64', [0.01, 0.0101]);
      expect(await thresholds.warnings()).toEqual([expect.stringMatching(/^1 result waits/)]);
      expect((await contentsOf(spool)).waiting).toMatchObject([{ files: 2, results: 2 }]);
      // Who asks what is stored must be told that nobody knows.
      await expect(thresholds.getBaseline('given', 'linux-x64')).rejects.toSatisfy(isAway);
    });
    const flushed = await flushStore(config);
    expect(flushed).toMatchObject({ sent: { files: 2, results: 2, trouble: null }, words: [] });
    const book = await BaselineBook.open(config, null);
    expect((await book.list()).map(({ testName, runs }) => [testName, runs])).toEqual([
      ['given', 1],
      ['parse', 1],
    ]);
    await book.close();
  });
});
