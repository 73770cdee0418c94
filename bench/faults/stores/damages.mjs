// What is done to a file of baselines, by its path and by chance.
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { checksum } from '../../../dist/baselines/encoding/checksum.js';
import { withRunDigest, withSeriesDigest } from '../../../dist/baselines/encoding/stored-row.js';
import { connect } from '../../../dist/baselines/sqlite/connection.js';
import { loadDriver } from '../../../dist/baselines/sqlite/driver.js';
import { below, pick } from '../inputs/change.mjs';

const PAGE = 4096;
const SECTOR = 512;
const ENDLESS = 'WITH RECURSIVE endless(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM endless) SELECT';
const PLANTED = [
  `ALTER TABLE measurement RENAME TO hidden; CREATE VIEW measurement AS ${ENDLESS} n AS id, 1 AS series, 1 AS run, 0 AS method, 0 AS status, 0 AS checksum, x'00' AS payload FROM endless;`,
  `ALTER TABLE series RENAME TO hidden; CREATE VIEW series AS ${ENDLESS} n AS id, 'x' AS test_name, 'y' AS environment_key FROM endless;`,
  `CREATE VIEW x AS ${ENDLESS} n FROM endless;`,
  `CREATE TRIGGER x AFTER INSERT ON run BEGIN INSERT INTO series (test_name, environment_key) ${ENDLESS} n, n FROM endless; END;`,
  'CREATE TRIGGER x AFTER UPDATE ON measurement BEGIN DELETE FROM measurement; END;',
  `ALTER TABLE series ADD COLUMN x TEXT GENERATED ALWAYS AS (printf('%.*c', 100000000, 'x')) VIRTUAL;`,
  `CREATE INDEX x ON series (length(printf('%.*c', 10000000, test_name)));`,
  `CREATE INDEX x ON run (id) WHERE length(hex(run_id)) > 0;`,
  `CREATE TABLE x (y CHECK (length(printf('%.*c', 10000000, y)) > 0)); INSERT INTO x VALUES ('a');`,
  Array.from({ length: 500 }, (_, i) => `CREATE TABLE x${i} (y);`).join(''),
];

/** @type {Readonly<Record<string, (path: string, random: () => number) => void | Promise<void>>>} */
export const DAMAGES = {
  'flipped bits': (path, random) =>
    change(path, (bytes) => {
      for (let left = 1 + below(20, random); left > 0; left--)
        bytes[below(bytes.length, random)] ^= 1 << below(8, random);
    }),
  'bits of the first page': (path, random) =>
    change(path, (bytes) => {
      for (let left = 1 + below(8, random); left > 0; left--) bytes[below(PAGE, random)] ^= 1 << below(8, random);
    }),
  'cut off': (path, random) => truncateSync(path, below(readFileSync(path).length, random)),
  'a lost sector': (path, random) =>
    change(path, (bytes) => {
      const at = SECTOR * below(bytes.length / SECTOR, random);
      bytes.fill(below(2, random) === 0 ? 0 : 0xff, at, at + SECTOR);
    }),
  garbage: (path, random) =>
    change(path, (bytes) => {
      const at = SECTOR * below(bytes.length / SECTOR, random);
      for (let i = at; i < Math.min(bytes.length, at + pick([SECTOR, PAGE, 4 * PAGE], random)); i++)
        bytes[i] = below(256, random);
    }),
  'pages exchanged': (path, random) =>
    change(path, (bytes) => {
      const [one, other] = [below(bytes.length / PAGE, random) * PAGE, below(bytes.length / PAGE, random) * PAGE];
      const kept = Buffer.from(bytes.subarray(one, one + PAGE));
      bytes.copy(bytes, one, other, other + PAGE);
      kept.copy(bytes, other);
    }),
  'pages that lead elsewhere': (path, random) =>
    change(path, (bytes) => {
      for (let page = PAGE; page < bytes.length; page += PAGE) lead(bytes, page, random);
    }),
  planted: (path, random) => withDatabase(path, (db) => db.exec(pick(PLANTED, random))),
  'forged rows': (path, random) => withDatabase(path, (db) => forge(db, random)),
  'another file': (path, random) =>
    writeFileSync(
      path,
      pick(
        [
          Buffer.alloc(0),
          Buffer.from('SQLite format 3\0'),
          Buffer.from('{"x":1}'),
          Buffer.alloc(100_000, 0x41),
          Buffer.from(Array.from({ length: 5000 }, () => below(256, random))),
        ],
        random,
      ),
    ),
  'a journal of others': (path, random) =>
    writeFileSync(
      `${path}${pick(['-journal', '-wal'], random)}`,
      Buffer.from(Array.from({ length: 3000 }, () => below(256, random))),
    ),
};

// Only of the inner pages of tables and indices.
function lead(bytes, page, random) {
  if (bytes[page] !== 5 && bytes[page] !== 2) return;
  const places = Array.from(
    { length: bytes.readUInt16BE(page + 3) },
    (_, i) => page + bytes.readUInt16BE(page + 12 + 2 * i),
  );
  for (const place of [...places, page + 8]) {
    if (random() < 0.5) bytes.writeUInt32BE(1 + below(bytes.length / PAGE, random), place);
  }
}

function change(path, edit) {
  const bytes = readFileSync(path);
  edit(bytes);
  writeFileSync(path, bytes);
}

async function withDatabase(path, use) {
  const db = connect(await loadDriver(), path, 1000, { defensive: false });
  use(db);
  db.close();
}

// Rows as another program would write them: with a payload by chance, and the checksum that belongs to it.
function forge(db, random) {
  const rows = db.prepare('SELECT id, series, run, method, status, payload FROM measurement').all();
  for (const row of rows) {
    if (random() < 0.8) continue;
    const payload = Buffer.from(row.payload);
    for (let left = 1 + below(6, random); left > 0; left--)
      payload[below(payload.length, random)] = pick([0, 1, 0x7f, 0x80, 0xff, below(256, random)], random);
    // What still is a run would be one that was never stored: of a layout that there is not it cannot be.
    payload[0] = pick([0, 3, 0x7f, 0xff], random);
    const series = withSeriesDigest(
      db
        .prepare('SELECT id, test_name AS testName, environment_key AS environmentKey FROM series WHERE id = ?')
        .get(row.series),
    );
    const run = withRunDigest(
      db
        .prepare(
          'SELECT id, run_id AS runId, recorded_at AS recordedAt, commit_hash AS commitHash, branch, is_dirty AS isDirty FROM run WHERE id = ?',
        )
        .get(row.run),
    );
    const sum = checksum(payload, checksum(`${series.digest} ${run.digest} ${row.method} ${row.status}`));
    db.prepare('UPDATE measurement SET payload = ?, checksum = ? WHERE id = ?').run(payload, sum, row.id);
  }
}
