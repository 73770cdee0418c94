import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { observeChangedState } from '../../src/measure/changed-state.ts';
import { keepState } from '../../src/measure/kept-state.ts';
import { prepareSubject, type Subject } from '../../src/measure/subject.ts';

const SIZE = 20_000;
const shuffled = (): number[] => Array.from({ length: SIZE }, (_, i) => (i * 7919) % 20_011);
const ascending = (a: number, b: number) => a - b;

/** What is seen of a function, after a few calls as a measurement makes them. */
async function observed(fn: Subject['fn'], over: Partial<Subject> = {}) {
  const subject = { fn, context: undefined, input: null, beforeEach: null, ...over };
  const prepared = await prepareSubject(subject, keepState);
  await prepared.run(10);
  return observeChangedState(prepared);
}

const changes = (name: string) => [
  { kind: 'changes_state', name, fresh: expect.any(Number), used: expect.any(Number) },
];

const directory = mkdtempSync(join(tmpdir(), 'evenkeel-state-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const require = createRequire(import.meta.url);

/**
 * What the last one of modules exports that Node itself loads: in those that Vitest loads, imports are something else. Each
 * time they are others, with nothing in them of an earlier try.
 */
function native(files: Readonly<Record<string, string>>): Readonly<Record<string, Subject['fn']>> {
  const place = mkdtempSync(join(directory, 'modules-'));
  const paths = Object.entries(files).map(([name, text]) => {
    writeFileSync(join(place, name), text);
    return join(place, name);
  });
  return require(paths.at(-1)!);
}

// Milliseconds: a hundred times what a call costs that finds its result, with the first promises of a process as well.
const WORK = 'const work = (n) => { let sum = 0; for (let i = 0; i < 2e6; i++) sum += Math.sqrt(i + n); return sum; };';

// It looks at times, so that it runs alone on the machine, and is tried again where something else came between.
describe('what calls find as earlier calls left it is seen', { retry: 3 }, () => {
  it('of an array that every call sorts, which is left in order', async () => {
    const rows = shuffled();
    const sort = () => void rows.sort(ascending);
    const [seen] = await observed(sort);
    expect([seen]).toEqual(changes('rows'));
    if (seen?.kind !== 'changes_state') throw new Error('Nothing was seen.');
    expect(seen.fresh / seen.used).toBeGreaterThan(2);
    expect(rows).toEqual(shuffled().sort(ascending));
  });

  it('deep inside, and of asynchronous functions', async () => {
    const state = { all: [{ rows: shuffled() }] };
    expect(await observed(() => void state.all[0]!.rows.sort(ascending))).toEqual(changes('state'));
    const later = shuffled();
    expect(await observed(async () => void later.sort(ascending))).toEqual(changes('later'));
  });

  it('of a queue that the first call empties', async () => {
    const queue = shuffled();
    const drain = () => {
      let sum = 0;
      while (queue.length > 0) sum += Math.sqrt(queue.pop()!);
      return sum;
    };
    expect(await observed(drain)).toEqual(changes('queue'));
  });

  it('of a map and a set that the first call fills, also where an instance of a class keeps them', async () => {
    const rows = shuffled();
    const table = new Map<number, number[]>();
    const group = () => {
      for (const row of rows) if (!table.has(row)) table.set(row, [row, row + 1, row + 2]);
    };
    expect(await observed(group)).toEqual(changes('table'));
    class Registry {
      readonly names = new Set<string>();
      addAll(): void {
        for (const row of rows) if (!this.names.has(`name ${row}`)) this.names.add(`name ${row}`);
      }
    }
    const registry = new Registry();
    expect(await observed(() => void (registry.names.size > 0 || registry.addAll()))).toEqual(changes('registry'));
    const known = { names: new Set<string>() };
    const add = () => {
      if (known.names.size > 0) return;
      for (const row of rows) known.names.add(`name ${row}`);
    };
    expect(await observed(add)).toEqual(changes('known'));
  });

  it('of results that are kept: in the file, in a closure, in a file that is imported', async () => {
    const module = native({
      'work.cjs': `${WORK}
      const kept = new Map();
      exports.cached = (n) => kept.get(n) ?? kept.set(n, work(n)).get(n);`,
      'memo.cjs': `const { cached } = require('./work.cjs');
      const library = require('./work.cjs');
      ${WORK}
      const memo = {};
      const memoize = (fn) => {
        const results = new Map();
        return (n) => {
          if (!results.has(n)) results.set(n, fn(n));
          return results.get(n);
        };
      };
      const remembered = memoize(work);
      const promises = new Map();
      exports.inFile = () => (memo.result ??= work(1));
      exports.inClosure = () => remembered(2);
      exports.imported = () => cached(3);
      exports.asAWhole = () => library.cached(4);
      exports.promised = () => {
        if (!promises.has(2)) promises.set(2, Promise.resolve().then(() => work(5)));
        return promises.get(2);
      };`,
    });
    expect(await observed(module.inFile!)).toEqual(changes('memo'));
    expect(await observed(module.inClosure!)).toEqual(changes('results'));
    expect(await observed(module.imported!)).toEqual(changes('kept'));
    expect(await observed(module.asAWhole!)).toEqual(changes('kept'));
    expect(await observed(module.promised!)).toEqual(changes('promises'));
  });

  it('of what gets larger with every call', async () => {
    const log: number[] = [];
    const write = () => void log.push(1);
    expect(await observed(write)).toEqual([{ kind: 'grows_state', name: 'log', entries: 1 }]);
    const rows = shuffled();
    const sink: number[][] = [];
    const append = () => {
      for (let i = 0; i < 10; i++) sink.push(rows);
    };
    expect(await observed(append)).toEqual([{ kind: 'grows_state', name: 'sink', entries: 10 }]);
  });
});

describe('nothing is seen of', { retry: 3 }, () => {
  const text = JSON.stringify(shuffled().map((id) => ({ id, name: `name ${id}` })));
  const rows = shuffled();

  // Made anew for each try.
  it.each<[string, () => Subject['fn']]>([
    ['a pure function', () => () => rows.reduce((sum, row) => sum + row)],
    ['parsing', () => () => JSON.parse(text)],
    ['sorting a copy', () => () => [...rows].sort(ascending)],
    [
      'sorting what is sorted',
      () => {
        const sorted = shuffled().sort(ascending);
        return () => void sorted.sort(ascending);
      },
    ],
    [
      'a pattern with a state',
      () => {
        const pattern = /"id":(\d+)/g;
        return () => pattern.test(text);
      },
    ],
    ['reading a file', () => () => readFile(new URL(import.meta.url))],
    [
      'what is made once and kept in a variable',
      () => {
        let table: Map<number, number> | null = null;
        return () => {
          table ??= new Map(rows.map((row) => [row, row]));
          return table.get(7);
        };
      },
    ],
    [
      'what is made once and kept in an object',
      () => {
        const kept: { pattern?: RegExp; table?: Set<number> } = {};
        return () => {
          kept.table ??= new Set(rows);
          kept.pattern ??= new RegExp(rows.slice(0, 500).join('|'));
          return kept.pattern.test('7') && kept.table.has(7);
        };
      },
    ],
    [
      'a counter',
      () => {
        const counter = { calls: 0, latest: '' };
        return () => {
          counter.calls++;
          counter.latest = `call ${counter.calls}`;
          return rows.length;
        };
      },
    ],
    [
      'a buffer that is used again',
      () => {
        const buffer = new Float64Array(SIZE);
        return () => {
          for (let i = 0; i < SIZE; i++) buffer[i] = Math.sqrt(rows[i]!);
          return buffer[7];
        };
      },
    ],
    [
      'a map of which values are replaced',
      () => {
        const counts = new Map<number, number>();
        return () => {
          for (let i = 0; i < 100; i++) counts.set(i, i + 1);
          return counts.size;
        };
      },
    ],
    [
      'a ring of fixed size',
      () => {
        const ring: number[] = Array.from({ length: 50 }, (_, i) => i);
        return () => {
          ring.push(ring.shift()!);
          // The same work for whichever is first.
          return rows.indexOf(-1) + ring[0]!;
        };
      },
    ],
    [
      'what cannot be looked into',
      () => {
        const proxy = new Proxy([3, 1, 2], {});
        const frozen = Object.freeze({ rows });
        return () => proxy.length + frozen.rows.length;
      },
    ],
  ])('%s', async (_, make) => {
    expect(await observed(make())).toEqual([]);
  });

  it('what an imported file makes for itself, and what was made ready in `setup`', async () => {
    const user = native({
      'table.cjs': `const table = []; const pool = new Map();
      const entry = (i) => { let c = i; for (let k = 0; k < 4000; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; return c; };
      exports.checksum = (text) => {
        if (table.length === 0) for (let i = 0; i < 256; i++) table.push(entry(i));
        let crc = -1;
        for (let i = 0; i < text.length; i++) crc = table[(crc ^ text.charCodeAt(i)) & 255] ^ (crc >>> 8);
        return crc;
      };
      ${WORK}
      exports.cached = (n) => pool.get(n) ?? pool.set(n, work(n)).get(n);`,
      'uses-table.cjs': `const { cached, checksum } = require('./table.cjs');
      exports.sum = () => checksum('some text');
      exports.hit = () => cached(1);
      exports.ready = () => cached(1);`,
    });
    expect(await observed(user.sum!)).toEqual([]);
    (user.ready as () => unknown)();
    expect(await observed(user.hit!)).toEqual([]);
  });

  it('what `beforeEach` puts back, and calls with inputs of their own', async () => {
    const own = shuffled();
    const sort = () => void own.sort(ascending);
    expect(await observed(sort, { beforeEach: () => void own.reverse() })).toEqual([]);
    expect(await observed((_own: unknown) => sort(), { input: () => ({}) })).toEqual([]);
  });

  it('a function that never comes back where only a part of what it knows is put back', async () => {
    const seen = new Set<number>();
    const few = rows.slice(0, 1000);
    let next = 0;
    const fill = () => {
      while (seen.size < 1000) seen.add(few[next++] ?? -1);
    };
    expect(await observed(fill)).toEqual([]);
    expect(seen.size).toBe(1000);
  }, 30_000);
});
