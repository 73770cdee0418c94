import { baselineRuns } from '../../baselines/baseline-runs.ts';
import { textOfMetric } from '../../baselines/metric-text.ts';
import { oldestFirst } from '../../baselines/order.ts';
import type { BaselineStore } from '../../baselines/store.ts';
import type { PerformanceConfig } from '../../config/performance-config.ts';
import { UsageError } from '../../errors.ts';
import { type ComparedTest, compareAcross } from '../../judge/across/compare.ts';
import { MoveSearch } from '../../judge/across/moves.ts';
import { stepsOf } from '../../judge/across/step.ts';
import type { AcrossReport, AcrossTest } from '../../model/across.ts';
import type { ProjectSeries, RunRecord } from '../../model/baseline.ts';
import { TIME } from '../../model/metric.ts';
import { nearestNames } from '../../nearest-names.ts';
import { isoTime, parseTime } from '../../real-time.ts';
import { adjustedByHolm } from '../../statistics/core/holm.ts';
import { packageVersion } from '../result/version.ts';
import { openExistingStore } from '../store/open-store.ts';
import { projectName } from '../store/project-name.ts';

/** What `evenkeel across` is to compare. */
export interface AcrossOptions {
  readonly config: PerformanceConfig;
  /** Only tests whose name matches: a part of it, in which `*` stands for anything. Null: all. */
  readonly test: string | null;
  /** Only the metric of this name. Null: all. */
  readonly metric: string | null;
  /** Only these projects. Empty: all. */
  readonly projects: readonly string[];
  /** The project that others are held against; null for the best. */
  readonly reference: string | null;
  /** Only runs that were recorded from then on, in milliseconds since 1970; null for all. */
  readonly since: number | null;
}

/** Series that are asked for at a time. */
const PAGE = 500;
/** Projects and metrics that are remembered for a message. */
const MOST_NAMES = 10_000;

/**
 * Holds what projects of one store, and kinds of machines, call by one name against each other, and finds what moved in several
 * projects on the same day. Series are read one after the other, so that a store of any size can be looked at.
 * @throws {UsageError} where there is no such project, metric or test; {StoreError} where the store cannot be read.
 */
export async function compareProjects(options: AcrossOptions): Promise<AcrossReport> {
  const { config } = options;
  const store = await openExistingStore(config, null);
  try {
    const own = config.project || (await projectName(process.cwd()));
    const found = await new Comparison(store, own, options).found();
    return { ...found, warnings: [...found.warnings, ...store.warnings()] };
  } finally {
    await store.close();
  }
}

/** A series with its runs. */
interface ReadSeries {
  readonly key: ProjectSeries;
  readonly project: string;
  /** Those of its baseline. */
  readonly runs: readonly RunRecord[];
}

class Comparison {
  readonly #store: BaselineStore;
  readonly #own: string;
  readonly #options: AcrossOptions;
  readonly #moves = new MoveSearch();
  readonly #compared: ComparedTest[] = [];
  /** All that the store has, for those who ask for what it has not. */
  readonly #known = { projects: new Set<string>(), metrics: new Set<string>(), tests: 0 };
  /** Projects that were looked at. */
  readonly #projects = new Set<string>();
  #alone = 0;

  constructor(store: BaselineStore, own: string, options: AcrossOptions) {
    this.#store = store;
    this.#own = own;
    this.#options = options;
  }

  async found(): Promise<AcrossReport> {
    let group: ReadSeries[] = [];
    for await (const key of this.#series()) {
      const [first] = group;
      if (first !== undefined && !isSameTest(first.key, key)) group = this.#settle(group);
      const read = await this.#read(key);
      if (read !== null) group.push(read);
    }
    this.#settle(group);
    this.#requireKnown();
    const { confidenceLevel } = this.#options.config;
    return {
      kind: 'across',
      schemaVersion: 1,
      evenkeelVersion: packageVersion(),
      confidenceLevel,
      projects: [...this.#projects].sort(),
      tests: settled(this.#compared, confidenceLevel),
      alone: this.#alone,
      moves: this.#moves.moves(),
      warnings: [],
    };
  }

  async *#series(): AsyncGenerator<ProjectSeries, void> {
    for (let after: ProjectSeries | null = null; ; ) {
      const page: readonly ProjectSeries[] = await this.#store.seriesOfProjects({ after, limit: PAGE });
      yield* page.filter((series) => this.#isWanted(series));
      const last = page.at(-1);
      if (last === undefined) return;
      after = last;
    }
  }

  #isWanted({ project, testName, metric = TIME }: ProjectSeries): boolean {
    const { projects, metrics } = this.#known;
    const { test, metric: wanted, projects: chosen } = this.#options;
    const name = project ?? this.#own;
    if (projects.size < MOST_NAMES) projects.add(name);
    if (metrics.size < MOST_NAMES) metrics.add(metric.name);
    if (chosen.length > 0 && !chosen.includes(name)) return false;
    if (wanted !== null && metric.name !== wanted) return false;
    if (test !== null && !matches(testName, test)) return false;
    this.#known.tests++;
    return true;
  }

  async #read(key: ProjectSeries): Promise<ReadSeries | null> {
    const { since } = this.#options;
    const all = await this.#store.historyOfProject(key);
    const records = since === null ? all : all.filter(({ recordedAt }) => parseTime(recordedAt) >= since);
    if (records.length === 0) return null;
    const project = key.project ?? this.#own;
    const { testName, environmentKey, metric = TIME } = key;
    this.#projects.add(project);
    this.#moves.add({ project, testName, environmentKey, metric }, stepsOf(datedRuns(records), metric));
    const runs = baselineRuns(records);
    return runs.length === 0 ? null : { key, project, runs };
  }

  #settle(group: readonly ReadSeries[]): ReadSeries[] {
    const [first] = group;
    if (first === undefined) return [];
    if (group.length === 1) {
      this.#alone++;
      return [];
    }
    const { testName, metric = TIME } = first.key;
    const series = group.map(({ key: { environmentKey }, project, runs }) => ({
      project,
      environmentKey,
      runs: runs.map(({ estimate, madeWith, recordedAt }) => ({
        value: estimate,
        speed: madeWith?.machineSpeed ?? null,
        recordedAt,
      })),
    }));
    const { reference, config } = this.#options;
    this.#compared.push(
      compareAcross({ testName, metric, series, reference, confidenceLevel: config.confidenceLevel }),
    );
    return [];
  }

  #requireKnown(): void {
    const { projects, metrics, tests } = this.#known;
    // Nothing stored is no mistake of whoever asks.
    if (projects.size === 0) return;
    const { projects: chosen, reference, metric, test } = this.#options;
    for (const name of [...chosen, ...(reference === null ? [] : [reference])]) requireOneOf(name, 'project', projects);
    if (metric !== null) requireOneOf(metric, 'metric', metrics);
    if (test !== null && tests === 0) {
      throw new UsageError(`No test that is stored has ${JSON.stringify(test)} in its name, in what was asked for.`);
    }
  }
}

function requireOneOf(name: string, what: string, known: ReadonlySet<string>): void {
  if (known.has(name)) return;
  const near = nearestNames(name, [...known]);
  const names = near.length > 0 ? near : [...known].sort().slice(0, 10);
  throw new UsageError(
    `The store has no ${what} ${JSON.stringify(name)}. ${near.length > 0 ? 'Did you mean' : 'There is'} ` +
      `${names.map((each) => JSON.stringify(each)).join(', ')}${near.length > 0 ? '?' : '.'}`,
  );
}

function isSameTest(a: ProjectSeries, b: ProjectSeries): boolean {
  return a.testName === b.testName && textOfMetric(a.metric) === textOfMetric(b.metric);
}

// Without regular expressions, which a person's pattern could keep busy for years.
function matches(name: string, pattern: string): boolean {
  let at = 0;
  for (const part of pattern.split('*')) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return true;
}

/** Every run of the newest method, whatever was said of it: what moved with a new Node may have been called a regression. */
function datedRuns(records: readonly RunRecord[]) {
  const runs = oldestFirst(records).filter(({ status }) => status !== 'partial');
  const method = runs.at(-1)?.method;
  return runs
    .filter((run) => run.method === method)
    .map(({ recordedAt, estimate, madeWith }) => ({
      day: isoTime(parseTime(recordedAt)).slice(0, 10),
      value: estimate,
      madeWith: madeWith ?? null,
    }));
}

/** The statement that one differs from its reference holds together with all others of the report. */
function settled(compared: readonly ComparedTest[], confidenceLevel: number): readonly AcrossTest[] {
  const chances = compared.flatMap(({ rows }) => rows.flatMap(({ pValue }) => pValue ?? []));
  const statements = compared.reduce((sum, test) => sum + test.statements, 0);
  const adjusted = [...adjustedByHolm(chances, Math.max(statements, chances.length))];
  return compared.map(({ test, rows }) => ({
    ...test,
    rows: rows.map(({ row, pValue }) => ({
      ...row,
      differs: pValue === null ? null : adjusted.shift()! <= 1 - confidenceLevel,
    })),
  }));
}
