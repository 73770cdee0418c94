import type { LostRun, ProjectSeries, RunRecord, RunStatus, SeriesKey, SeriesOverview } from '../../model/baseline.ts';
import type { StoredGate, SuiteKey } from '../../model/gate.ts';
import { DAMAGED_GATE, toGate } from '../encoding/gate-row.ts';
import {
  DAMAGED_MADE_WITH,
  isMadeWithDamaged,
  type Reading,
  readRecord,
  readRunHead,
  type StoredRow,
  toLostRun,
} from '../encoding/stored-row.ts';
import { lossesInWords } from '../losses.ts';
import { metricIn, ofMetric, textOfMetric } from '../metric-text.ts';
import { bySeries, bySuite, newestTimeOf, oldestFirst, overviewsOf } from '../order.ts';
import { assertStorable } from '../record-check.ts';
import { expiredRuns, newestRuns } from '../retention.ts';
import type { BaselineStore, HistoryOptions, PruneOptions, SeriesFilter, SeriesPage } from '../store.ts';
import { DatabaseSession } from './database-session.ts';
import type { OpenSettings } from './open-database.ts';
import type { Queries } from './queries.ts';
import type { Losses } from './salvage.ts';

/** Baselines in an SQLite file. */
export class SqliteBaselines implements BaselineStore {
  readonly #session: DatabaseSession;
  /** Rows that were left out, by id: each is counted once, however often it is met. */
  readonly #damagedRows = new Map<number, LostRun>();
  readonly #impossibleRows = new Map<number, LostRun & { readonly problem: string }>();
  #opening = 0;
  #isGateDamaged = false;
  #isMadeWithDamaged = false;

  private constructor(session: DatabaseSession) {
    this.#session = session;
  }

  /** @throws StoreError, CacheCorruptionError */
  static async open(settings: OpenSettings): Promise<SqliteBaselines> {
    return new SqliteBaselines(await DatabaseSession.open(settings));
  }

  async append(records: readonly RunRecord[], gate?: StoredGate): Promise<void> {
    assertStorable(records);
    await this.#session.write((queries) => {
      insertAll(queries, records);
      if (gate !== undefined) queries.putGate(gate);
    });
  }

  async replaceAll(records: readonly RunRecord[]): Promise<void> {
    assertStorable(records);
    await this.#session.write((queries) => {
      queries.deleteSeries({});
      queries.deleteGates();
      insertAll(queries, records);
      queries.sweep();
    });
  }

  async history(key: SeriesKey, { newest }: HistoryOptions = {}): Promise<readonly RunRecord[]> {
    return this.#session.read((queries) => {
      const rows = queries.rows(key, textOfMetric(key.metric));
      if (newest === undefined) return oldestFirst(this.#intact(rows, readRecord));
      // Unpacking a run takes longer than all else.
      const byId = new Map(rows.map((row) => [row.measurement.id, row]));
      const heads = newestRuns(oldestFirst(this.#intact(rows, readRunHead)), newest);
      return this.#intact(
        heads.map(({ id }) => byId.get(id)!),
        readRecord,
      );
    });
  }

  async newestTime(keys: readonly SeriesKey[]): Promise<number | null> {
    return this.#session.read((queries) =>
      newestTimeOf(keys.flatMap((key) => this.#intact(queries.rows(key, textOfMetric(key.metric)), readRunHead))),
    );
  }

  async series(filter: SeriesFilter = {}): Promise<readonly SeriesOverview[]> {
    return this.#session.read((queries) => overviewsOf(this.#intact(queries.rows(filter), readRunHead)));
  }

  async seriesOfProjects({ after, limit }: SeriesPage): Promise<readonly ProjectSeries[]> {
    const last = after && { ...after, metric: textOfMetric(after.metric) };
    const rows = await this.#session.read((queries) => queries.namesAfter(last, limit));
    return rows.flatMap(({ testName, environmentKey, metric: text }) => {
      const metric = metricIn(text);
      return metric === null ? [] : [{ project: null, testName, environmentKey, ...ofMetric(metric) }];
    });
  }

  async historyOfProject({ project, ...key }: ProjectSeries): Promise<readonly RunRecord[]> {
    const runs = await this.history(key);
    return project === null ? runs : [];
  }

  async gate(key: SuiteKey): Promise<StoredGate | null> {
    const row = await this.#session.read((queries) => queries.gate(key));
    const gate = row && (await toGate(row));
    this.#isGateDamaged = row !== null && gate === null;
    return gate;
  }

  async gates(): Promise<readonly StoredGate[]> {
    const rows = await this.#session.read((queries) => queries.gates());
    const gates = await Promise.all(rows.map(toGate));
    this.#isGateDamaged = gates.includes(null);
    return gates.filter((gate) => gate !== null).sort(bySuite);
  }

  async setStatus(key: SeriesKey, runId: string, status: RunStatus): Promise<boolean> {
    return this.#session.write((queries) => {
      const rows = queries
        .rows(key, textOfMetric(key.metric))
        .filter((row) => row.run.runId === runId && readRunHead(row).kind === 'run');
      for (const row of rows) queries.setStatus(row, status);
      return rows.length > 0;
    });
  }

  async remove(filter: SeriesFilter): Promise<number> {
    return this.#session.write((queries) => {
      if (filter.testName === undefined && filter.environmentKey === undefined) queries.deleteGates();
      const removed = queries.deleteSeries(filter);
      queries.sweep();
      return removed;
    });
  }

  async prune(options: PruneOptions): Promise<number> {
    return this.#session.write((queries) => {
      const rows = queries.rows({});
      const runs = this.#intact(rows, readRunHead);
      const expired = bySeries(runs).flatMap((series) => expiredRuns(oldestFirst(series), options));
      for (const { id } of expired) queries.deleteRow(id);
      // What was left out is of no use, and there was a warning; but the next opening may repair a damaged file.
      const useless = rows.filter(
        (row) => readRunHead(row).kind !== 'run' || this.#impossibleRows.has(row.measurement.id),
      );
      if (useless.length > 0 && queries.isConsistent())
        for (const row of useless) queries.deleteRow(row.measurement.id);
      queries.sweep();
      return expired.length;
    });
  }

  warnings(): readonly string[] {
    return [
      ...this.#session.warnings,
      ...this.#damageWarning(),
      ...this.#impossibleWarning(),
      ...(this.#isGateDamaged ? [DAMAGED_GATE] : []),
      ...(this.#isMadeWithDamaged ? [DAMAGED_MADE_WITH] : []),
    ];
  }

  /** What was lost, as far as it was met. */
  get losses(): Losses {
    const { lost, isComplete } = this.#session.losses;
    return { lost: [...lost, ...this.#damagedRows.values(), ...this.#impossibleRows.values()], isComplete };
  }

  async close(): Promise<void> {
    this.#session.close();
  }

  #intact<T>(rows: readonly StoredRow[], read: (row: StoredRow) => Reading<T>): T[] {
    // What was met in a file that was repaired meanwhile is in the report of the repair, and its ids are others' now.
    if (this.#opening !== this.#session.openings) {
      this.#damagedRows.clear();
      this.#impossibleRows.clear();
    }
    this.#opening = this.#session.openings;
    const intact: T[] = [];
    for (const row of rows) {
      const reading = read(row);
      if (reading.kind === 'run') intact.push(reading.value);
      else this.#leaveOut(row, reading);
      this.#isMadeWithDamaged ||= isMadeWithDamaged(row);
    }
    return intact;
  }

  #leaveOut(
    { measurement: { id, method }, series, run }: StoredRow,
    reading: Exclude<Reading<never>, { kind: 'run' }>,
  ) {
    const lost = toLostRun(series, run, method);
    if (reading.kind === 'damaged') this.#damagedRows.set(id, lost);
    else this.#impossibleRows.set(id, { ...lost, problem: reading.problem });
  }

  #impossibleWarning(): readonly string[] {
    const [first] = this.#impossibleRows.values();
    if (first === undefined) return [];
    const { size } = this.#impossibleRows;
    const [runs, hold, they] = size === 1 ? ['run', 'holds', 'it was'] : ['runs', 'hold', 'they were'];
    return [
      `${size} stored ${runs} in ${this.#session.path} ${hold} what cannot have been measured, and ${they} left out: ` +
        `${lossesInWords([...this.#impossibleRows.values()])}. Of the first, ${first.problem}. Another program wrote that; ` +
        'find out which. Pruning removes it.',
    ];
  }

  #damageWarning(): readonly string[] {
    const count = this.#damagedRows.size;
    if (count === 0) return [];
    const [runs, they] = count === 1 ? ['run', 'it was'] : ['runs', 'they were'];
    return [
      `${count} stored ${runs} in ${this.#session.path} did not match the checksum ${they} stored with, and ${they} ` +
        `left out: ${lossesInWords([...this.#damagedRows.values()])}. Pruning removes what is damaged; restore a backup ` +
        'if the runs matter.',
    ];
  }
}

function insertAll(queries: Queries, records: readonly RunRecord[]): void {
  for (const record of records) queries.insert(record);
}
