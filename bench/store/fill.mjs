// Fills `measurement` as so many appends would have, a hundred times as fast: by COPY, without its indexes meanwhile.
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeMeasurement } from '../../dist/baselines/encoding/measurement-codec.js';
import {
  statusCode,
  statusColumns,
  withRunDigest,
  withSeriesDigest,
} from '../../dist/baselines/encoding/stored-row.js';
import { idOf, seriesIdOf } from '../../dist/baselines/postgres/statements.js';
import { headOf, keyOf, numbersOf, statusOf } from './made-up.mjs';

const METHOD = 0;
const RUNS_AT_ONCE = 50;

/** Adds the runs `from` to `to` (exclusive) of so many series, whose names are there already. */
export async function fill(server, url, { project, series, from, to }) {
  const indexes = await server.query(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS made FROM pg_index
     WHERE indrelid = 'evenkeel.measurement'::regclass AND NOT indisprimary`,
    [],
    url,
  );
  for (const { name } of indexes) await server.query(`DROP INDEX ${name}`, [], url);
  await server.query('ALTER TABLE evenkeel.measurement DROP CONSTRAINT measurement_pkey', [], url);
  for (let run = from; run < to; run += RUNS_AT_ONCE)
    await copy(server, url, project, series, run, Math.min(run + RUNS_AT_ONCE, to));
  await server.query('ALTER TABLE evenkeel.measurement ADD PRIMARY KEY (series, run, method)', [], url);
  // It is described without those of its partitions, which are to be made with it.
  for (const { made } of indexes) await server.query(made.replace(' ON ONLY ', ' ON '), [], url);
  await server.query(`SELECT setval('evenkeel.added', (SELECT max(added) FROM evenkeel.measurement))`, [], url);
  await server.query('VACUUM ANALYZE evenkeel.measurement', [], url);
}

async function copy(server, url, project, series, from, to) {
  const path = join(tmpdir(), `evenkeel-rows-${process.pid}.txt`);
  const file = openSync(path, 'w', 0o644);
  try {
    for (let run = from; run < to; run++) writeSync(file, linesOf(project, series, run));
    closeSync(file);
    await server.query(
      `COPY evenkeel.measurement (series, run, method, status, added, instant, run_id, recorded_at, commit_hash, branch, is_dirty,
         checksum, payload) FROM '${path}'`,
      [],
      url,
    );
  } finally {
    rmSync(path, { force: true });
  }
}

function linesOf(project, series, run) {
  const { runId, recordedAt, commit, branch } = headOf(run);
  const digest = withRunDigest({ id: 0, runId, recordedAt, commitHash: commit, branch, isDirty: 0 });
  const ids = { run: idOf(runId), instant: Date.parse(recordedAt) };
  let lines = '';
  for (let i = 0; i < series; i++) {
    const { id, named } = seriesOf(project, i);
    const { bytes, hex } = payloadOf(i, run);
    const status = statusOf(i, run);
    const row = { series: named, run: digest, measurement: { method: METHOD, payload: bytes } };
    const { checksum } = statusColumns(row, status);
    const added = 1 + run * series + i;
    lines += `${id}\t${ids.run}\t${METHOD}\t${statusCode(status)}\t${added}\t${ids.instant}\t${runId}\t${recordedAt}\t${commit}\t${branch}\t0\t${checksum}\t\\\\x${hex}\n`;
  }
  return lines;
}

const payloads = new Map();
function payloadOf(series, run) {
  const { index, estimate, processes } = numbersOf(series, run);
  if (!payloads.has(index)) {
    const bytes = encodeMeasurement({ estimate, decayFactor: 0.9, processes });
    payloads.set(index, { bytes, hex: Buffer.from(bytes).toString('hex') });
  }
  return payloads.get(index);
}

const known = new Map();
function seriesOf(project, series) {
  if (!known.has(series)) {
    const key = keyOf(series);
    known.set(series, { id: seriesIdOf(project, key), named: withSeriesDigest({ id: 0, ...key, metric: '' }) });
  }
  return known.get(series);
}
