import type { PerformanceBaseline, RunRecord, SeriesKey } from '../../model/baseline.ts';
import { TIME } from '../../model/metric.ts';
import { type Entry, figureInWords, OUTCOMES } from '../documents/entry.ts';
import { neutralizeName, neutralizeText } from '../text/neutralize.ts';
import { shortNumber } from './facts.ts';
import type { Missing, PageChange, PageDetail, PageIndex, PageRow } from './page-data.ts';
import { testId } from './test-id.ts';

/** What is stored of a series. */
export interface PastRuns {
  /** Null where no run counts. */
  readonly baseline: PerformanceBaseline | null;
  /** Oldest first. */
  readonly records: readonly RunRecord[];
}

/** Answers what is stored of a series, or why that is not known. */
export type PastOf = (key: SeriesKey) => Promise<PastRuns | Missing>;

/** A test as a page has it. */
export interface PageTest {
  readonly row: PageRow;
  readonly detail: PageDetail;
}

/** A page before it is written: its tests come one by one, because thousands of them with their past are large. */
export interface Page {
  /** All but the rows, which are those of the tests, and what tests add to while they come. */
  readonly head: Omit<PageIndex, 'rows' | 'hashes' | 'branches' | 'commits' | 'changes'>;
  readonly tests: AsyncIterable<PageTest>;
  /** What the tests named so far. */
  readonly named: Named;
}

/** What tests name as they come. */
export class Named {
  /** Hashes of commits. */
  readonly hashes = new Names();
  readonly branches = new Names();
  /** The present commit; null where it is not known. */
  readonly head: string | null;
  /** The environment that is that of the tests where they do not say another one. */
  readonly environmentKey: string | undefined;
  /** The commit that it was held against: the same for most tests, so that of the first that has one. */
  base: string | null = null;

  constructor(head: string | null, environmentKey?: string) {
    this.head = head;
    this.environmentKey = environmentKey;
  }
}

/** Names that are written once and meant by their places. */
export class Names {
  readonly #places = new Map<string, number>();

  /** The place of a name; -1 for none. */
  placeOf(name: string | null): number {
    if (name === null) return -1;
    const known = this.#places.get(name) ?? this.#places.size;
    this.#places.set(name, known);
    return known;
  }

  /** In the order of their places. */
  get all(): readonly string[] {
    return [...this.#places.keys()];
  }
}

/**
 * The row of a test.
 *
 * @param entries - one for each of its metrics; the row is about that which needs attention most
 * @param name - of the test, where entries are called by their metrics as well
 */
export function rowOf(entries: readonly [Entry, ...Entry[]], name: string = entries[0].name): PageRow {
  const rank = ({ outcome }: Entry) => OUTCOMES.indexOf(outcome);
  const entry = entries.reduce((most, each) => (rank(each) < rank(most) ? each : most));
  const { group, outcome, message, metric, detectablePercent, decidedBy, base } = entry;
  return {
    id: testId(group, name),
    name: neutralizeName(name),
    group: neutralizeName(group),
    outcome,
    message: neutralizeText(message),
    metric: metric.name === TIME.name ? null : neutralizeName(metric.name),
    better: metric.better,
    figure: figureInWords(entry),
    change: entry.change === null ? null : changeOf(entry.change),
    detectable: detectablePercent,
    decidedBy,
    base,
  };
}

/** A change for the page, where JSON has no infinities. */
export function changeOf({ percent, interval }: NonNullable<Entry['change']>): PageChange {
  const end = (at: 0 | 1) => (interval === null || !Number.isFinite(interval[at]) ? null : shortNumber(interval[at]));
  return { percent: shortNumber(percent), low: end(0), high: end(1) };
}
