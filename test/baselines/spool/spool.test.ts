import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../src/baselines/memory-store.ts';
import { sendWaiting } from '../../../src/baselines/spool/send-waiting.ts';
import { Spool } from '../../../src/baselines/spool/spool.ts';
import { contentsOf } from '../../../src/baselines/spool/spool-contents.ts';
import { parseWaiting, type Waiting, waitingText } from '../../../src/baselines/spool/waiting-text.ts';
import type { DistantStore } from '../../../src/baselines/store.ts';
import { StoreError, UsageError } from '../../../src/errors.ts';
import { nameOfOwner, thisOwner } from '../../../src/files/owner.ts';
import type { RunRecord } from '../../../src/model/baseline.ts';
import type { StoredGate } from '../../../src/model/gate.ts';
import { temporaryDirectory } from '../../framework/fixtures.ts';
import { runRecords } from '../arbitraries.ts';
import { day, runRecord, seededRandom } from '../records.ts';

const HERE = { store: 'postgres://db.example.com:5432/perf', project: 'acme/shop' };
const KEY = runRecord(0);

/** A store of that address, in memory; and how often each of its operations that write was asked. */
function distantStore(): DistantStore & { readonly asked: string[] } {
  const store = createMemoryStore();
  const asked: string[] = [];
  const place = { place: 'postgres://ci@db.example.com:5432/perf', identity: HERE.store, project: HERE.project };
  return Object.assign(store, place, {
    asked,
    append: (runs: readonly RunRecord[], gate?: StoredGate) => {
      asked.push(...runs.map(({ runId }) => runId));
      return Object.getPrototypeOf(store).append.call(store, runs, gate);
    },
  });
}

function waiting(runs: readonly RunRecord[], more: Partial<Waiting> = {}): Waiting {
  return { runs, gate: null, statuses: [], ...more };
}

function gateOf(number: number): StoredGate {
  const key = { suite: '.', environmentKey: KEY.environmentKey };
  return {
    ...key,
    runId: `run-${number}`,
    recordedAt: day(number),
    commit: null,
    branch: null,
    tests: [],
    settings: {},
  };
}

function filled(count: number): Spool {
  const spool = new Spool(temporaryDirectory());
  for (let i = 1; i <= count; i++) spool.keep(waiting([runRecord(i)]), HERE);
  return spool;
}

describe('what waits', () => {
  it('is read back as it was, whatever the runs are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(runRecords, { maxLength: 4 }), fc.boolean(), async (runs, hasGate) => {
        const metric = { better: 'lower', name: 'bytes', unit: 'B', scatter: 'single' } as const;
        const statuses = [
          { ...{ testName: 'a', environmentKey: 'b' }, metric, runId: 'r', status: 'accepted' },
          { testName: 'é\u202e', environmentKey: 'b', runId: 'r', status: 'accepted' },
        ] as const;
        const all = { ...HERE, since: day(1), runs, statuses, gate: hasGate ? gateOf(1) : null };
        expect(await parseWaiting(waitingText(all))).toEqual(all);
      }),
      { numRuns: 60 },
    );
  });

  it('is refused where a bit or the end of it is not what it was', async () => {
    const all = { ...HERE, since: day(1), ...waiting([runRecord(1), runRecord(2)], { gate: gateOf(1) }) };
    const bytes = Buffer.from(waitingText(all));
    const random = seededRandom(11);
    let refused = 0;
    for (let i = 0; i < 300; i++) {
      const wrong = Buffer.from(bytes);
      const at = Math.floor(random() * bytes.length);
      if (i % 3 === 0) wrong.fill(0x20, at);
      else wrong[at]! ^= 1 << Math.floor(random() * 8);
      const read = await parseWaiting((i % 3 === 1 ? wrong.subarray(0, at) : wrong).toString('utf8'));
      if ('problem' in read) refused++;
      // White space says nothing.
      else expect(read).toEqual(all);
    }
    expect(refused).toBeGreaterThan(290);
  });
});

describe('a spool', () => {
  it('is for this user alone, and for no repository', () => {
    const spool = filled(1);
    const [name] = spool.look().names;
    expect(lstatSync(spool.directory).mode & 0o777).toBe(0o700);
    expect(lstatSync(join(spool.directory, name!)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(spool.directory, '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('is empty where nothing waits, and makes no directory for that', async () => {
    const cache = join(temporaryDirectory(), 'cache');
    const spool = new Spool(cache);
    expect(await sendWaiting(distantStore(), spool)).toMatchObject({ files: 0, problems: [], trouble: null });
    expect(await contentsOf(spool)).toEqual({ directory: join(cache, 'spool'), waiting: [], problems: [] });
    expect(readdirSync(join(cache, '..'))).toEqual([]);
  });

  it('keeps the order in which things were put there, within a millisecond as well', async () => {
    const spool = filled(20);
    const store = distantStore();
    await sendWaiting(store, spool);
    expect(store.asked).toEqual(Array.from({ length: 20 }, (_, i) => `run-${i + 1}`));
    expect(spool.look().names).toEqual([]);
  });

  it('takes nothing that no store would take', () => {
    const spool = new Spool(temporaryDirectory());
    expect(() => spool.keep(waiting([runRecord(1, { estimate: Number.NaN })]), HERE)).toThrow(UsageError);
    expect(spool.look().names).toEqual([]);
  });

  it('does not grow without end', () => {
    const cache = temporaryDirectory();
    const spool = new Spool(cache, { files: 2, bytes: 1e6 });
    for (let i = 0; i < 2; i++) spool.keep(waiting([runRecord(i)]), HERE);
    expect(() => spool.keep(waiting([runRecord(3)]), HERE)).toThrow(/is full: 2 files wait there .*store flush/);
    expect(() => spool.requireUsable()).toThrow(StoreError);
    expect(() => new Spool(cache, { files: 9, bytes: 2000 }).keep(waiting([runRecord(3)]), HERE)).toThrow(/is full/);
    expect(spool.look().names).toHaveLength(2);
  });

  it('is neither written nor read through a link', async () => {
    const [cache, elsewhere] = [temporaryDirectory(), filled(1)];
    symlinkSync(elsewhere.directory, join(cache, 'spool'));
    const spool = new Spool(cache);
    expect(() => spool.keep(waiting([runRecord(2)]), HERE)).toThrow(/spool is a link, and no directory/);
    expect(spool.look().names).toEqual([]);
    expect(elsewhere.look().names).toHaveLength(1);
  });

  it('says what is in its place', () => {
    const cache = temporaryDirectory();
    writeFileSync(join(cache, 'spool'), '');
    expect(() => new Spool(cache).requireUsable()).toThrow(/Nothing can wait in .*spool is a file, and no directory/);
  });
});

describe('sending', () => {
  it('keeps what it cannot send, names it, and sends all others', async () => {
    const spool = filled(3);
    const [first, second, third] = spool.look().names as [string, string, string];
    const path = (name: string) => join(spool.directory, name);
    const rename = (name: string, digits: string) => name.replace(/[0-9a-f]{12}\.json$/, `${digits.repeat(12)}.json`);
    const text = readFileSync(path(first), 'utf8');
    const hostile: Readonly<Record<string, string>> = {
      [rename(first, '0')]: text.slice(0, text.length / 2),
      [rename(first, '1')]: text.replace('"version":1', '"version":2'),
      [rename(first, '2')]: '{"format":"something else","version":1}',
      [rename(first, '3')]: '',
      [rename(first, '4')]: `{"runs":${'['.repeat(100_000)}`,
      [rename(first, '5')]: text.replace('"estimate":0.00', '"estimate":0.01'),
      'notes.txt': 'keep me',
    };
    for (const [name, content] of Object.entries(hostile)) writeFileSync(path(name), content);
    symlinkSync(path(second), path(rename(first, '6')));
    mkdirSync(path(rename(first, '7')));
    spawnSync('mkfifo', [path(rename(first, '8'))]);
    const others = [...Object.keys(hostile), ...['6', '7', '8'].map((digits) => rename(first, digits))].toSorted();
    const store = distantStore();
    const sent = await sendWaiting(store, spool);
    expect(sent).toMatchObject({ files: 3, results: 3, trouble: null });
    expect(sent.problems.map(({ file }) => file)).toEqual(others);
    expect(sent.problems.map(({ problem }) => problem.split(/[:;(]/)[0]!.trim())).toEqual([
      'is damaged',
      'was written by a newer version of evenkeel',
      'is nothing that evenkeel keeps there',
      'is damaged',
      'is damaged',
      'is damaged',
      ...['cannot be read', 'cannot be read', 'cannot be read'],
      'is nothing that evenkeel keeps there',
    ]);
    expect(spool.look().names).toEqual(others);
    for (const [name, content] of Object.entries(hostile)) expect(readFileSync(path(name), 'utf8')).toBe(content);
    expect(third).not.toBe(first);
    expect((await store.history(KEY)).map(({ runId }) => runId)).toEqual(['run-1', 'run-2', 'run-3']);
  });

  it('leaves what is for another store, or another project', async () => {
    const spool = filled(1);
    spool.keep(waiting([runRecord(2), runRecord(3)]), { ...HERE, project: 'acme/other' });
    spool.keep(waiting([runRecord(4)]), { ...HERE, store: 'postgres://other:5432/perf' });
    const sent = await sendWaiting(distantStore(), spool);
    expect(sent).toMatchObject({ files: 1, results: 1, problems: [] });
    expect((await contentsOf(spool)).waiting).toMatchObject([
      { project: 'acme/other', files: 1, results: 2 },
      { store: 'postgres://other:5432/perf', files: 1, results: 1 },
    ]);
  });

  it('sends each run once, however many send at a time', async () => {
    const spool = filled(30);
    const store = distantStore();
    const each = await Promise.all(
      Array.from({ length: 5 }, () => sendWaiting(store, new Spool(join(spool.directory, '..')))),
    );
    expect(each.reduce((sum, { files }) => sum + files, 0)).toBe(30);
    expect(store.asked.toSorted()).toEqual([...new Set(store.asked)].toSorted());
    expect(store.asked).toHaveLength(30);
    expect(each.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('takes over what a process was sending that has ended, and not what another one sends', async () => {
    const spool = filled(2);
    const [first, second] = spool.look().names as [string, string];
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const claim = (name: string, owner: number) => {
      const as = nameOfOwner({ ...thisOwner(), pid: owner, start: owner === process.pid ? thisOwner().start : 1 });
      renameSync(join(spool.directory, name), join(spool.directory, `${name}.sending-${as}`));
    };
    claim(first, pid);
    claim(second, process.pid);
    const store = distantStore();
    expect(await sendWaiting(store, spool)).toMatchObject({ files: 1, problems: [] });
    expect(store.asked).toEqual(['run-1']);
    expect(spool.look().names).toEqual([expect.stringMatching(`^${second}.sending-`)]);
    expect((await contentsOf(spool)).waiting).toMatchObject([{ results: 1 }]);
  });

  it('adds nothing that is there already, so that what became of it meanwhile stands', async () => {
    const spool = filled(1);
    const store = distantStore();
    await store.append([runRecord(1), runRecord(2)]);
    await store.setStatus(KEY, 'run-1', 'accepted');
    store.asked.length = 0;
    expect(await sendWaiting(store, spool)).toMatchObject({ files: 1, results: 1 });
    expect(store.asked).toEqual([]);
    expect((await store.history(KEY)).map(({ status }) => status)).toEqual(['accepted', 'recorded']);
  });

  it('replaces the parts of a run by the whole, and makes it what it was accepted as', async () => {
    const spool = new Spool(temporaryDirectory());
    spool.keep(waiting([runRecord(1, { status: 'partial' })]), HERE);
    spool.keep(waiting([runRecord(1, { recordedAt: day(2), status: 'regression' })]), HERE);
    const { testName, environmentKey } = KEY;
    spool.keep(waiting([], { statuses: [{ testName, environmentKey, runId: 'run-1', status: 'accepted' }] }), HERE);
    expect((await contentsOf(spool)).waiting).toMatchObject([{ files: 3, results: 1, statuses: 1 }]);
    const store = distantStore();
    expect(await sendWaiting(store, spool)).toMatchObject({ files: 3, results: 1, problems: [] });
    expect(await store.history(KEY)).toMatchObject([{ recordedAt: day(2), status: 'accepted' }]);
  });

  it('keeps an acceptance of what is not there', async () => {
    const spool = new Spool(temporaryDirectory());
    spool.keep(waiting([], { statuses: [{ ...keyOf(KEY), runId: 'gone', status: 'accepted' }] }), HERE);
    const { problems } = await sendWaiting(distantStore(), spool);
    expect(problems).toMatchObject([{ problem: expect.stringContaining('there is no such run') }]);
    expect(spool.look().names).toHaveLength(1);
  });

  it('does not put the gate of an older run in the place of a newer one', async () => {
    const spool = new Spool(temporaryDirectory());
    spool.keep(waiting([runRecord(1)], { gate: gateOf(1) }), HERE);
    spool.keep(waiting([runRecord(3)], { gate: gateOf(3) }), HERE);
    const store = distantStore();
    await store.append([runRecord(2)], gateOf(2));
    const kept: (string | undefined)[] = [];
    const append = store.append.bind(store);
    store.append = async (runs, gate) => {
      kept.push(gate?.runId);
      await append(runs, gate);
    };
    await sendWaiting(store, spool);
    expect(kept).toEqual([undefined, 'run-3']);
    expect((await store.gate(gateOf(0)))?.runId).toBe('run-3');
  });

  it('stops where the store fails, and keeps what it had not sent', async () => {
    const spool = filled(3);
    const store = distantStore();
    const append = store.append.bind(store);
    store.append = async (runs) => {
      if (runs[0]!.runId === 'run-2') throw new StoreError('It is away.');
      await append(runs);
    };
    const sent = await sendWaiting(store, spool);
    expect(sent).toMatchObject({ files: 1, trouble: { message: 'It is away.' } });
    expect(spool.look().names).toHaveLength(2);
    store.append = append;
    expect(await sendWaiting(store, spool)).toMatchObject({ files: 2, trouble: null });
  });

  it.skipIf(process.getuid?.() === 0)('names what it may not take', async () => {
    const spool = filled(1);
    chmodSync(spool.directory, 0o500);
    const { problems, files } = await sendWaiting(distantStore(), spool);
    chmodSync(spool.directory, 0o700);
    expect({ files, problems }).toMatchObject({ files: 0, problems: [{ problem: expect.stringContaining('EACCES') }] });
  });
});

function keyOf({ testName, environmentKey }: RunRecord) {
  return { testName, environmentKey };
}
