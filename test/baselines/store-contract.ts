import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expiredRuns, newestRuns } from '../../src/baselines/retention.ts';
import type { BaselineStore } from '../../src/baselines/store.ts';
import { StoreError, UsageError } from '../../src/errors.ts';
import type { ProjectSeries, RunRecord, RunStatus } from '../../src/model/baseline.ts';
import type { StoredGate } from '../../src/model/gate.ts';
import type { MeasurementMethod } from '../../src/model/measurement.ts';
import { type Metric, TIME } from '../../src/model/metric.ts';
import { runRecords } from './arbitraries.ts';
import { day, madeWith, processSummary, runRecord, storedGate } from './records.ts';

/** How the suite gets at a driver. */
export interface StoreUnderTest {
  /** Opens a store that is empty. */
  open(): Promise<BaselineStore>;
  /** Opens what `open` opened last once more, after it was closed; missing where nothing outlives a store. */
  reopen?(): Promise<BaselineStore>;
  /** Whose baselines those are; missing where a store is of one project. */
  project?(): string;
}

/** What decides whether a run may go. */
const headOfRun = fc.record({
  recordedAt: fc.nat(28).map(day),
  method: fc.constantFrom<MeasurementMethod>('fresh_processes', 'fresh_processes', 'in_process', 'samples'),
  status: fc.constantFrom<RunStatus>('recorded', 'recorded', 'regression', 'accepted', 'undecided', 'partial'),
});

const KEY = { testName: 'parse a large file', environmentKey: 'linux-x86_64-node20' };

/** Holds a driver to the contract of `BaselineStore`. */
export function describeStoreContract(name: string, driver: StoreUnderTest): void {
  describe(`${name} keeps the contract of a store`, () => {
    let store: BaselineStore;

    beforeEach(async () => {
      store = await driver.open();
    });

    afterEach(async () => {
      await store.close();
    });

    const runIds = async (key = KEY) => (await store.history(key)).map((run) => run.runId);

    describe('append and history', () => {
      it('answers nothing for a series that nobody has heard of', async () => {
        expect(await store.history(KEY)).toEqual([]);
      });

      it('gives any record back as it was', async () => {
        await fc.assert(
          fc.asyncProperty(runRecords, async (record) => {
            await store.replaceAll([record]);
            expect(await store.history(record)).toEqual([record]);
          }),
          { numRuns: 60 },
        );
      });

      it('keeps every status and method of a series, and nothing of another one', async () => {
        const own = [
          runRecord(1, { status: 'accepted' }),
          runRecord(2, { status: 'regression' }),
          runRecord(2, { recordedAt: day(3), method: 'in_process' }),
          runRecord(4, { method: 'samples' }),
        ];
        const others = [runRecord(1, { testName: 'another' }), runRecord(1, { environmentKey: 'another' })];
        await store.append([...own, ...others]);
        expect(await store.history(KEY)).toEqual(own);
        expect(await store.history({ ...KEY, testName: 'another' })).toEqual([others[0]]);
      });

      it('keeps the metrics of a test apart, and all that they say of themselves', async () => {
        const bytes: Metric = { name: 'allocatedBytes', unit: 'bytes', better: 'lower', scatter: 'counted' };
        const otherUnit: Metric = { ...bytes, unit: 'kilobytes' };
        const time = runRecord(1);
        const allocated = runRecord(1, { metric: bytes, estimate: 0 });
        const inOtherUnit = runRecord(1, { metric: otherUnit });
        await store.append([allocated, time, inOtherUnit]);
        expect(await store.history(KEY)).toEqual([time]);
        expect(await store.history({ ...KEY, metric: bytes })).toEqual([allocated]);
        expect(await store.history({ ...KEY, metric: otherUnit })).toEqual([inOtherUnit]);
        expect(await store.history({ ...KEY, metric: { ...bytes, better: 'higher' } })).toEqual([]);
        expect((await store.series(KEY)).map(({ metric }) => metric)).toEqual([undefined, bytes, otherUnit]);
        await store.setStatus({ ...KEY, metric: bytes }, 'run-1', 'accepted');
        expect((await store.history(KEY))[0]!.status).toBe('recorded');
        expect((await store.history({ ...KEY, metric: bytes }))[0]!.status).toBe('accepted');
        expect(await store.remove(KEY)).toBe(3);
      });

      it('takes time that is named for time that is not', async () => {
        await store.append([runRecord(1, { metric: TIME })]);
        expect(await store.history(KEY)).toEqual([runRecord(1)]);
        expect(await store.history({ ...KEY, metric: TIME })).toEqual([runRecord(1)]);
      });

      it('orders by time, then by insertion, whatever the offset that times are written with', async () => {
        await store.append([
          runRecord(5, { runId: 'noon' }),
          runRecord(5, { runId: 'earlier', recordedAt: '2026-01-06T13:30:00+02:00' }),
          runRecord(5, { runId: 'noon as well' }),
          runRecord(1, { runId: 'days before' }),
        ]);
        expect(await runIds()).toEqual(['days before', 'earlier', 'noon', 'noon as well']);
      });

      it('replaces a run of the same identity, which then counts as the newest added', async () => {
        await store.append([runRecord(1, { runId: 'a' }), runRecord(1, { runId: 'b' })]);
        const replacement = runRecord(1, { runId: 'a', estimate: 7, commit: 'abcdef1', processes: [processSummary()] });
        await store.append([replacement]);
        const runs = await store.history(KEY);
        expect(runs.map((run) => run.runId)).toEqual(['b', 'a']);
        expect(runs[1]).toEqual(replacement);
      });

      it('keeps what each run was made with, and knows nothing of it where nobody said it', async () => {
        const before = runRecord(1, { madeWith: madeWith() });
        const after = runRecord(2, { madeWith: madeWith({ node: '22.21.0', lockfiles: [] }) });
        await store.append([before, runRecord(1, { testName: 'another', madeWith: madeWith() })]);
        await store.append([after, runRecord(3)]);
        const history = await store.history(KEY);
        expect(history).toEqual([before, after, runRecord(3)]);
        expect(history[2]).not.toHaveProperty('madeWith');
        // Measured once more: what it was made with is that of the newest.
        const again = runRecord(1, { madeWith: madeWith({ node: '24.1.0' }) });
        await store.append([again]);
        expect((await store.history(KEY))[0]).toEqual(again);
        expect(store.warnings()).toEqual([]);
      });

      it('replaces a run whose time has changed', async () => {
        await store.append([runRecord(1)]);
        await store.append([runRecord(1, { recordedAt: day(9) })]);
        expect((await store.history(KEY)).map((run) => run.recordedAt)).toEqual([day(9)]);
      });

      it('takes the last of two records of one identity', async () => {
        await store.append([runRecord(1, { estimate: 1 }), runRecord(1, { estimate: 2 })]);
        expect((await store.history(KEY)).map((run) => run.estimate)).toEqual([2]);
      });

      it('stores all or nothing', async () => {
        await store.append([runRecord(0)]);
        const bad = runRecord(2, { estimate: Number.NaN });
        await expect(store.append([runRecord(1), bad])).rejects.toThrow(UsageError);
        expect(await runIds()).toEqual(['run-0']);
      });

      it.each([0, 1, 2, 5, 30])(
        'answers the newest %i of each method, and what pruning never lets go',
        async (newest) => {
          await fc.assert(
            fc.asyncProperty(fc.array(headOfRun, { maxLength: 25 }), async (heads) => {
              await store.replaceAll(heads.map((head, i) => runRecord(i, { ...head, runId: `run ${i}` })));
              const all = await store.history(KEY);
              expect(await store.history(KEY, { newest })).toEqual(newestRuns(all, newest));
            }),
            { numRuns: 12 },
          );
          expect(await store.history({ ...KEY, testName: 'nobody' }, { newest })).toEqual([]);
        },
      );

      it('knows when the newest run of some series was recorded', async () => {
        const bytes: Metric = { name: 'allocatedBytes', unit: 'bytes', better: 'lower', scatter: 'counted' };
        await store.append([
          runRecord(3),
          runRecord(1, { method: 'in_process' }),
          runRecord(5, { testName: 'another', recordedAt: '2026-01-06T13:30:00+02:00' }),
          runRecord(9, { metric: bytes }),
        ]);
        const [other, nobody] = [
          { ...KEY, testName: 'another' },
          { ...KEY, testName: 'nobody' },
        ];
        expect(await store.newestTime([KEY])).toBe(Date.parse(day(3)));
        expect(await store.newestTime([KEY, other, nobody])).toBe(Date.parse('2026-01-06T11:30:00Z'));
        expect(await store.newestTime([{ ...KEY, metric: bytes }, KEY])).toBe(Date.parse(day(9)));
        expect(await store.newestTime([nobody])).toBeNull();
        expect(await store.newestTime([])).toBeNull();
      });

      it('is not changed by what its caller does to a record afterwards', async () => {
        const record = structuredClone(runRecord(1));
        await store.append([record]);
        (record.processes as unknown[]).length = 0;
        expect(await store.history(KEY)).toEqual([runRecord(1)]);
      });
    });

    describe('gate', () => {
      const gate = (overrides: Partial<StoredGate> = {}) =>
        storedGate({ environmentKey: KEY.environmentKey, ...overrides });

      it('is none where no whole run was stored', async () => {
        await store.append([runRecord(1)]);
        expect(await store.gate(gate())).toBeNull();
      });

      it('is that of the newest run of a suite in an environment', async () => {
        const others = [gate({ suite: 'packages/a' }), gate({ environmentKey: 'darwin-arm64-node20' })];
        for (const other of others) await store.append([], other);
        await store.append([runRecord(1)], gate());
        await store.append([runRecord(2)], gate({ runId: 'run-2', tests: [] }));
        expect(await store.gate(gate())).toEqual(gate({ runId: 'run-2', tests: [] }));
        for (const other of others) expect(await store.gate(other)).toEqual(other);
      });

      it('is one of all that there are, sorted by suite and then by environment', async () => {
        expect(await store.gates()).toEqual([]);
        const all = [
          gate({ suite: 'a' }),
          gate({ suite: 'b', environmentKey: 'x' }),
          gate({ suite: 'b', environmentKey: 'y' }),
        ];
        for (const each of all.toReversed()) await store.append([], each);
        await store.append([], gate({ suite: 'a', runId: 'run-2' }));
        expect(await store.gates()).toEqual([gate({ suite: 'a', runId: 'run-2' }), ...all.slice(1)]);
      });

      it('is stored with its run, or not at all', async () => {
        const bad = runRecord(1, { estimate: Number.NaN });
        await expect(store.append([bad], gate())).rejects.toThrow(UsageError);
        expect(await store.gate(gate())).toBeNull();
      });

      it('goes with everything else, and stays where a series goes', async () => {
        await store.append([runRecord(1)], gate());
        await store.remove(KEY);
        expect(await store.gate(gate())).toEqual(gate());
        await store.remove({});
        expect(await store.gate(gate())).toBeNull();
        await store.append([runRecord(1)], gate());
        await store.replaceAll([runRecord(2)]);
        expect(await store.gate(gate())).toBeNull();
      });

      it('is not that of a closed store', async () => {
        await store.close();
        await expect(store.gate(gate())).rejects.toThrow(StoreError);
      });

      const { reopen } = driver;
      // What is in memory alone does not.
      if (reopen) {
        it('outlives the store', async () => {
          await store.append([], gate());
          await store.close();
          store = await reopen();
          expect(await store.gate(gate())).toEqual(gate());
        });
      }
    });

    describe('replaceAll', () => {
      it('leaves nothing of what was there', async () => {
        await store.append([runRecord(1), runRecord(1, { testName: 'another' })]);
        await store.replaceAll([runRecord(2)]);
        expect(await store.series()).toMatchObject([{ ...KEY, runs: 1 }]);
        expect(await runIds()).toEqual(['run-2']);
      });

      it('leaves everything as it was where a record cannot be stored', async () => {
        await store.append([runRecord(1)]);
        await expect(store.replaceAll([runRecord(2, { decayFactor: 2 })])).rejects.toThrow(UsageError);
        expect(await runIds()).toEqual(['run-1']);
      });
    });

    describe('series', () => {
      const NAMES = [
        ['b', 'x'],
        ['a', 'y'],
        ['a', 'x'],
        ['Z', 'x'],
      ] as const;

      beforeEach(async () => {
        await store.append(
          NAMES.flatMap(([testName, environmentKey]) => [
            runRecord(7, { testName, environmentKey }),
            runRecord(2, { testName, environmentKey }),
          ]),
        );
      });

      const names = async (filter = {}) =>
        (await store.series(filter)).map(({ testName, environmentKey }) => testName + environmentKey);

      it('sums up each series, by test name and then by environment', async () => {
        expect(await names()).toEqual(['Zx', 'ax', 'ay', 'bx']);
        expect((await store.series())[0]).toEqual({
          testName: 'Z',
          environmentKey: 'x',
          runs: 2,
          firstRecordedAt: day(2),
          lastRecordedAt: day(7),
        });
      });

      it.each([
        [{ testName: 'a' }, ['ax', 'ay']],
        [{ environmentKey: 'x' }, ['Zx', 'ax', 'bx']],
        [{ testName: 'a', environmentKey: 'y' }, ['ay']],
        [{ testName: 'nobody' }, []],
      ])('filters by %j', async (filter, expected) => {
        expect(await names(filter)).toEqual(expected);
      });
    });

    describe('series of all projects', () => {
      const BYTES: Metric = { name: 'allocatedBytes', unit: 'bytes', better: 'lower', scatter: 'counted' };
      // In the order of their bytes: the last two are the other way round by code unit.
      const NAMES = ['', 'Z', 'a', 'a b', 'ä', '\uffee', '\u{1f40c}'];

      /** Of this project: there may be others. */
      const ofProject = (page: readonly ProjectSeries[]) => {
        const own = driver.project?.() ?? null;
        return page.filter(({ project }) => project === own);
      };

      /** All pages of so many. */
      const pages = async (limit: number) => {
        const all: ProjectSeries[][] = [];
        for (let after: ProjectSeries | null = null; ; after = all.at(-1)!.at(-1)!) {
          const page = await store.seriesOfProjects({ after, limit });
          if (page.length === 0) return all;
          all.push([...page]);
        }
      };

      it('are none in an empty store', async () => {
        expect((await pages(1000)).flatMap(ofProject)).toEqual([]);
      });

      it.each([1, 2, 5, 1000])('come in order, each once, %i at a time', async (limit) => {
        const runs = NAMES.toReversed().flatMap((testName) => [
          runRecord(1, { testName, environmentKey: 'y' }),
          runRecord(1, { testName, environmentKey: 'x', metric: BYTES }),
          runRecord(1, { testName, environmentKey: 'x' }),
          runRecord(2, { testName, environmentKey: 'x' }),
        ]);
        await store.append(runs);
        const all = await pages(limit);
        expect(all.every((page) => page.length <= limit)).toBe(true);
        const found = all.flatMap(ofProject);
        expect(found.map(({ project: _, ...key }) => key)).toEqual(
          NAMES.flatMap((testName) => [
            { testName, environmentKey: 'x' },
            { testName, environmentKey: 'y' },
            { testName, environmentKey: 'x', metric: BYTES },
          ]),
        );
        expect((await store.historyOfProject(found[0]!)).map(({ runId }) => runId)).toEqual(['run-1', 'run-2']);
      });

      it('go on behind a series that is gone meanwhile, and have none without a run', async () => {
        await store.append(['a', 'b', 'c'].map((testName) => runRecord(1, { testName })));
        const [first] = (await pages(1000)).flatMap(ofProject);
        await store.remove({ testName: 'a' });
        await store.remove({ testName: 'b' });
        const rest = await store.seriesOfProjects({ after: first!, limit: 1000 });
        expect(ofProject(rest).map(({ testName }) => testName)).toEqual(['c']);
      });

      it('have no runs where there is no such project', async () => {
        await store.append([runRecord(1)]);
        expect(await store.historyOfProject({ ...KEY, project: 'nobody/nothing' })).toEqual([]);
        expect(await store.historyOfProject({ ...KEY, project: null })).toEqual([runRecord(1)]);
      });
    });

    describe('setStatus', () => {
      it('changes one run of one series, under every method', async () => {
        const before = [
          runRecord(1),
          runRecord(2),
          runRecord(2, { method: 'samples' }),
          runRecord(2, { testName: 'another' }),
        ];
        await store.append(before);
        expect(await store.setStatus(KEY, 'run-2', 'accepted')).toBe(true);
        expect((await store.history(KEY)).map((run) => run.status)).toEqual(['recorded', 'accepted', 'accepted']);
        expect(await store.history({ ...KEY, testName: 'another' })).toEqual([before[3]]);
      });

      it('changes nothing but the status', async () => {
        await store.append([runRecord(1), runRecord(1, { runId: 'same time' })]);
        await store.setStatus(KEY, 'run-1', 'regression');
        expect(await store.history(KEY)).toEqual([
          runRecord(1, { status: 'regression' }),
          runRecord(1, { runId: 'same time' }),
        ]);
      });

      it('says where there is no such run', async () => {
        await store.append([runRecord(1)]);
        expect(await store.setStatus(KEY, 'run-2', 'accepted')).toBe(false);
        expect(await store.setStatus({ ...KEY, testName: 'another' }, 'run-1', 'accepted')).toBe(false);
      });
    });

    describe('remove', () => {
      const names = async () => (await store.series()).map(({ testName, environmentKey }) => testName + environmentKey);

      beforeEach(async () => {
        await store.append([
          runRecord(1, { testName: 'a', environmentKey: 'x' }),
          runRecord(2, { testName: 'a', environmentKey: 'x' }),
          runRecord(1, { testName: 'a', environmentKey: 'y' }),
          runRecord(1, { testName: 'b', environmentKey: 'x' }),
        ]);
      });

      it.each([
        [{ testName: 'a', environmentKey: 'x' }, 2, ['ay', 'bx']],
        [{ testName: 'a' }, 3, ['bx']],
        [{ environmentKey: 'x' }, 3, ['ay']],
        [{}, 4, []],
        [{ testName: 'c' }, 0, ['ax', 'ay', 'bx']],
      ])('%j takes %i runs away', async (filter, count, left) => {
        expect(await store.remove(filter)).toBe(count);
        expect(await names()).toEqual(left);
      });

      it('lets the same run be added again', async () => {
        await store.remove({});
        await store.append([runRecord(1)]);
        expect(await runIds()).toEqual(['run-1']);
      });
    });

    describe('prune', () => {
      const now = new Date(day(100));
      const runs = (count: number, statusOf: (number: number) => RunStatus = () => 'recorded'): RunRecord[] =>
        Array.from({ length: count }, (_, number) => runRecord(number, { status: statusOf(number) }));

      it('lets go what is too old, but the anchor and the newest three', async () => {
        await store.append(runs(8));
        expect(await store.prune({ olderThanDays: 30, keepRuns: 30, now })).toBe(4);
        expect(await runIds()).toEqual(['run-0', 'run-5', 'run-6', 'run-7']);
      });

      it('lets go what is too much, in each series by itself', async () => {
        const others = runs(6).map((run) => ({ ...run, testName: 'another' }));
        await store.append([...runs(9), ...others]);
        expect(await store.prune({ olderThanDays: 365, keepRuns: 5, now })).toBe(3);
        expect(await runIds()).toEqual(['run-0', 'run-4', 'run-5', 'run-6', 'run-7', 'run-8']);
        expect(await runIds({ ...KEY, testName: 'another' })).toHaveLength(6);
      });

      it('takes the newest accepted run for the anchor', async () => {
        await store.append(runs(9, (number) => (number === 1 || number === 3 ? 'accepted' : 'recorded')));
        await store.prune({ olderThanDays: 0, keepRuns: 0, now });
        expect(await runIds()).toEqual(['run-3', 'run-6', 'run-7', 'run-8']);
      });

      it('leaves what it leaves of any runs', async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.array(headOfRun, { maxLength: 25 }),
            fc.nat(6),
            fc.nat(40),
            async (heads, keepRuns, days) => {
              await store.replaceAll(heads.map((head, i) => runRecord(i, { ...head, runId: `run ${i}` })));
              const all = await store.history(KEY);
              const options = { keepRuns, olderThanDays: days, now: new Date(day(30)) };
              const expired = new Set(expiredRuns(all, options));
              expect(await store.prune(options)).toBe(expired.size);
              expect(await store.history(KEY)).toEqual(all.filter((run) => !expired.has(run)));
            },
          ),
          { numRuns: 20 },
        );
      });

      it('finds nothing to do twice', async () => {
        await store.append(runs(9));
        const options = { olderThanDays: 95, keepRuns: 4, now };
        expect(await store.prune(options)).toBeGreaterThan(0);
        expect(await store.prune(options)).toBe(0);
      });

      it.each([{ olderThanDays: -1 }, { olderThanDays: Number.NaN }, { keepRuns: -3 }])(
        'refuses %j',
        async (overrides) => {
          await store.append(runs(9));
          const options = { olderThanDays: 0, keepRuns: 0, now, ...overrides };
          await expect(store.prune(options)).rejects.toThrow(UsageError);
          expect(await runIds()).toHaveLength(9);
        },
      );
    });

    it('has nothing to warn of while all is well', async () => {
      await store.append([runRecord(1)]);
      await store.history(KEY);
      await store.prune({ olderThanDays: 1, keepRuns: 1, now: new Date(day(1)) });
      expect(store.warnings()).toEqual([]);
    });

    it('says clearly that it is closed', async () => {
      await store.close();
      await store.close();
      const uses = [
        () => store.append([]),
        () => store.replaceAll([]),
        () => store.history(KEY),
        () => store.newestTime([KEY]),
        () => store.series(),
        () => store.gates(),
        () => store.seriesOfProjects({ after: null, limit: 1 }),
        () => store.historyOfProject({ ...KEY, project: null }),
        () => store.setStatus(KEY, 'run-1', 'accepted'),
        () => store.remove({}),
        () => store.prune({ olderThanDays: 1, keepRuns: 1, now: new Date(day(1)) }),
      ];
      for (const use of uses) {
        await expect(use()).rejects.toThrow(StoreError);
        await expect(use()).rejects.toThrow(/closed/);
      }
      expect(store.warnings()).toEqual([]);
    });

    const { reopen } = driver;
    if (!reopen) return;
    it('keeps what it was given when it is closed', async () => {
      await store.append([runRecord(1), runRecord(2)]);
      await store.setStatus(KEY, 'run-2', 'accepted');
      await store.close();
      store = await reopen();
      expect(await store.history(KEY)).toEqual([runRecord(1), runRecord(2, { status: 'accepted' })]);
      expect(store.warnings()).toEqual([]);
    });
  });
}
