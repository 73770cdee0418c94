import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/baselines/memory-store.ts';
import { exportBaselines, importBaselines } from '../../src/baselines/portable.ts';
import type { BaselineStore } from '../../src/baselines/store.ts';
import { UsageError } from '../../src/errors.ts';
import type { RunRecord } from '../../src/model/baseline.ts';
import { runRecords } from './arbitraries.ts';
import { day, processSummary, runRecord, sketchOfBuckets } from './records.ts';

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
    const sum = expect.stringMatching(/^[0-9a-f]{8}$/);
    expect(await importBaselines(createMemoryStore(), `\uFEFF${text}`, { merge: false })).toBe(records.length);
    expect(JSON.parse(text)).toEqual({
      format: 'evenkeel-baselines',
      version: 4,
      exportedAt: day(50),
      checksum: sum,
      runs: [records[3], records[2], records[1], records[0]].map((record) => ({ checksum: sum, ...record })),
    });
  });

  // CRC-32 is a standard (ISO 3309), so that another program can check, or make, what is imported.
  it('gives each run CRC-32 of its text as it is written, and the whole that of its head and their checksums', async () => {
    const text = await exportBaselines(await storeOf(runRecord(1), runRecord(2)), { now: NOW });
    const crc = (content: string) => crc32(content).toString(16).padStart(8, '0');
    const sums = text.split('\n').flatMap((line) => {
      const [, sum, rest] = /^{"checksum":"(.{8})",(.*}),?$/.exec(line) ?? [];
      if (sum === undefined) return [];
      expect(sum).toBe(crc(`{${rest}`));
      return sum;
    });
    expect(sums).toHaveLength(2);
    expect(JSON.parse(text).checksum).toBe(crc(JSON.stringify(['evenkeel-baselines', 4, day(50), ...sums])));
  });

  it('writes the same of runs that differ in the order of their fields alone, and nothing that is no field', async () => {
    const shuffled = Object.fromEntries([['note', 'x'], ...Object.entries(runRecord(1)).toReversed()]);
    const [text, other] = await Promise.all(
      [runRecord(1), shuffled as unknown as RunRecord].map(async (record) =>
        exportBaselines(await storeOf(record), { now: NOW }),
      ),
    );
    expect(other).toBe(text);
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
  it('reads what a version wrote that knew nothing of what runs are made with', async () => {
    const text = await exportBaselines(await storeOf(runRecord(1), runRecord(2)), { now: NOW });
    const { runs } = JSON.parse(text) as { readonly runs: readonly { readonly checksum: string }[] };
    const whole = JSON.stringify(['evenkeel-baselines', 3, day(50), ...runs.map(({ checksum }) => checksum)]);
    const sum = (content: string) => crc32(content).toString(16).padStart(8, '0');
    const { checksum } = JSON.parse(text) as { readonly checksum: string };
    const before = text.replace('"version":4', '"version":3').replace(checksum, sum(whole));
    const store = createMemoryStore();
    expect(await importBaselines(store, before, { merge: false })).toBe(2);
    expect(await contentOf(store)).toEqual([[runRecord(1), runRecord(2)]]);
  });

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

  const HEAD = { format: 'evenkeel-baselines', version: 4, exportedAt: day(0), checksum: '00000000' };
  const run = { checksum: '00000000', ...runRecord(1) };
  const [first] = run.processes;

  it.each([
    ['text that is not JSON', 'baselines!', ['it is not JSON']],
    ['JSON of something else', '[1]', ['format', 'version', 'exportedAt', 'runs']],
    ['nothing', 'null', ['the whole']],
    ['another format', JSON.stringify({ ...HEAD, format: 'other', runs: [] }), ['format']],
    ['a version that is no number', JSON.stringify({ ...HEAD, version: '3', runs: [] }), ['version']],
    ['a checksum that is none', JSON.stringify({ ...HEAD, checksum: 'good', runs: [] }), ['eight hexadecimal digits']],
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
  ])('refuses %s and changes nothing', async (_, text, problems) => {
    const store = await storeOf(runRecord(1));
    const failure = await importBaselines(store, text, { merge: false }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UsageError);
    for (const problem of problems) expect((failure as Error).message).toContain(problem);
    expect(await contentOf(store)).toEqual([[runRecord(1)]]);
  });

  /** An export of runs that a store need not take. */
  function textOf(...runs: RunRecord[]): Promise<string> {
    const series = runs.map(({ testName, environmentKey }) => ({ testName, environmentKey }));
    const store = { series: async () => series.slice(0, 1), history: async () => runs };
    return exportBaselines(store as unknown as BaselineStore);
  }

  it('refuses what no store can hold, though it matches its checksum', async () => {
    const sketch = sketchOfBuckets([
      [2, 1],
      [1, 1],
    ]);
    const text = await textOf(runRecord(1), runRecord(2, { processes: [processSummary({ sketch })] }));
    const store = createMemoryStore();
    await expect(importBaselines(store, text, { merge: true })).rejects.toThrow(
      /hold what cannot have been measured; .*\n {2}runs\.1 \(.*\): processes\[0\]\.sketch\.buckets are not in ascending order/,
    );
    expect(await contentOf(store)).toEqual([]);
  });

  it('names every run that does not match its checksum, and where the text is from', async () => {
    const text = await textOf(runRecord(1), runRecord(2), runRecord(3));
    const damaged = text.replace('0.001234001', '0.001234005').replace('"run-3"', '"run-7"');
    const failure = await importBaselines(createMemoryStore(), damaged, { merge: true, source: 'old.json' }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(UsageError);
    expect((failure as UsageError).message).toBe(
      'The baselines to import (old.json) are damaged; nothing was imported. Export them again, or take another copy:\n' +
        '  runs.0: It does not match its checksum; as it stands there it is "parse a large file" of 2026-01-02T12:00:00.000Z\n' +
        '  runs.2: It does not match its checksum; as it stands there it is "parse a large file" of 2026-01-04T12:00:00.000Z',
    );
    expect((failure as UsageError).data.problems).toHaveLength(2);
  });

  it('says of the whole that something is missing, or that its date was changed', async () => {
    const text = await textOf(runRecord(1), runRecord(2));
    const { runs, ...head } = JSON.parse(text);
    for (const changed of [
      { ...head, runs: runs.slice(1) },
      { ...head, exportedAt: day(3), runs },
    ]) {
      await expect(importBaselines(createMemoryStore(), JSON.stringify(changed), { merge: true })).rejects.toThrow(
        /the whole: Its runs and its date do not match its checksum/,
      );
    }
  });

  it('takes the same content written in another way: indented, with other line ends, its fields in another order', async () => {
    const text = await textOf(runRecord(1));
    const { runs, ...head } = JSON.parse(text);
    const reversed = {
      runs: runs.map((each: object) => Object.fromEntries(Object.entries(each).toReversed())),
      ...head,
    };
    for (const same of [
      text.replaceAll('\n', '\r\n'),
      JSON.stringify(JSON.parse(text), null, 2),
      JSON.stringify(reversed),
    ]) {
      const store = createMemoryStore();
      await importBaselines(store, same, { merge: true });
      expect(await contentOf(store)).toEqual([[runRecord(1)]]);
    }
  });

  it('says of a newer version that evenkeel must be updated', async () => {
    const text = JSON.stringify({ ...HEAD, version: 5, runs: 'in another way' });
    await expect(importBaselines(createMemoryStore(), text, { merge: true })).rejects.toThrow(/newer.*update evenkeel/);
  });

  it('says of an earlier version that its exports have another form', async () => {
    const text = JSON.stringify({ ...HEAD, version: 2, runs: [runRecord(1)] });
    await expect(importBaselines(createMemoryStore(), text, { merge: true })).rejects.toThrow(
      /earlier version of evenkeel, in a form .*version 2; this version reads 3.*export them again/,
    );
  });

  it('counts problems that are too many to list', async () => {
    const text = JSON.stringify({ ...HEAD, runs: Array(30).fill(7) });
    const failure = await importBaselines(createMemoryStore(), text, { merge: true }).catch((error: unknown) => error);
    expect((failure as UsageError).message).toContain('and 10 more');
    expect((failure as UsageError).data.problems).toHaveLength(30);
  });
});
