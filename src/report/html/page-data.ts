// What a page is made from: the writer puts it into the page as JSON, and the page's script reads it there. All texts are fit
// to be seen (`neutralizeName` and its like), except for the commands, which are exact.
import type { RunStatus } from '../../model/baseline.ts';
import type { CommitFact } from '../../model/commit-fact.ts';
import type { Better } from '../../model/metric.ts';
import type { DecidedBy } from '../deciding.ts';
import type { Outcome } from '../documents/entry.ts';
import type { Asked } from './commands.ts';
import type { PackedNumbers } from './packed-numbers.ts';

/** What a page says first: what it is about, and a row for each test. */
export interface PageIndex {
  readonly title: string;
  /** Version of evenkeel. */
  readonly version: string;
  /** What was measured where, of which code. */
  readonly facts: readonly Fact[];
  /** What makes the gate weaker than it was, in sentences. */
  readonly gate: readonly string[];
  /** What concerns everything, as advice. */
  readonly warnings: readonly string[];
  readonly rows: readonly PageRow[];
  /** The commits that histories name by their place here, by their full hashes. */
  readonly hashes: readonly string[];
  /** The branches that histories name by their place here. */
  readonly branches: readonly string[];
  /** What git here knows of commits; of none where it was not asked. */
  readonly commits: readonly CommitFact[];
  /** The commits that came since the base, newest first; none where git does not know. */
  readonly changes: readonly CommitFact[];
}

/** A fact and what it is called. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  /** Where a person can look at it: `https:` or `http:` alone. */
  readonly url?: string;
}

/** A test in the list. Its details are in a part of the page of their own, of the same place in the order. */
export interface PageRow {
  /** For links: the same in every report that has the test. */
  readonly id: string;
  readonly name: string;
  /** What it is listed under. */
  readonly group: string;
  /** That of the metric which needs attention most. */
  readonly outcome: Outcome;
  readonly message: string;
  /** Which metric this is about; null for time. */
  readonly metric: string | null;
  readonly better: Better;
  /** What was measured, in words; '' where nothing was. */
  readonly figure: string;
  readonly change: PageChange | null;
  /** The smallest change for the worse that would have been seen, in percent. */
  readonly detectable: number | null;
  readonly decidedBy: DecidedBy | null;
  /** The commit that it was held against in pairs, in words. */
  readonly base: string | null;
}

/** A change in percent. The ends of an interval may be unknown, or open. */
export interface PageChange {
  readonly percent: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** What there is to say of one test when it is looked at. */
export interface PageDetail {
  readonly warnings: readonly string[];
  /** Why it is not clearer, why it was suspect, and what decided: a title and sentences. */
  readonly reasons: readonly { readonly title: string; readonly sentences: readonly string[] }[];
  /** Where it was measured. */
  readonly facts: readonly Fact[];
  /** What can be done about it; null where no command can name it. */
  readonly asked: Asked | null;
  readonly metrics: readonly PageMetric[];
}

/** One metric of a test. */
export interface PageMetric {
  readonly name: string;
  readonly unit: string;
  readonly better: Better;
  readonly outcome: Outcome;
  /** '' where it is that of the row. */
  readonly message: string;
  readonly change: PageChange | null;
  /** What verdicts are made from; null where it was not measured. */
  readonly estimate: number | null;
  readonly statistics: PageStatistics | null;
  /** What else there is to know of the figure. */
  readonly figures: readonly Fact[];
  readonly history: PageHistory | Missing;
  readonly processes: PageLanes | Missing;
  readonly pairs: PagePairs | null;
  readonly samples: PageSamples | Missing;
}

/** Median, mean, standard deviation, 5th and 95th percentile, number of samples, and of those far from the others. */
export type PageStatistics = readonly [
  median: number,
  mean: number | null,
  stdDev: number | null,
  low: number,
  high: number,
  samples: number,
  outliers: number | null,
];

/** Why there is nothing to be drawn, as a sentence. */
export interface Missing {
  readonly missing: string;
}

/** The runs of a series, oldest first, this one among them where it is a run. */
export interface PageHistory {
  /** How each run is marked, a letter of {@link RUN_MARKS} each. */
  readonly marks: string;
  /** Minutes since 1970 of the first run, and from each run to the next; all null where one of them is not known. */
  readonly at: readonly number[] | null;
  /** Places in the page's `hashes`; -1 where the commit is not known. */
  readonly commits: readonly number[];
  /** Places in the page's `branches`; -1 where the branch is not known. A single one is that of all. */
  readonly branches: readonly number[];
  readonly estimates: PackedNumbers;
  /** Lowest and highest of each run's processes. */
  readonly lows: PackedNumbers;
  readonly highs: PackedNumbers;
  /** Median of the runs that count and its interval, in the metric's unit. */
  readonly baseline: { readonly center: number; readonly low: number; readonly high: number } | null;
  /** Within these the run counts as unchanged; null where nobody says. */
  readonly margin: { readonly low: number; readonly high: number } | null;
}

/**
 * How a run of a history is marked, and the letter that stands for it: what became of it, `superseded` those before an accepted
 * one, `now` the one that the report is about.
 */
export const RUN_MARKS = {
  recorded: 'r',
  regression: 'x',
  accepted: 'a',
  undecided: 'u',
  partial: 'p',
  superseded: 's',
  now: 'n',
} as const satisfies Readonly<Record<RunStatus | 'superseded' | 'now', string>>;

/** A name of {@link RUN_MARKS}. */
export type RunMark = keyof typeof RUN_MARKS;

/** What processes said, one set below the other. */
export interface PageLanes {
  readonly lanes: readonly PageLane[];
}

/** A set of processes: each one, or how many there are in each of some equally wide ranges. */
export type PageLane =
  | { readonly kind: 'points'; readonly name: string; readonly values: PackedNumbers }
  | {
      readonly kind: 'bins';
      readonly name: string;
      readonly from: number;
      readonly width: number;
      readonly counts: readonly number[];
    };

/** Pairs of processes: how much more the present code took than the base in each. */
export interface PagePairs {
  /** In percent, in the order in which they were measured. */
  readonly percents: readonly number[];
  readonly change: PageChange | null;
  /** What no difference at all looked like. */
  readonly control: PageChange | null;
  readonly base: string;
  readonly manner: string;
}

/** Samples in the order in which they were taken. */
export interface PageSamples {
  /** One after the other; `round` counts from 0, `count` says how many of the values are its own. */
  readonly processes: readonly (readonly [side: 'head' | 'base', round: number, count: number])[];
  readonly values: PackedNumbers;
  /** Of so many samples in a row the lowest and the highest are here; 1 where all are. */
  readonly every: number;
}

/** Whether there is nothing to be drawn. */
export function isMissing(part: object): part is Missing {
  return 'missing' in part;
}
