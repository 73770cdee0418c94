// The built command, with performance files of which the times would mean something else than their authors think.
import { describe, expect, it } from 'vitest';
import { evenkeel, project, QUICK } from './command.ts';

const SHUFFLED = 'const shuffled = () => Array.from({ length: 20000 }, (_, i) => (i * 7919) % 20011);';
const MEMO = `const kept = new Map();
const work = (n) => { let sum = 0; for (let i = 0; i < 2e5; i++) sum += Math.sqrt(i + n); return sum; };
export const remembered = (n) => kept.get(n) ?? kept.set(n, work(n)).get(n);
export const forgetful = work;
`;

/** What the table says of tests in a performance file. */
async function tableOf(...statements: readonly string[]): Promise<string> {
  const file = ["import { perf } from 'evenkeel';", SHUFFLED, ...statements].join('\n');
  const cwd = project({ 'a.perf.ts': file, 'memo.js': MEMO });
  const { exitCode, out, err } = await evenkeel(['run'], { cwd, env: { COLUMNS: '4000' } });
  expect(exitCode, out + err).toBe(0);
  return out.replaceAll(/\s+/g, ' ');
}

describe('evenkeel run warns of', () => {
  it('an array of the file that every call sorts', async () => {
    const table = await tableOf(
      'const rows: number[] = shuffled();',
      `perf('sorts', () => void rows.sort((a, b) => a - b), ${QUICK});`,
    );
    expect(table).toMatch(
      /Its calls change `rows`, which is outside of the function, .* took [\d.]+ times as long as the calls/,
    );
  });

  it('a result that an imported module keeps, and not where `setup` has made it', async () => {
    const table = await tableOf(
      "import { remembered } from './memo.js';",
      `perf('remembers', () => remembered(1), ${QUICK});`,
      `perf('is ready', () => remembered(1), { setup: () => void remembered(1), ...${QUICK} });`,
    );
    expect(table.match(/Its calls change `kept`/g)).toHaveLength(1);
    expect(table).not.toMatch(/2 tests: is ready/);
  });

  it('a list that gets longer with every call', async () => {
    const table = await tableOf(
      'const sink: unknown[] = [];',
      `perf('appends', () => void sink.push(shuffled()), ${QUICK});`,
    );
    expect(table).toMatch(/Every call leaves an entry more in `sink`/);
  });

  it('none of these where there is nothing', async () => {
    const table = await tableOf(
      "import { forgetful } from './memo.js';",
      "import { readFile } from 'node:fs/promises';",
      'const rows = shuffled(); const text = JSON.stringify(rows); const counter = { calls: 0 };',
      'let table: Map<number, number> | null = null;',
      `perf('computes', () => forgetful(1), ${QUICK});`,
      `perf('sorts a copy', () => [...rows].sort((a, b) => a - b), ${QUICK});`,
      `perf('parses', () => JSON.parse(text), ${QUICK});`,
      `perf('reads', () => readFile(new URL(import.meta.url)), ${QUICK});`,
      `perf('counts', () => { counter.calls++; return rows.reduce((sum, row) => sum + row); }, ${QUICK});`,
      `perf('is lazy', () => { table ??= new Map(rows.map((row) => [row, row])); return rows.filter((row) => table!.has(row)); }, ${QUICK});`,
    );
    expect(table).not.toMatch(/outside of the function|Every call leaves/);
  });
});
