import { UsageError } from '../../errors.ts';
import { type SearchRule, type SearchState, stateOf, type Wish } from '../../judge/bisect/next-looks.ts';
import { percentTextOf } from '../../judge/percent.ts';
import type { Commit } from '../../revisions/history.ts';
import { short } from '../../revisions/history.ts';
import type { CommitTrees } from './commit-trees.ts';
import type { SearchEvidence } from './evidence.ts';
import { type MeasurePlace, measureCommit, type WantedLooks } from './measure-commit.ts';
import type { SearchedTest } from './searched-tests.ts';

/** What searching works with. */
export interface SearchTools {
  readonly trees: CommitTrees;
  readonly evidence: SearchEvidence;
  readonly rule: (test: SearchedTest) => SearchRule;
  /** All tests of the search: what no test can be measured at is said of each. */
  readonly tests: readonly SearchedTest[];
  readonly place: MeasurePlace;
  /** Whether the time is over, or somebody ended it. */
  readonly isOver: () => boolean;
  /** Makes sure that the present tree is still what it was. @throws {UsageError} */
  readonly requireSameTree: () => Promise<void>;
  /** Keeps what was measured. */
  readonly save: () => Promise<void>;
  readonly onStep: (words: string) => void;
}

/** How far the search for one test came on a line. */
export type LineState =
  | { readonly kind: 'searched'; readonly state: SearchState; readonly isEnded: boolean }
  /** An end of the line cannot be measured. */
  | { readonly kind: 'without_end'; readonly commit: Commit; readonly reason: string };

/**
 * Searches a line for several tests at once: whichever commit tells most of all of them is measured next, for those of them that it tells
 * something, until none is open or the time is over.
 */
export async function searchLine(
  commits: readonly Commit[],
  tests: readonly SearchedTest[],
  tools: SearchTools,
): Promise<ReadonlyMap<SearchedTest, LineState>> {
  for (;;) {
    const states = new Map(tests.map((test) => [test, lineState(commits, test, tools)]));
    const open = [...states].flatMap(([test, each]) =>
      each.kind === 'searched' && each.state.wishes.length > 0 ? [{ test, wishes: each.state.wishes }] : [],
    );
    if (open.length === 0 || tools.isOver()) return states;
    const at = mostTelling(open);
    const wanted = open.flatMap(({ test, wishes }): readonly WantedLooks[] => {
      const wish = wishes.find((each) => each.at === at);
      return wish !== undefined && shareOf(wish, wishes) >= WORTH ? [{ test, looks: wish.looks }] : [];
    });
    await measureAt(commits[at]!, wanted, tools);
    if (tools.place.signal?.aborted) return new Map(tests.map((test) => [test, lineState(commits, test, tools)]));
    await tools.save();
    tools.onStep(saidOf(commits, at, wanted, tools));
  }
}

/** A commit that tells less of a test than so much of its best one is not measured for it. */
const WORTH = 0.5;

interface OpenTest {
  readonly test: SearchedTest;
  readonly wishes: readonly Wish[];
}

function lineState(commits: readonly Commit[], test: SearchedTest, tools: SearchTools): LineState {
  const evidence = tools.evidence.along({ commits }, test);
  const end = [evidence.last, 0].find((at) => evidence.unusable.has(at));
  if (end !== undefined) {
    const commit = commits[end]!;
    return { kind: 'without_end', commit, reason: tools.evidence.of(test, commit.hash).unusable! };
  }
  const state = stateOf(evidence, tools.rule(test));
  return { kind: 'searched', state, isEnded: state.wishes.length === 0 };
}

function mostTelling(open: readonly OpenTest[]): number {
  const sums = new Map<number, number>();
  for (const { wishes } of open) {
    for (const wish of wishes) sums.set(wish.at, (sums.get(wish.at) ?? 0) + shareOf(wish, wishes));
  }
  return [...sums].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}

function shareOf({ gain }: Wish, wishes: readonly Wish[]): number {
  return gain / Math.max(...wishes.map((each) => each.gain));
}

async function measureAt(commit: Commit, wanted: readonly WantedLooks[], tools: SearchTools): Promise<void> {
  const { trees, evidence, place, tests } = tools;
  try {
    await tools.requireSameTree();
  } catch (error) {
    if (place.signal?.aborted) return;
    throw error;
  }
  try {
    const ready = await trees.open(commit);
    tools.onStep(`Measuring ${short(commit.hash)} …`);
    for (const [test, found] of await measureCommit(ready, wanted, place)) evidence.add(test, commit.hash, found);
  } catch (error) {
    if (place.signal?.aborted) return;
    // What a commit cannot do says nothing of it.
    if (!(error instanceof UsageError)) throw error;
    for (const test of tests) evidence.add(test, commit.hash, { unusable: error.message });
  }
}

function saidOf(commits: readonly Commit[], at: number, wanted: readonly WantedLooks[], tools: SearchTools): string {
  const { hash } = commits[at]!;
  const [first] = wanted;
  const test = first!.test;
  const { unusable } = tools.evidence.of(test, hash);
  const name = short(hash);
  if (unusable !== undefined) return `${name} cannot be measured: ${unusable.split('\n')[0]}`;
  const state = lineState(commits, test, tools);
  if (state.kind !== 'searched' || state.state.line === null) return `${name} is measured.`;
  const good = state.state.line.levels.all[0]!.level;
  const own = state.state.line.levels.all.find((each) => each.at === at);
  const [step] = state.state.line.steps.toSorted((a, b) => Math.abs(b.size) - Math.abs(a.size));
  const left = step === undefined ? '' : `; ${step.to - step.from} left`;
  return `${name}: ${percentTextOf((own?.level ?? good) - good, true)} against the good commit${left}`;
}
