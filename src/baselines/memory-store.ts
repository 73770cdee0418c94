import { StoreError } from '../errors.ts';
import type { ProjectSeries, RunRecord, RunStatus, SeriesKey, SeriesOverview } from '../model/baseline.ts';
import type { StoredGate, SuiteKey } from '../model/gate.ts';
import { ofMetric, textOfMetric } from './metric-text.ts';
import { bySeries, bySuite, byTestAcrossProjects, newestTimeOf, oldestFirst, overviewsOf } from './order.ts';
import { assertStorable } from './record-check.ts';
import { expiredRuns, newestRuns } from './retention.ts';
import type { BaselineStore, HistoryOptions, PruneOptions, SeriesFilter, SeriesPage } from './store.ts';

/** Makes a store that lives and dies with the process: for trying things out, and for runs that must leave no trace. */
export function createMemoryStore(): BaselineStore {
  return new MemoryStore();
}

class MemoryStore implements BaselineStore {
  #runs = new Map<string, RunRecord>();
  readonly #gates = new Map<string, StoredGate>();
  #closed = false;

  async append(records: readonly RunRecord[], gate?: StoredGate): Promise<void> {
    this.#assertOpen();
    assertStorable(records);
    for (const { metric, ...rest } of records) {
      const record = { ...rest, ...ofMetric(metric) };
      const identity = identityOf(record);
      // Deleted first, so that a replaced run counts as the newest added.
      this.#runs.delete(identity);
      this.#runs.set(identity, structuredClone(record));
    }
    if (gate !== undefined) this.#gates.set(suiteOf(gate), structuredClone(gate));
  }

  async replaceAll(records: readonly RunRecord[]): Promise<void> {
    this.#assertOpen();
    assertStorable(records);
    this.#runs.clear();
    this.#gates.clear();
    await this.append(records);
  }

  async history(key: SeriesKey, { newest }: HistoryOptions = {}): Promise<readonly RunRecord[]> {
    this.#assertOpen();
    const runs = oldestFirst(this.#ofSeries(key));
    return newest === undefined ? runs : newestRuns(runs, newest);
  }

  async newestTime(keys: readonly SeriesKey[]): Promise<number | null> {
    this.#assertOpen();
    return newestTimeOf(keys.flatMap((key) => this.#ofSeries(key)));
  }

  async series(filter: SeriesFilter = {}): Promise<readonly SeriesOverview[]> {
    this.#assertOpen();
    return overviewsOf(this.#matching(filter));
  }

  async seriesOfProjects({ after, limit }: SeriesPage): Promise<readonly ProjectSeries[]> {
    this.#assertOpen();
    return bySeries(this.#matching({}))
      .map((runs) => {
        const { testName, environmentKey, metric } = runs[0]!;
        return { project: null, testName, environmentKey, ...ofMetric(metric) };
      })
      .filter((series) => after === null || byTestAcrossProjects(series, after) > 0)
      .sort(byTestAcrossProjects)
      .slice(0, limit);
  }

  async historyOfProject({ project, ...key }: ProjectSeries): Promise<readonly RunRecord[]> {
    const runs = await this.history(key);
    return project === null ? runs : [];
  }

  async gate(key: SuiteKey): Promise<StoredGate | null> {
    this.#assertOpen();
    return this.#gates.get(suiteOf(key)) ?? null;
  }

  async gates(): Promise<readonly StoredGate[]> {
    this.#assertOpen();
    return [...this.#gates.values()].sort(bySuite);
  }

  async setStatus(key: SeriesKey, runId: string, status: RunStatus): Promise<boolean> {
    this.#assertOpen();
    const found = this.#ofSeries(key).filter((run) => run.runId === runId);
    for (const run of found) this.#runs.set(identityOf(run), { ...run, status });
    return found.length > 0;
  }

  async remove(filter: SeriesFilter): Promise<number> {
    this.#assertOpen();
    if (filter.testName === undefined && filter.environmentKey === undefined) this.#gates.clear();
    return this.#delete(this.#matching(filter));
  }

  async prune(options: PruneOptions): Promise<number> {
    this.#assertOpen();
    const expired = bySeries(this.#matching({})).flatMap((runs) => expiredRuns(oldestFirst(runs), options));
    return this.#delete(expired);
  }

  warnings(): readonly string[] {
    return [];
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#runs.clear();
    this.#gates.clear();
  }

  #ofSeries(key: SeriesKey): readonly RunRecord[] {
    const metric = textOfMetric(key.metric);
    return this.#matching(key).filter((run) => textOfMetric(run.metric) === metric);
  }

  #matching(filter: SeriesFilter): readonly RunRecord[] {
    return [...this.#runs.values()].filter(
      (run) =>
        (filter.testName ?? run.testName) === run.testName &&
        (filter.environmentKey ?? run.environmentKey) === run.environmentKey,
    );
  }

  #delete(runs: readonly RunRecord[]): number {
    for (const run of runs) this.#runs.delete(identityOf(run));
    return runs.length;
  }

  #assertOpen(): void {
    if (this.#closed) throw new StoreError('The store of baselines in memory is closed; use it before closing it.');
  }
}

function suiteOf({ suite, environmentKey }: SuiteKey): string {
  return JSON.stringify([suite, environmentKey]);
}

function identityOf({ testName, environmentKey, metric, runId, method }: RunRecord): string {
  return JSON.stringify([testName, environmentKey, textOfMetric(metric), runId, method]);
}
