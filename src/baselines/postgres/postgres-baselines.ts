import type { LostRun, ProjectSeries, RunRecord, RunStatus, SeriesKey, SeriesOverview } from '../../model/baseline.ts';
import type { StoredGate, SuiteKey } from '../../model/gate.ts';
import { DAMAGED_GATE, type GateRow, gateColumns, toGate } from '../encoding/gate-row.ts';
import {
  DAMAGED_MADE_WITH,
  isMadeWithDamaged,
  type Reading,
  readRecord,
  readRunHead,
  type StoredRow,
  statusColumns,
  toLostRun,
} from '../encoding/stored-row.ts';
import { lossesInWords } from '../losses.ts';
import { metricIn, ofMetric, textOfMetric } from '../metric-text.ts';
import { bySeriesName, bySuite, oldestFirst } from '../order.ts';
import { assertStorable } from '../record-check.ts';
import { holdsProtected, newestRuns, PROTECTED_RUNS } from '../retention.ts';
import type { DistantStore, HistoryOptions, PruneOptions, SeriesFilter, SeriesPage } from '../store.ts';
import { migrate, type SchemaState, schemaState } from './migrate.ts';
import { NEWEST_RUNS, NEWEST_TIME, OVERVIEWS } from './newest.ts';
import { letGo, letGoOfUseless, type UselessRow } from './prune.ts';
import { SCHEMA } from './schema.ts';
import type { Ask, Server } from './server.ts';
import { COLUMNS, idOf, insert, type JoinedRow, seriesIdOf, storedRow } from './statements.ts';

/** Texts that are kept of what runs were made with; a run of a thousand tests has one. */
const MOST_MADE_WITH = 2000;

/** Baselines of one project in a Postgres server, which may hold those of others as well. */
export class PostgresBaselines implements DistantStore {
  readonly #server: Server;
  readonly #project: string;
  readonly #leftOut = new Map<string, LeftOut>();
  #ready: Promise<void> | null = null;
  #isGateDamaged = false;
  #isMadeWithDamaged = false;
  /** Texts of what runs were made with, by their hash; they never change. */
  readonly #madeWith = new Map<string, string>();
  #isClosed = false;

  constructor(server: Server, project: string) {
    this.#server = server;
    this.#project = project;
  }

  async append(records: readonly RunRecord[], gate?: StoredGate): Promise<void> {
    assertStorable(records);
    await this.#write(async (ask) => {
      await insert(ask, this.#project, records);
      if (gate !== undefined) await this.#putGate(ask, gate);
    });
  }

  async replaceAll(records: readonly RunRecord[]): Promise<void> {
    assertStorable(records);
    await this.#write(async (ask) => {
      await this.#removeAll(ask, {});
      await insert(ask, this.#project, records);
    });
  }

  async history(key: SeriesKey, { newest }: HistoryOptions = {}): Promise<readonly RunRecord[]> {
    if (newest === undefined) return this.historyOfProject({ ...key, project: this.#project });
    const limit = Math.max(newest, PROTECTED_RUNS);
    const rows = distinct(await this.#read<JoinedRow>(NEWEST_RUNS, [seriesIdOf(this.#project, key), limit]));
    await this.#learnMadeWith(rows);
    const runs = oldestFirst(this.#intact(rows, readRecord));
    if (runs.length === rows.length && holdsProtected(runs, limit)) return newestRuns(runs, newest);
    return newestRuns(await this.history(key), newest);
  }

  async newestTime(keys: readonly SeriesKey[]): Promise<number | null> {
    const series = keys.map((key) => seriesIdOf(this.#project, key));
    const [row] = await this.#read<{ instant: number | null }>(NEWEST_TIME, [series]);
    return row!.instant;
  }

  async historyOfProject({ project, ...key }: ProjectSeries): Promise<readonly RunRecord[]> {
    const rows = await this.#read<JoinedRow>(ALL_RUNS, [seriesIdOf(project ?? this.#project, key)]);
    await this.#learnMadeWith(rows);
    return oldestFirst(this.#intact(rows, readRecord));
  }

  async series(filter: SeriesFilter = {}): Promise<readonly SeriesOverview[]> {
    const { where, values } = this.#condition(filter);
    const rows = await this.#read<OverviewRow>(`${OVERVIEWS} WHERE ${where}`, values);
    return rows.flatMap(overviewOf).sort(bySeriesName);
  }

  async seriesOfProjects({ after, limit }: SeriesPage): Promise<readonly ProjectSeries[]> {
    // In the order of their bytes, whatever language the database sorts by.
    const order = ['test_name', 'metric', 'project', 'environment_key']
      .map((name) => `s.${name} COLLATE "C"`)
      .join(', ');
    const last = after && [
      after.testName,
      textOfMetric(after.metric),
      after.project ?? this.#project,
      after.environmentKey,
    ];
    const rows = await this.#read<NameRow>(
      `SELECT s.project, s.test_name, s.environment_key, s.metric FROM ${SCHEMA}.series s
       WHERE EXISTS (SELECT 1 FROM ${SCHEMA}.measurement m WHERE m.series = s.series)
         ${last === null ? '' : `AND (${order}) > ($2::text, $3::text, $4::text, $5::text)`}
       ORDER BY ${order} LIMIT $1`,
      [limit, ...(last ?? [])],
    );
    return rows.flatMap(nameOf);
  }

  async gate({ suite, environmentKey }: SuiteKey): Promise<StoredGate | null> {
    const [row] = await this.#read<GateRow>(`${GATES} WHERE suite_id = $1`, [
      idOf(this.#project, suite, environmentKey),
    ]);
    const gate = row === undefined ? null : await toGate(row);
    this.#isGateDamaged = row !== undefined && gate === null;
    return gate;
  }

  async gates(): Promise<readonly StoredGate[]> {
    const rows = await this.#read<GateRow>(`${GATES} WHERE project = $1`, [this.#project]);
    const gates = await Promise.all(rows.map(toGate));
    this.#isGateDamaged = gates.includes(null);
    return gates.filter((gate) => gate !== null).sort(bySuite);
  }

  async setStatus(key: SeriesKey, runId: string, status: RunStatus): Promise<boolean> {
    return this.#write(async (ask) => {
      const rows = await ask<JoinedRow>(
        `SELECT ${COLUMNS} FROM ${SCHEMA}.measurement m JOIN ${SCHEMA}.series s USING (series)
         WHERE m.series = $1 AND m.run = $2 ORDER BY m.method FOR UPDATE OF m`,
        [seriesIdOf(this.#project, key), idOf(runId)],
      );
      const intact = rows.filter((row) => readRunHead(storedRow(row, 0)).kind === 'run');
      for (const row of intact) {
        const columns = statusColumns(storedRow(row, 0), status);
        await ask(
          `UPDATE ${SCHEMA}.measurement SET status = $4, checksum = $5 WHERE series = $1 AND run = $2 AND method = $3`,
          [row.series, row.run, row.method, columns.status, columns.checksum],
        );
      }
      return intact.length > 0;
    });
  }

  async remove(filter: SeriesFilter): Promise<number> {
    return this.#write((ask) => this.#removeAll(ask, filter));
  }

  async prune(options: PruneOptions): Promise<number> {
    return this.#write(async (ask) => {
      // What was left out is of no use, and there was a warning.
      await letGoOfUseless(ask, [...this.#leftOut.values()]);
      return letGo(ask, this.#project, options);
    });
  }

  warnings(): readonly string[] {
    if (this.#isClosed) return [];
    return [
      ...this.#leftOutInWords(),
      ...(this.#isGateDamaged ? [DAMAGED_GATE] : []),
      ...(this.#isMadeWithDamaged ? [DAMAGED_MADE_WITH] : []),
    ];
  }

  /** How its tables stand to those that this version of evenkeel makes. @throws {StoreError} where the server cannot be asked. */
  schemaState(): Promise<SchemaState> {
    return schemaState(this.#server);
  }

  /** Makes its tables, or brings them to the present schema. @throws {StoreError} as every other use does. */
  migrate(): Promise<void> {
    return this.#open();
  }

  get place(): string {
    return this.#server.address.shown;
  }

  get identity(): string {
    return this.#server.address.identity;
  }

  get project(): string {
    return this.#project;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#server.close();
  }

  async #read<Row>(sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
    await this.#open();
    return this.#server.read<Row>(sql, values);
  }

  async #write<Result>(work: (ask: Ask) => Promise<Result>): Promise<Result> {
    await this.#open();
    return this.#server.write(work);
  }

  // A trouble of now is none of the next time.
  #open(): Promise<void> {
    this.#ready ??= migrate(this.#server).catch((error: unknown) => {
      this.#ready = null;
      throw error;
    });
    return this.#ready;
  }

  async #putGate(ask: Ask, gate: StoredGate): Promise<void> {
    const { suite, environmentKey, checksum, content } = gateColumns(gate);
    await ask(
      `INSERT INTO ${SCHEMA}.gate (suite_id, project, suite, environment_key, checksum, content)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (suite_id) DO UPDATE SET checksum = EXCLUDED.checksum, content = EXCLUDED.content`,
      [idOf(this.#project, suite, environmentKey), this.#project, suite, environmentKey, checksum, content],
    );
  }

  async #removeAll(ask: Ask, filter: SeriesFilter): Promise<number> {
    const isAll = filter.testName === undefined && filter.environmentKey === undefined;
    if (isAll) await ask(`DELETE FROM ${SCHEMA}.gate WHERE project = $1`, [this.#project]);
    const { where, values } = this.#condition(filter);
    // Names of series stay: a run that is added meanwhile needs them.
    const [counted] = await ask<{ count: number }>(
      `WITH gone AS (
         DELETE FROM ${SCHEMA}.measurement m USING ${SCHEMA}.series s WHERE m.series = s.series AND ${where} RETURNING 1
       ) SELECT count(*)::integer FROM gone`,
      values,
    );
    return counted!.count;
  }

  #condition({ testName, environmentKey }: SeriesFilter) {
    const values: string[] = [this.#project];
    const conditions = ['s.project = $1'];
    if (testName !== undefined) conditions.push(`s.test_name = $${values.push(testName)}`);
    if (environmentKey !== undefined) conditions.push(`s.environment_key = $${values.push(environmentKey)}`);
    return { where: conditions.join(' AND '), values };
  }

  #intact<Value>(rows: readonly JoinedRow[], read: (row: StoredRow) => Reading<Value>): Value[] {
    return rows.flatMap((row, id) => {
      // What is not there any more reads as what is damaged.
      const madeWith = row.made_with === null ? null : (this.#madeWith.get(row.made_with) ?? '');
      const stored = storedRow(row, id, madeWith);
      const reading = read(stored);
      this.#isMadeWithDamaged ||= isMadeWithDamaged(stored);
      if (reading.kind === 'run') return [reading.value];
      const problem = reading.kind === 'impossible' ? reading.problem : null;
      const { series, run, method, checksum } = row;
      const lost = toLostRun(stored.series, stored.run, method);
      this.#leftOut.set(`${series} ${run} ${method}`, { ...lost, row: { series, run, method, checksum }, problem });
      return [];
    });
  }

  /** Asks for what runs were made with where that is not known from before: once for all runs that were made with the same. */
  async #learnMadeWith(rows: readonly JoinedRow[]): Promise<void> {
    if (this.#madeWith.size > MOST_MADE_WITH) this.#madeWith.clear();
    const unknown = new Set(rows.flatMap(({ made_with: id }) => (id === null || this.#madeWith.has(id) ? [] : [id])));
    if (unknown.size === 0) return;
    const found = await this.#read<{ made_with: string; content: string }>(
      `SELECT made_with, content FROM ${SCHEMA}.made_with WHERE made_with = ANY($1::uuid[])`,
      [[...unknown]],
    );
    for (const { made_with: id, content } of found) this.#madeWith.set(id, content);
  }

  #leftOutInWords(): readonly string[] {
    const [first] = this.#leftOut.values();
    if (first === undefined) return [];
    const { size } = this.#leftOut;
    const [runs, they] = size === 1 ? ['run', 'it was'] : ['runs', 'they were'];
    return [
      `${size} stored ${runs} in ${this.#server.address.shown} did not match the checksum ${they} stored with or cannot have been ` +
        `measured, and ${they} left out: ${lossesInWords([...this.#leftOut.values()])}. ` +
        `${first.problem === null ? '' : `Of the first, ${first.problem}. `}Pruning removes them; restore a backup if the runs matter.`,
    ];
  }
}

const ALL_RUNS = `SELECT ${COLUMNS} FROM ${SCHEMA}.measurement m JOIN ${SCHEMA}.series s USING (series)
  WHERE m.series = $1 ORDER BY m.added`;
const GATES = `SELECT suite, environment_key AS "environmentKey", checksum, content FROM ${SCHEMA}.gate`;

function distinct(rows: readonly JoinedRow[]): readonly JoinedRow[] {
  return [...new Map(rows.map((row) => [`${row.run} ${row.method}`, row])).values()];
}

interface LeftOut extends LostRun {
  readonly row: UselessRow;
  readonly problem: string | null;
}

interface NameRow {
  readonly project: string;
  readonly test_name: string;
  readonly environment_key: string;
  readonly metric: string;
}

function nameOf({ project, test_name: testName, environment_key: environmentKey, metric: text }: NameRow) {
  const metric = metricIn(text);
  return metric === null ? [] : [{ project, testName, environmentKey, ...ofMetric(metric) }];
}

interface OverviewRow extends Omit<NameRow, 'project'> {
  readonly count: number;
  readonly oldest: string;
  readonly newest: string;
}

function overviewOf(row: OverviewRow): readonly SeriesOverview[] {
  const metric = metricIn(row.metric);
  if (metric === null) return [];
  return [
    {
      testName: row.test_name,
      environmentKey: row.environment_key,
      ...ofMetric(metric),
      runs: row.count,
      firstRecordedAt: row.oldest,
      lastRecordedAt: row.newest,
    },
  ];
}
