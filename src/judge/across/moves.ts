import type { AcrossMove, FactChange, MovedSeries } from '../../model/across.ts';
import type { Change } from '../../model/verdict.ts';
import { studentTQuantile } from '../../statistics/core/student-t.ts';
import { percentOf } from '../percent.ts';
import { keyOfFact } from './fact-changes.ts';
import type { Step, Steps } from './step.ts';

/** A series whose step may be one of several. */
interface Candidate extends Omit<MovedSeries, 'change'> {
  readonly step: Step;
  /** Places of the series that were looked at, and those of them at which something recorded changed. */
  readonly places: number;
  readonly changes: number;
}

/** What a series is called. */
export type SeriesName = Omit<MovedSeries, 'change'>;

/**
 * Chance that anything is said to have moved in several projects where nothing did, of all that is looked at together. One half of it
 * goes to moments at which something that is recorded changed in several projects, the other to all other ones.
 */
const FALSE_MOVE_RATE = 0.001;
/** Of the interval of a move. */
const CONFIDENCE = 0.95;
/** Steps that are less clear than this are not kept: no number of them would show anything. */
const KEPT = 0.01;
/** A difference below this is nobody's concern, in percent, by how a metric scatters. */
const LEAST_PERCENT = { sampled: 1, counted: 0.1, single: 0.1 } as const;

/**
 * Finds what moved in several projects on the same day. Series are added one by one, and what is kept of each is little, so that a
 * store of any size can be looked at.
 */
export class MoveSearch {
  readonly #candidates: Candidate[] = [];
  /** Series that were looked at, by project. */
  readonly #series = new Map<string, number>();
  /** In which projects something changed, by day and by what it was. */
  readonly #changed = new Map<string, Set<string>>();

  /** Adds a series. */
  add(name: SeriesName, { clearest, places, changes }: Steps): void {
    if (clearest === null) return;
    const { project, metric } = name;
    this.#series.set(project, (this.#series.get(project) ?? 0) + 1);
    for (const { day, facts } of changes) {
      for (const fact of facts) {
        const key = dayAndFact(day, fact);
        this.#changed.set(key, (this.#changed.get(key) ?? new Set()).add(project));
      }
    }
    const isLarge = Math.abs(percentOf(clearest.shift)) >= LEAST_PERCENT[metric.scatter];
    if (!isLarge || clearest.pValue > KEPT) return;
    this.#candidates.push({ ...name, step: clearest, places, changes: changes.length });
  }

  /** Newest first. */
  moves(): readonly AcrossMove[] {
    const groups = new Map<string, Candidate[]>();
    for (const candidate of this.#candidates) {
      const { metric, step } = candidate;
      const key = JSON.stringify([step.day, metric.name, metric.unit, metric.better, Math.sign(step.shift)]);
      groups.set(key, [...(groups.get(key) ?? []), candidate]);
    }
    const found = [...groups.values()].flatMap((candidates) => this.#moveOf(candidates) ?? []);
    return found.sort((a, b) => (a.day === b.day ? b.series.length - a.series.length : a.day < b.day ? 1 : -1));
  }

  #moveOf(candidates: readonly Candidate[]): AcrossMove | null {
    const withFact = this.#bestFact(candidates);
    if (withFact !== null) return withFact;
    const chances = this.#chances(candidates, ({ places }) => places);
    return this.#said(candidates, surelyMoved(chances, this.#series.size));
  }

  // The facts that most projects share come first: of what changed together, each is tried.
  #bestFact(candidates: readonly Candidate[]): AcrossMove | null {
    const facts = new Map(candidates.flatMap(({ step }) => step.facts.map((fact) => [keyOfFact(fact), fact] as const)));
    let best: AcrossMove | null = null;
    for (const [key, fact] of facts) {
      const having = candidates.filter(({ step }) => step.facts.some((each) => keyOfFact(each) === key));
      const among = this.#changed.get(dayAndFact(having[0]!.step.day, fact))?.size ?? 0;
      const chances = this.#chances(having, ({ changes }) => changes);
      const move = this.#said(having, surelyMoved(chances, among));
      if (move !== null && move.projects.length > (best?.projects.length ?? 0)) best = move;
    }
    return best;
  }

  /** Of each project, the chance of its clearest step among all places and series in which it could have been. */
  #chances(candidates: readonly Candidate[], placesOf: (candidate: Candidate) => number): ReadonlyMap<string, number> {
    const chances = new Map<string, number>();
    for (const candidate of candidates) {
      const { project, step } = candidate;
      const chance = Math.min(1, step.pValue * placesOf(candidate) * this.#series.get(project)!);
      chances.set(project, Math.min(chance, chances.get(project) ?? 1));
    }
    return chances;
  }

  #said(candidates: readonly Candidate[], projects: readonly string[]): AcrossMove | null {
    const series = candidates.filter(({ project }) => projects.includes(project));
    const [first] = series;
    if (first === undefined) return null;
    const { day } = first.step;
    const facts = first.step.facts.filter((fact) =>
      series.every(({ step }) => step.facts.some((each) => keyOfFact(each) === keyOfFact(fact))),
    );
    return {
      day,
      metric: first.metric,
      projects: projects.toSorted(),
      facts,
      change: together(series.map(({ step }) => step)),
      series: series.map(({ step, places: _, changes: __, ...name }) => ({ ...name, change: together([step]) })),
    };
  }
}

/**
 * The projects that surely moved, the surest first; none where that is fewer than two. That at least u of n moved is shown where the
 * chances of the n − u + 1 that are least sure of it show that one of them did (Benjamini and Heller, "Screening for partial
 * conjunction hypotheses", Biometrics 64, 2008), by Bonferroni's inequality: projects may share machines.
 * @param chances of the projects that have a step; all others of the n have none.
 */
export function surelyMoved(chances: ReadonlyMap<string, number>, n: number): readonly string[] {
  const sorted = [...chances].sort(([a, p], [b, q]) => p - q || (a < b ? -1 : 1));
  let moved = 0;
  for (const [i, [, chance]] of sorted.entries()) {
    if ((n - i) * chance > FALSE_MOVE_RATE / 2) break;
    moved = i + 1;
  }
  return moved < 2 ? [] : sorted.slice(0, moved).map(([project]) => project);
}

/**
 * The weighted mean of steps, and its interval. Where they differ by more than their errors, those are taken to be too small by so
 * much (Birge, Physical Review 40, 1932).
 */
function together(steps: readonly Step[]): Change {
  const weights = steps.map(({ error }) => 1 / error ** 2);
  const weight = weights.reduce((sum, each) => sum + each, 0);
  const shift = steps.reduce((sum, each, i) => sum + weights[i]! * each.shift, 0) / weight;
  const squares = steps.reduce((sum, each, i) => sum + weights[i]! * (each.shift - shift) ** 2, 0);
  const ratio = steps.length < 2 ? 1 : Math.max(1, Math.sqrt(squares / (steps.length - 1)));
  const degreesOfFreedom = steps.reduce((sum, each) => sum + each.degreesOfFreedom, 0);
  const half = (studentTQuantile(1 - (1 - CONFIDENCE) / 2, degreesOfFreedom) * ratio) / Math.sqrt(weight);
  return { percent: percentOf(shift), interval: [percentOf(shift - half), percentOf(shift + half)] };
}

function dayAndFact(day: string, fact: FactChange): string {
  return JSON.stringify([day, keyOfFact(fact)]);
}
