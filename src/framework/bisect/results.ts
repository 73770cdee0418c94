import type { EndsView } from '../../judge/bisect/ends.ts';
import { levelsOf } from '../../judge/bisect/levels.ts';
import { intervalOf, type Step } from '../../judge/bisect/steps.ts';
import { changeOf } from '../../judge/control.ts';
import { percentOf } from '../../judge/percent.ts';
import type { BisectCommit, BisectedCommit, BisectedTest, BisectOutcome, BisectStep } from '../../model/bisect.ts';
import type { Change } from '../../model/verdict.ts';
import type { Commit } from '../../revisions/history.ts';
import { normalQuantile } from '../../statistics/core/normal.ts';
import type { SearchEvidence } from './evidence.ts';
import { explainSearch, type SearchEnd } from './messages.ts';
import type { LineState } from './search-line.ts';
import type { SearchedTest } from './searched-tests.ts';

/** A line that was searched for a test, and how far that came. */
export interface SearchedLine {
  readonly commits: readonly Commit[];
  /** The merge whose branch it is; null for the first line. */
  readonly merge: Commit | null;
  readonly state: Extract<LineState, { kind: 'searched' }>;
  /** The branches of its merges that were searched further, by the merge's hash. */
  readonly branches: ReadonlyMap<string, SearchedLine>;
}

/** What a result is made with. */
export interface ResultTools {
  readonly evidence: SearchEvidence;
  /** Of intervals. */
  readonly confidenceLevel: number;
  readonly isInterrupted: boolean;
}

/** The result for one test. */
export function bisectedTest(test: SearchedTest, line: SearchedLine, tools: ResultTools): BisectedTest {
  const { commits, state } = line;
  const { ends } = state.state;
  const steps = stepsOf(line, tools, []).toSorted((a, b) => Math.abs(sizeOf(b)) - Math.abs(sizeOf(a)));
  const change = changeOfEnds(ends, tools.confidenceLevel);
  const facts = {
    testName: test.test.declaration.name,
    file: test.test.file,
    metric: test.metric,
    good: named(commits[0]!),
    bad: named(commits.at(-1)!),
    commits: commits.length - 1,
    outcome: outcomeOf(ends, steps),
    change,
    steps,
    measured: measuredOf(test, line, tools),
  };
  return { ...facts, message: explainSearch({ ...facts, end: endOf(line, tools) }) };
}

function endOf(line: SearchedLine, { isInterrupted }: ResultTools): SearchEnd {
  if (isWhole(line)) return 'whole';
  return isInterrupted ? 'interrupted' : 'over';
}

/** Whether nothing more is to be measured on a line and its branches. */
export function isWhole({ state, branches }: SearchedLine): boolean {
  return state.isEnded && [...branches.values()].every(isWhole);
}

function outcomeOf({ state }: EndsView, steps: readonly BisectStep[]): BisectOutcome {
  if (state === 'alike') return 'alike';
  if (state !== 'differ') return 'undecided';
  return steps.length > 0 && steps.every(({ isSettled }) => isSettled) ? 'found' : 'open';
}

function changeOfEnds({ difference, error, degreesOfFreedom }: EndsView, confidenceLevel: number): Change | null {
  if (difference === null) return null;
  return changeOf({ estimate: difference, standardError: error, degreesOfFreedom }, confidenceLevel);
}

function sizeOf({ change }: BisectStep): number {
  return Math.log1p(change.percent / 100);
}

function stepsOf(
  { commits, state, branches }: SearchedLine,
  tools: ResultTools,
  merges: readonly BisectCommit[],
): readonly BisectStep[] {
  return (state.state.line?.steps ?? []).flatMap((step): readonly BisectStep[] => {
    const at = commits[step.to]!;
    const branch = step.to - step.from === 1 ? branches.get(at.hash) : undefined;
    const own = ownStep(step, commits, merges, tools);
    if (branch === undefined) return [own];
    const within = stepsOf(branch, tools, [...merges, named(at)]).map((each) => ({
      ...each,
      probability: each.probability * step.probability,
    }));
    // Where nothing on the branch did it, the merge itself did.
    const isAlike = branch.state.state.ends.state === 'alike';
    if (within.length === 0) return [{ ...own, isSettled: own.isSettled && isAlike }];
    return within;
  });
}

function ownStep(
  step: Step,
  commits: readonly Commit[],
  merges: readonly BisectCommit[],
  { confidenceLevel }: ResultTools,
): BisectStep {
  const [low, high] = intervalOf(step, confidenceLevel);
  return {
    first: named(commits[step.from + 1]!),
    last: named(commits[step.to]!),
    commits: step.to - step.from,
    merges,
    probability: step.probability,
    isSettled: step.isSettled,
    change: { percent: percentOf(step.size), interval: [percentOf(low), percentOf(high)] },
    isWorse: step.size > 0,
  };
}

function measuredOf(
  test: SearchedTest,
  { commits, merge, branches }: SearchedLine,
  tools: ResultTools,
): readonly BisectedCommit[] {
  const { looks, scatter } = tools.evidence.along({ commits }, test);
  const levels = new Map(levelsOf({ looks, scatter }).all.map((each) => [each.at, each]));
  const good = levels.get(0);
  return commits.flatMap((commit, at): readonly BisectedCommit[] => {
    const { unusable = null } = tools.evidence.of(test, commit.hash);
    const branch = branches.get(commit.hash);
    const ofBranch = branch === undefined ? [] : measuredOfBranch(test, branch, tools);
    const level = levels.get(at);
    if (level === undefined && unusable === null) return ofBranch;
    const change =
      level === undefined || good === undefined
        ? null
        : changeBetween(level.level - good.level, level.variance + (at === 0 ? 0 : good.variance), tools);
    return [
      ...ofBranch,
      { ...named(commit), branchOf: merge?.hash ?? null, change, pairs: level?.looks ?? 0, unusable },
    ];
  });
}

// It begins at a commit of the line that it left.
function measuredOfBranch(test: SearchedTest, branch: SearchedLine, tools: ResultTools): readonly BisectedCommit[] {
  return measuredOf(test, branch, tools).filter(({ hash }) => hash !== branch.commits[0]!.hash);
}

function changeBetween(size: number, variance: number, { confidenceLevel }: ResultTools): Change {
  const reach = normalQuantile((1 + confidenceLevel) / 2) * Math.sqrt(variance);
  return { percent: percentOf(size), interval: [percentOf(size - reach), percentOf(size + reach)] };
}

function named({ hash, subject }: Commit): BisectCommit {
  return { hash, subject };
}
