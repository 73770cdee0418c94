import { describe, expect, it } from 'vitest';
import { loadDriver } from '../../../src/baselines/sqlite/driver.ts';
import { soundTrees } from '../../../src/baselines/sqlite/trees.ts';

const { DatabaseSync } = await loadDriver();

/** A database of which only what `integrity_check` says is asked; its trees are those of SQLite's own schema. */
function saying(answer: string | Error) {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE a (x); CREATE INDEX b ON a (x);');
  return {
    exec: (sql: string) => db.exec(sql),
    close: () => db.close(),
    prepare: (sql: string) => {
      const statement = db.prepare(sql);
      if (!sql.startsWith('PRAGMA integrity_check')) return statement;
      const get = () => {
        if (answer instanceof Error) throw answer;
        return { integrity_check: answer };
      };
      return { run: () => statement.run(), all: () => [get()], get };
    },
  };
}

function soundIn(answer: string | Error): readonly string[] {
  const isSound = soundTrees(saying(answer), 'a');
  return ['a', 'b', 'c'].filter(isSound);
}

describe('trees of pages', () => {
  // Of the table the root is page 2, of its index page 3.
  it.each<[string, string | Error, readonly string[]]>([
    ['all, where nothing is found', 'ok', ['a', 'b']],
    ['all, where a row is in no index: of the trees nothing is said', 'row 3 missing from index b', ['a', 'b']],
    ['the others, where one is damaged', '*** in database main ***\nTree 2 page 9 cell 3: Rowid 7 out of order', ['b']],
    ['none, where two lead to one page', '*** in database main ***\nTree 2 page 2 cell 0: 2nd reference to page 9', []],
    ['none, where a finding is not of a tree', '*** in database main ***\nOn page 2: something new', []],
    ['none, where it cannot be looked at', new Error('database disk image is malformed'), []],
    [
      'none, where there was more than is ever said',
      `*** in database main ***\n${Array.from({ length: 100 }, (_, i) => `Tree 2 page ${i} cell 0: Rowid 7 out of order`).join('\n')}`,
      [],
    ],
  ])('are sound: %s', (_what, answer, sound) => {
    expect(soundIn(answer)).toEqual(sound);
  });
});
