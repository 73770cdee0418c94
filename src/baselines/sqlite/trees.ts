import type { SqliteDatabase } from './driver.ts';
import { attempt } from './scan.ts';

/** With so many SQLite stops, and what it has not looked at may be damaged as well. */
const MOST_FINDINGS = 100;
const HEADING = /^\*\*\* in database \w+ \*\*\*$/;
/** What SQLite says of one tree of pages: of a table, or of an index. */
const OF_TREE = /^Tree (\d+) /;
/** A page that two trees lead to may belong to either. */
const SHARED = /2nd reference/;

/**
 * Which trees of pages, those of a table and of its indices, are as SQLite made them, by their names: of those, reading all rows
 * reads all that there ever were. A tree whose inner pages lead elsewhere can be read without any failure, and without many
 * of its rows.
 *
 * @returns what to ask; never true where it cannot be known
 */
export function soundTrees(db: SqliteDatabase, table: string): (name: string) => boolean {
  const roots = attempt(() => db.prepare('SELECT name, rootpage FROM sqlite_schema').all()) as Root[] | null;
  const findings = findingsOfTrees(db, table);
  if (roots === null || findings === null || findings.length >= MOST_FINDINGS) return () => false;
  const trees = findings.map((finding) => (SHARED.test(finding) ? undefined : OF_TREE.exec(finding)?.[1]));
  if (trees.includes(undefined)) return () => false;
  const damaged = new Set(trees.map(Number));
  return (name) => {
    const root = roots.find((each) => each.name === name);
    return root !== undefined && !damaged.has(root.rootpage);
  };
}

interface Root {
  readonly name: string;
  readonly rootpage: number;
}

/** All of them are in the first row, before any row of a table is looked at, which may fail. */
function findingsOfTrees(db: SqliteDatabase, table: string): readonly string[] | null {
  const row = attempt(() => db.prepare(`PRAGMA integrity_check(${table})`).get());
  const text = (row as { integrity_check?: unknown } | null | undefined)?.integrity_check;
  if (typeof text !== 'string') return null;
  const [heading = '', ...findings] = text.split('\n');
  return HEADING.test(heading) ? findings : [];
}
