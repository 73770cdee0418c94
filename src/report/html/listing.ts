import type { Outcome } from '../documents/entry.ts';
import type { PageRow } from './page-data.ts';

/** In which order rows come: what needs attention first, or all of them by one thing. */
export type Order = 'attention' | 'change' | 'name' | 'group';

/** What a reader asked the list for. */
export interface Wish {
  /** Words that rows must have in their names, groups or messages, in any order and case. */
  readonly text: string;
  /** Outcomes to be shown; all where there are none. */
  readonly outcomes: ReadonlySet<Outcome>;
  readonly order: Order;
}

/** Rows under a heading, by their places. */
export interface Section {
  readonly title: string;
  /** What it means, for who sees it for the first time. */
  readonly says: string;
  /** Whether only its heading is to be seen at first. */
  readonly isFolded: boolean;
  readonly places: readonly number[];
}

const SECTIONS: readonly (Omit<Section, 'places'> & { readonly outcomes: readonly Outcome[] })[] = [
  { title: 'Got worse', says: '', outcomes: ['regression'], isFolded: false },
  { title: 'Failed', says: 'They gave no result.', outcomes: ['failed'], isFolded: false },
  { title: 'Improved', says: '', outcomes: ['improvement'], isFolded: false },
  { title: 'Undecided', says: 'Too noisy to tell.', outcomes: ['inconclusive'], isFolded: false },
  {
    title: 'Nothing to compare with',
    says: 'They have no past yet, or none that they can be held against.',
    outcomes: ['incomparable', 'no_baseline'],
    isFolded: true,
  },
  {
    title: 'Unchanged',
    says: 'No worse than before, as far as could be seen.',
    outcomes: ['pass', 'ran'],
    isFolded: true,
  },
  { title: 'Left out', says: 'Their files leave them out.', outcomes: ['skipped', 'todo'], isFolded: true },
];

/** The rows that a reader wants to see, in sections without those that are empty. */
export function arrange(rows: readonly PageRow[], { text, outcomes, order }: Wish): readonly Section[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const places = [...rows.keys()].filter((at) => {
    const row = rows[at]!;
    return (outcomes.size === 0 || outcomes.has(row.outcome)) && words.every((word) => textOf(row).includes(word));
  });
  if (order !== 'attention') {
    const all = places.sort((a, b) => ORDERS[order](rows[a]!, rows[b]!) || a - b);
    return all.length === 0 ? [] : [{ title: 'Tests', says: '', isFolded: false, places: all }];
  }
  const isAsked = words.length > 0 || outcomes.size > 0;
  const sections = SECTIONS.map(({ outcomes: own, isFolded, ...section }) => ({
    ...section,
    isFolded: isFolded && !isAsked,
    places: places
      .filter((at) => own.includes(rows[at]!.outcome))
      .sort((a, b) => ORDERS.change(rows[a]!, rows[b]!) || a - b),
  })).filter((section) => section.places.length > 0);
  // Nothing but folded sections would be an empty page.
  return sections.every((section) => section.isFolded)
    ? sections.map((section, i) => (i === 0 ? { ...section, isFolded: false } : section))
    : sections;
}

const ORDERS: Readonly<Record<Exclude<Order, 'attention'>, (a: PageRow, b: PageRow) => number>> = {
  change: (a, b) => (worseBy(b) ?? Number.NEGATIVE_INFINITY) - (worseBy(a) ?? Number.NEGATIVE_INFINITY) || 0,
  name: (a, b) => byText(a.name, b.name),
  group: (a, b) => byText(a.group, b.group) || byText(a.name, b.name),
};

/** By how much a row is worse, in percent; null where nothing was compared. */
export function worseBy({ change, better }: PageRow): number | null {
  if (change === null || !Number.isFinite(change.percent)) return null;
  return better === 'lower' ? change.percent : -change.percent;
}

function textOf({ name, group, message, metric }: PageRow): string {
  return `${name} ${group} ${message} ${metric ?? ''}`.toLowerCase();
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
