import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/baselines/memory-store.ts';
import { exportBaselines, importBaselines } from '../../src/baselines/portable.ts';
import { UsageError } from '../../src/errors.ts';
import type { RunRecord } from '../../src/model/baseline.ts';
import { runRecords } from './arbitraries.ts';
import { day, runRecord } from './records.ts';

const NOW = new Date(day(50));

async function storeOf(...records: RunRecord[]) {
  const store = createMemoryStore();
  await store.append(records);
  return store;
}

async function contentOf(store: Awaited<ReturnType<typeof storeOf>>) {
  const series = await store.series();
  return Promise.all(series.map((key) => store.history(key)));
}

describe('exportBaselines', () => {
  it('writes a versioned form, by test name, environment and time', async () => {
    const records = [
      runRecord(2, { testName: 'b' }),
      runRecord(3, { testName: 'a', environmentKey: 'y' }),
      runRecord(9, { testName: 'a', environmentKey: 'x' }),
      runRecord(1, { testName: 'a', environmentKey: 'x', status: 'regression' }),
    ];
    const text = await exportBaselines(await storeOf(...records), { now: NOW });
    expect(JSON.parse(text)).toEqual({
      format: 'evenkeel-baselines',
      version: 1,
      exportedAt: day(50),
      runs: [records[3], records[2], records[1], records[0]],
    });
  });

  it('writes one run a line', async () => {
    const text = await exportBaselines(await storeOf(runRecord(1), runRecord(2)), { now: NOW });
    expect(text.split('\n')).toHaveLength(5);
  });

  it('writes an empty store', async () => {
    const text = await exportBaselines(createMemoryStore(), { now: NOW });
    expect(JSON.parse(text)).toMatchObject({ runs: [] });
  });

  it('dates an export by the clock where no time is given', async () => {
    const before = Date.now();
    const { exportedAt } = JSON.parse(await exportBaselines(createMemoryStore()));
    expect(Date.parse(exportedAt)).toBeGreaterThanOrEqual(before);
  });
});

describe('importBaselines', () => {
  it('brings any store back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(runRecords, { maxLength: 5 }), async (records) => {
        const text = await exportBaselines(await storeOf(...records), { now: NOW });
        const store = createMemoryStore();
        await importBaselines(store, text, { merge: false });
        // JSON has no negative zero, which no measurement gives.
        expect(JSON.stringify(await contentOf(store))).toBe(JSON.stringify(await contentOf(await storeOf(...records))));
        expect(await exportBaselines(store, { now: NOW })).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  it('merges: keeps what is there, adds, and replaces by identity', async () => {
    const text = await exportBaselines(await storeOf(runRecord(2, { estimate: 7 }), runRecord(3)));
    const store = await storeOf(runRecord(1), runRecord(2));
    expect(await importBaselines(store, text, { merge: true })).toBe(2);
    expect(await contentOf(store)).toEqual([[runRecord(1), runRecord(2, { estimate: 7 }), runRecord(3)]]);
  });

  it('replaces everything where it does not merge', async () => {
    const text = await exportBaselines(await storeOf(runRecord(3)));
    const store = await storeOf(runRecord(1), runRecord(1, { testName: 'another' }));
    expect(await importBaselines(store, text, { merge: false })).toBe(1);
    expect(await contentOf(store)).toEqual([[runRecord(3)]]);
  });

  const HEAD = { format: 'evenkeel-baselines', version: 1, exportedAt: day(0) };
  const run = runRecord(1);
  const [first] = run.processes;

  it.each([
    ['text that is not JSON', 'baselines!', ['it is not JSON']],
    ['JSON of something else', '[1]', ['format', 'version', 'exportedAt', 'runs']],
    ['nothing', 'null', ['the whole']],
    ['another format', JSON.stringify({ ...HEAD, format: 'other', runs: [] }), ['format']],
    ['version 0', JSON.stringify({ ...HEAD, version: 0, runs: [] }), ['version']],
    [
      'several problems at once',
      JSON.stringify({
        ...HEAD,
        runs: [run, { ...run, estimate: null, status: 'fine', recordedAt: 'yesterday', processes: [] }],
      }),
      ['runs.1.estimate', 'runs.1.status', 'runs.1.recordedAt', 'runs.1.processes'],
    ],
    [
      'a problem deep inside',
      JSON.stringify({
        ...HEAD,
        runs: [
          {
            ...run,
            processes: [
              first,
              {
                ...first,
                sketch: {
                  ...first?.sketch,
                  buckets: [
                    [1, 2],
                    [3.5, 0],
                  ],
                },
              },
            ],
          },
        ],
      }),
      ['runs.0.processes.1.sketch.buckets.1.0', 'runs.0.processes.1.sketch.buckets.1.1'],
    ],
    [
      'buckets out of order',
      JSON.stringify({
        ...HEAD,
        runs: [
          run,
          {
            ...run,
            processes: [
              {
                ...first,
                sketch: {
                  ...first?.sketch,
                  buckets: [
                    [2, 1],
                    [1, 1],
                  ],
                },
              },
            ],
          },
        ],
      }),
      ['Run 1', 'processes[0].sketch.buckets are not in ascending order'],
    ],
  ])('refuses %s and changes nothing', async (_, text, problems) => {
    const store = await storeOf(run);
    const failure = await importBaselines(store, text, { merge: false }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UsageError);
    for (const problem of problems) expect((failure as Error).message).toContain(problem);
    expect(await contentOf(store)).toEqual([[run]]);
  });

  it('says of a newer version that evenkeel must be updated', async () => {
    const text = JSON.stringify({ ...HEAD, version: 2, runs: 'in another way' });
    await expect(importBaselines(createMemoryStore(), text, { merge: true })).rejects.toThrow(/newer.*update evenkeel/);
  });

  it('counts problems that are too many to list', async () => {
    const text = JSON.stringify({ ...HEAD, runs: Array(30).fill(7) });
    const failure = await importBaselines(createMemoryStore(), text, { merge: true }).catch((error: unknown) => error);
    expect((failure as UsageError).message).toContain('and 10 more');
    expect((failure as UsageError).data.problems).toHaveLength(30);
  });
});
