import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/baselines/memory-store.ts';
import { exportBaselines, importBaselines } from '../../src/baselines/portable.ts';
import { openSqliteStore } from '../../src/baselines/sqlite/sqlite-store.ts';
import type { BaselineStore } from '../../src/baselines/store.ts';
import { parseAround, parseWithin } from '../../src/bounded-json.ts';
import { PerformanceConfig } from '../../src/config/performance-config.ts';
import { UsageError } from '../../src/errors.ts';
import { ThresholdManager } from '../../src/framework/api/threshold-manager.ts';
import { judgeTest } from '../../src/framework/result/judge-test.ts';
import { readHistory } from '../../src/framework/store/history.ts';
import { RunRecorder } from '../../src/framework/store/run-recorder.ts';
import type { ProcessSummary, RunRecord } from '../../src/model/baseline.ts';
import { RUN_BOUNDS } from '../../src/model/bounds.ts';
import type { QuantileSketch } from '../../src/model/statistics.ts';
import { parseReport } from '../../src/report/parse-report.ts';
import { readText } from '../../src/text-file.ts';
import { runRecords } from '../baselines/arbitraries.ts';
import { processSummary, runRecord, sketchOfBuckets } from '../baselines/records.ts';
import { evenkeelCommand, run } from '../faults/processes.ts';
import { measured, temporaryDirectory } from '../framework/fixtures.ts';

/** An export of runs that no store would take, with the checksums that belong to them. */
function exportOf(...runs: readonly RunRecord[]): Promise<string> {
  const series = runs.slice(0, 1).map(({ testName, environmentKey }) => ({ testName, environmentKey }));
  const store = { series: async () => series, history: async () => runs };
  return exportBaselines(store as unknown as BaselineStore);
}

const good = runRecord(1);
const process = (parts: Partial<ProcessSummary>) => ({ ...good, processes: [processSummary(parts)] });
const sketch = (parts: Partial<QuantileSketch>) => process({ sketch: { ...sketchOfBuckets([[1, 1]]), ...parts } });

/** Runs that pass for runs, and that no computer has measured. */
const IMPOSSIBLE: readonly (readonly [problem: string, run: RunRecord])[] = [
  ['estimate', { ...good, estimate: 1e308 }],
  ['estimate', { ...good, estimate: -0.001 }],
  ['estimate', { ...good, estimate: 0 }],
  ['estimate', { ...good, estimate: 5e-324 }],
  ['decayFactor', { ...good, decayFactor: -1 }],
  ['decayFactor', { ...good, decayFactor: 1e9 }],
  ['there are more than 1000 processes', { ...good, processes: Array<ProcessSummary>(20_000).fill(processSummary()) }],
  ['processes[0].location', process({ location: -1 })],
  ['processes[0].location', process({ location: 1e200 })],
  ['processes[0].control', process({ control: 0 })],
  ['processes[0].cpuTime', process({ cpuTime: -1 })],
  ['processes[0].controlCpuTime', process({ controlCpuTime: 3e38 })],
  ['processes[0].callsPerSample', process({ callsPerSample: 0 })],
  ['processes[0].callsPerSample', process({ callsPerSample: 2 ** 48 })],
  ['processes[0].position', process({ position: 2 ** 40 })],
  ['processes[0].sketch.accuracy', sketch({ accuracy: 0 })],
  ['processes[0].sketch.accuracy', sketch({ accuracy: 1e-300 })],
  ['processes[0].sketch.zeroCount', sketch({ zeroCount: 2 ** 52 })],
  ['processes[0].sketch.there is no sample', sketch({ buckets: [] })],
  [
    'processes[0].sketch.there are more than 4000 buckets',
    sketch({ buckets: Array.from({ length: 5000 }, (_, i) => [i - 4000, 1] as const) }),
  ],
  ['processes[0].sketch.buckets stand for samples', sketch({ buckets: [[100_000, 1]] })],
  ['processes[0].sketch.buckets stand for samples', sketch({ buckets: [[-100_000, 1]] })],
  ['processes[0].sketch.buckets', sketch({ buckets: [[1, 2 ** 50]] })],
  ['testName has more than', { ...good, testName: 'x'.repeat(70_000) }],
  ['environmentKey has more than', { ...good, environmentKey: 'x'.repeat(2000) }],
  ['runId has more than', { ...good, runId: 'x'.repeat(2000) }],
  ['branch has more than', { ...good, branch: 'x'.repeat(2000) }],
  ['branch is not well-formed text', { ...good, branch: 'a\0b' }],
  ['commit is not the hash', { ...good, commit: 'main' }],
  ['commit is not the hash', { ...good, commit: '--upload-pack=touch x' }],
];

const IMPOSSIBLE_TIMES = [
  '9999-12-31T23:59:59.999Z',
  '2100-01-01T00:00:00Z',
  '1969-12-31T23:59:59Z',
  '2026-01-01T00:00 (a comment)',
  '+275760-09-13T00:00:00Z',
  '2026-02-30T25:00:00Z',
];

async function failureOf(promise: Promise<unknown>): Promise<UsageError> {
  const failure = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(UsageError);
  return failure as UsageError;
}

describe('an import', () => {
  it.each(IMPOSSIBLE)(
    'refuses what cannot have been measured, by its name, and loses nothing: %s',
    async (problem, record) => {
      const store = createMemoryStore();
      await store.append([good]);
      const text = await exportOf(runRecord(2), record);
      const { message } = await failureOf(importBaselines(store, text, { merge: false, source: 'x.json' }));
      expect(message).toMatch(
        /^The baselines to import \(x\.json\) hold what cannot have been measured; nothing was imported\./,
      );
      expect(message).toContain('\n  runs.1 ("');
      expect(message).toContain(`): ${problem}`);
      expect(await store.history(good)).toEqual([good]);
    },
  );

  it.each(IMPOSSIBLE_TIMES)('refuses the time %s', async (recordedAt) => {
    const store = createMemoryStore();
    const { message } = await failureOf(
      importBaselines(store, await exportOf({ ...good, recordedAt }), { merge: true }),
    );
    expect(message).toContain('runs.0.recordedAt: Invalid time: Expected ISO 8601, from 1970 to 2099');
  });

  it('names what is wrong with every run, and counts what is too much to list', async () => {
    const wrong = Array.from({ length: 40 }, (_, i) => runRecord(i, { estimate: -i - 1 }));
    const { message } = await failureOf(
      importBaselines(createMemoryStore(), await exportOf(...wrong), { merge: true }),
    );
    expect(message.match(/estimate is not/g)).toHaveLength(20);
    expect(message).toContain('… and 20 more');
  });

  // The bounds are wide; whatever is within them must be something that later runs can live with.
  it('of anything that it takes breaks no later run: it is stored as the newest, and judged', async () => {
    const config = new PerformanceConfig();
    const plan = { thresholdFactor: 1.2, tolerancePercent: 2, statisticalMethod: 'robust' } as const;
    await fc.assert(
      fc.asyncProperty(
        fc.array(runRecords, { minLength: 1, maxLength: 8 }),
        fc.double({ min: 1e-12, max: 1e4, noNaN: true }),
        async (records, location) => {
          const key = { testName: 'x', environmentKey: 'y' };
          const runs = records.map((record, i) => ({
            ...record,
            ...key,
            runId: `${i}`,
            method: 'fresh_processes' as const,
          }));
          const store = createMemoryStore();
          await importBaselines(store, await exportOf(...runs), { merge: true });
          const stored = await readHistory(store, key, 'fresh_processes');
          const { validation, estimate } = judgeTest(stored, {
            method: 'fresh_processes',
            plan,
            config,
            looks: [[measured(location), measured(location)]],
          });
          expect(estimate).toBeGreaterThan(0);
          expect(validation.message).not.toMatch(/NaN|undefined/);
          await new RunRecorder(store).record([runRecord(1, { ...key, runId: 'new' })]);
          expect((await store.history(key)).at(-1)!.runId).toBe('new');
        },
      ),
      { numRuns: 200 },
    );
  });

  it('at the end of all times leaves room for runs after it', async () => {
    const last = new Date(RUN_BOUNDS.recordedAt.most).toISOString();
    const store = createMemoryStore();
    await importBaselines(store, await exportOf({ ...good, recordedAt: last }), { merge: true });
    for (const runId of ['a', 'b', 'c']) await new RunRecorder(store).record([runRecord(2, { runId })]);
    expect((await store.history(good)).map(({ runId }) => runId)).toEqual([good.runId, 'a', 'b', 'c']);
  });

  it('gives thresholds that are numbers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(runRecords, { minLength: 1, maxLength: 5 }), async (records) => {
        const directory = temporaryDirectory();
        const key = { testName: 'x', environmentKey: 'y' };
        const file = join(directory, 'export.json');
        writeFileSync(file, await exportOf(...records.map((record, i) => ({ ...record, ...key, runId: `${i}` }))));
        const manager = new ThresholdManager({ cachePath: directory });
        await manager.importBaselines(file);
        const { lowerBound, upperBound } = await manager.calculateThreshold('x', 'y', [0.001, 0.0011, 0.001]);
        await manager.close();
        expect(Number.isNaN(lowerBound) || Number.isNaN(upperBound)).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  it('brings a store back as it was through a file, and leaves the processes of its runs unread until they are stored', async () => {
    const directory = temporaryDirectory();
    const store = await openSqliteStore({ directory });
    const runs = Array.from({ length: 20 }, (_, i) => runRecord(i, { testName: `test ${i % 3}` }));
    await store.append(runs);
    const text = await exportBaselines(store);
    let asked: readonly RunRecord[] = [];
    await importBaselines(
      {
        append: async (records) => {
          asked = records;
        },
        replaceAll: async () => undefined,
      },
      text,
      { merge: true },
    );
    expect(Object.getOwnPropertyDescriptor(asked[0], 'processes')?.get).toBeTypeOf('function');
    await store.remove({});
    await importBaselines(store, text, { merge: false });
    expect(await exportBaselines(store, { now: new Date(JSON.parse(text).exportedAt) })).toBe(text);
    await store.close();
  });
});

describe('JSON', () => {
  it('of any kind is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseWithin(text)).toEqual(JSON.parse(text));
        const { rest, elements } = parseAround(`{"a":{"list":[0]},"list":[${text},${text}],"z":${text}}`, 'list');
        expect(rest).toEqual({ a: { list: [0] }, list: [], z: JSON.parse(text) });
        expect(elements.map((element) => JSON.parse(element))).toEqual([JSON.parse(text), JSON.parse(text)]);
      }),
    );
  });

  it('that is none is refused, wherever it is wrong', () => {
    const wrong = [
      '',
      '{',
      '[',
      '"',
      '{"list":[',
      '{"list":[1',
      '{"list":[1}',
      '{"list":[1]',
      '{"list":["\\"]}',
      '{list:[]}',
      '{"list":[1]]}',
    ];
    for (const text of wrong) {
      expect(() => parseWithin(text)).toThrow(SyntaxError);
      expect(() => parseAround(text, 'list').elements.map((element) => JSON.parse(element))).toThrow(SyntaxError);
    }
    for (const text of [
      '{"list":[,]}',
      '{"list":[1,]}',
      '{"list":[1 2]}',
      '{"list":[,1]}',
      '{"list":[\v]}',
      '{"list":[\u00a0]}',
    ]) {
      expect(() => parseAround(text, 'list').elements.map((element) => JSON.parse(element))).toThrow(SyntaxError);
    }
  });

  it.each([
    ['lists', `[${'[],'.repeat(3e6)}0]`, 'it holds more values than are read at once'],
    [
      'objects of many keys',
      `{${Array.from({ length: 3e6 }, (_, i) => `"${i}":0`).join()}}`,
      'it holds more values than are read at once',
    ],
    ['depth', '['.repeat(1e6), 'it is nested more than 100 levels deep'],
    ['depth of objects', '{"a":'.repeat(200), 'it is nested more than 100 levels deep'],
    ['elements of a list', `{"list":[${'[],'.repeat(2e6)}0]}`, 'it has a list of more than 1000000 elements'],
  ])('that holds too much is refused before it is made: %s', (_what, text, message) => {
    expect(() => parseAround(text, 'list')).toThrow(message);
  });

  it('of reports is held to the same', async () => {
    const failure = await failureOf(parseReport(`{"schemaVersion":1,"results":[${'[],'.repeat(3e6)}0]}`, 'run.json'));
    expect(failure.message).toMatch(/^run\.json cannot be read: it holds more values than are read at once\./);
    await expect(parseReport('['.repeat(1e6), 'run.json')).rejects.toThrow('run.json cannot be read: it is nested');
  });
});

describe('a file', () => {
  it('that is too large, or has no end, is not read', async () => {
    const file = join(temporaryDirectory(), 'x');
    writeFileSync(file, 'x'.repeat(2000));
    expect(await readText(file, 2000)).toHaveLength(2000);
    await expect(readText(file, 1999)).rejects.toThrow('it has more than 0.001999 MB, which is the most that is read');
    await expect(readText('/dev/zero', 1e6)).rejects.toThrow('it has more than 1 MB');
  });
});

// Without bounds these take gigabytes: the process would die, and end with no exit code of ours.
describe.each([
  ['baseline import', ['baseline', 'import']],
  ['report', ['report']],
])('evenkeel %s, in 256 MB', (_what, command) => {
  it.each([
    ['90 MB of empty lists', () => `[${'[],'.repeat(30e6)}0]`],
    [
      '90 MB of them where runs belong',
      () => `{"format":"evenkeel-baselines","version":3,"schemaVersion":1,"runs":[${'[],'.repeat(30e6)}0]}`,
    ],
    ['a depth of millions', () => '['.repeat(40e6)],
  ])('refuses %s', async (_text, make) => {
    const directory = temporaryDirectory();
    const file = join(directory, 'hostile.json');
    writeFileSync(file, make());
    const { exitCode, out, err } = await run(
      [...evenkeelCommand(...command, file), '--cache', join(directory, 'cache')],
      {
        cwd: directory,
        env: { NODE_OPTIONS: '--max-old-space-size=256' },
      },
    );
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(/^error: .*(?:holds more values|list of more than|nested more than)/s);
    expect(readFileSync(file).length).toBeGreaterThan(1e6);
  });
});
