import { realpath } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { EnvironmentDetector } from '../../environment/environment-detector.ts';
import { startResourceWatch } from '../../environment/resources.ts';
import { UsageError } from '../../errors.ts';
import { makeTemporaryDirectory } from '../../files/temporary-directory.ts';
import { now } from '../../measure/clock.ts';
import { PROGRAMS } from '../../measure/processes/worker-process.ts';
import type { BisectedTest, BisectReport } from '../../model/bisect.ts';
import type { EnvironmentContext } from '../../model/environment.ts';
import type { FailedTest } from '../../model/result.ts';
import { dateOf } from '../../real-time.ts';
import { branchOf, type Commit, lineBetween, namedCommit, short } from '../../revisions/history.ts';
import { openRepository, type Repository, readHeadRevision } from '../../revisions/repository.ts';
import { collector } from '../compare/collect-base.ts';
import { type ProcessSession, startProcessSession } from '../compare/process-session.ts';
import { packageVersion } from '../result/version.ts';
import { openExistingStore } from '../store/open-store.ts';
import { searchTests } from '../suite/find-tests.ts';
import { CommitTrees } from './commit-trees.ts';
import { type Ends, endsFromHistory } from './ends-from-history.ts';
import { SearchEvidence } from './evidence.ts';
import type { BisectOptions } from './options.ts';
import { presentTree } from './present-tree.ts';
import { bisectedTest, isWhole, type SearchedLine } from './results.ts';
import { savedSearch } from './saved-search.ts';
import { type SearchTools, searchLine } from './search-line.ts';
import { loadLimit, planSearched, type SearchedTest, type SearchedTests, toleranceOf } from './searched-tests.ts';
import { summarizeSearch } from './summary.ts';

/**
 * Searches the history between a good and a bad commit for what changed tests: each commit that is looked at is checked out beside the
 * present tree and measured in pairs with it, and the next one is whichever tells most.
 * @throws {UsageError} where there is no such commit or test, nothing lies between them, or the present tree changes meanwhile.
 */
export async function bisectRevisions(options: BisectOptions): Promise<BisectReport> {
  const startedAt = dateOf();
  const start = now();
  const watch = startResourceWatch();
  const session = startProcessSession(options.programs ?? PROGRAMS, options.signal);
  try {
    const directory = await realpath(options.directory);
    const repository = await openRepository(directory, session.supervision, 'bisect');
    const head = await readHeadRevision(repository);
    const context = await new EnvironmentDetector({ measuresIn: 'fresh_processes' }).getEnvironmentContext();
    const isOver = () => (options.signal?.aborted ?? false) || now() - start > options.budget;
    const outcome = await search({ ...options, directory, repository, session, context, isOver });
    const interrupted = options.signal?.aborted ?? false;
    const { counts, ...found } = outcome;
    const dirty = head.isDirty ? [DIRTY] : [];
    return {
      kind: 'bisect',
      schemaVersion: 1,
      evenkeelVersion: packageVersion(),
      environment: { ...context, resourceConstraints: watch.stop() },
      startedAt: startedAt.toISOString(),
      duration: now() - start,
      head,
      confidence: options.confidence,
      ...found,
      warnings: [...dirty, ...found.warnings],
      summary: summarizeSearch({ ...found, ...counts, interrupted }),
    };
  } finally {
    session.close();
  }
}

const DIRTY =
  'The present tree has uncommitted changes: it is only what each commit is held against, and no commit that was searched has them, but for the performance files.';

interface SearchPlace extends BisectOptions {
  readonly repository: Repository;
  readonly session: ProcessSession;
  readonly context: EnvironmentContext;
  readonly isOver: () => boolean;
}

interface SearchOutcome extends Pick<BisectReport, 'tests' | 'failures' | 'warnings'> {
  readonly counts: ReturnType<SearchEvidence['counts']>;
}

async function search(given: SearchPlace): Promise<SearchOutcome> {
  const { repository, session, directory, config, context, signal } = given;
  const found = await searchTests(given.patterns, directory, given.configured ?? { file: null, commands: [] });
  const temporary = await makeTemporaryDirectory(session.supervision);
  let trees: CommitTrees | null = null;
  try {
    const collect = collector({
      ...{ cacheDirectory: temporary.path, tellsFiles: true, signal },
      timeLimit: loadLimit(given, context),
    });
    const headPool = session.startPool({ cwd: directory });
    const collected = [...(await collect(found.files, headPool)), ...found.configured];
    signal?.throwIfAborted();
    const planned = await planSearched(collected, given, context);
    const lines = await linesFor(planned, given);
    const present = await presentTree(repository, found.files, cacheWithin(given));
    const state = savedSearch(config.enableCaching ? resolve(directory, config.cacheDirectory) : null, {
      version: packageVersion(),
      machine: context.environmentKey,
      present: present.fingerprint,
      lines: lines.map(({ commits, tests }) => [
        commits[0]!.hash,
        commits.at(-1)!.hash,
        tests.map(({ key, metric }) => [key, metric.name]),
      ]),
      settings: [given.prepare, given.iterations, given.sharePackages ?? false, { ...config }],
    });
    const saved = await state.read(given.fresh ?? false);
    if (saved.notice !== null) given.onStep?.(saved.notice);
    const evidence = new SearchEvidence(saved.evidence);
    const notices: string[] = [];
    const tests = lines.flatMap((line) => line.tests);
    trees = new CommitTrees({ ...given, files: found.files, collected, collect, headPool, tests, onStep: say(given) });
    const tools: SearchTools = {
      ...{ trees, evidence, tests, isOver: given.isOver, onStep: say(given) },
      rule: (test) => ({
        confidence: given.confidence,
        tolerancePercent: toleranceOf(test),
        tests: tests.length,
      }),
      place: {
        ...{ session, headPool, signal, confidenceLevel: config.confidenceLevel },
        reaperProgram: given.programs?.reaper,
      },
      requireSameTree: present.requireSame,
      save: async () => {
        const problem = await state.write(evidence);
        if (problem !== null && notices.length === 0) notices.push(notKept(problem));
      },
    };
    const results = await searchAll(lines, tools, given);
    if (results.isDone) await state.remove();
    return {
      tests: results.tests,
      failures: [...planned.failures, ...results.failures],
      warnings: [...found.notices, ...planned.warnings, ...lines.flatMap((line) => line.notices), ...notices],
      counts: evidence.counts(),
    };
  } finally {
    await trees?.remove();
    await temporary.remove();
  }
}

function say({ onStep }: BisectOptions): (words: string) => void {
  return (words) => onStep?.(words);
}

function notKept(problem: string): string {
  return `What was measured could not be kept, so a search that is interrupted begins anew: ${problem}.`;
}

function cacheWithin({ repository, directory, config }: SearchPlace): string {
  return relative(repository.root, resolve(directory, config.cacheDirectory));
}

/** Tests that became worse between the same two commits. */
interface TestsOfLine {
  readonly commits: readonly Commit[];
  readonly notices: readonly string[];
  readonly tests: readonly SearchedTest[];
}

async function linesFor(planned: SearchedTests, given: SearchPlace): Promise<readonly TestsOfLine[]> {
  const { repository } = given;
  const named = {
    good: given.good === null ? null : await namedCommit(repository, given.good, '--good'),
    bad: given.bad === null ? null : await namedCommit(repository, given.bad, '--bad'),
  };
  if (named.good !== null) {
    const bad = named.bad ?? (await namedCommit(repository, 'HEAD', '--bad'));
    return [{ ...(await lineBetween(repository, named.good, bad)), tests: planned.tests }];
  }
  const groups = await groupedByHistory(planned.tests, named.bad, given);
  const lines: TestsOfLine[] = [];
  for (const { good, bad, tests } of groups) lines.push({ ...(await lineBetween(repository, good, bad)), tests });
  return lines;
}

async function groupedByHistory(tests: readonly SearchedTest[], bad: string | null, given: SearchPlace) {
  const { repository, config, context } = given;
  const store = await openExistingStore(config, null);
  try {
    const groups = new Map<string, Ends & { readonly tests: SearchedTest[] }>();
    const reasons: string[] = [];
    for (const test of tests) {
      const ends = await endsFromHistory(test, bad, {
        ...{ store, repository, environmentKey: context.environmentKey, isCI: context.ciEnvironment.isCI },
      });
      if (typeof ends === 'string') {
        reasons.push(`${JSON.stringify(test.test.declaration.name)}: ${ends}`);
        continue;
      }
      const key = `${ends.good} ${ends.bad}`;
      const group = groups.get(key) ?? { ...ends, tests: [] };
      groups.set(key, group);
      group.tests.push(test);
    }
    // Whoever named tests wants to know of each; of all tests most have no regression.
    if (groups.size === 0 || (given.tests.length > 0 && reasons.length > 0)) throw noEnds(reasons);
    return [...groups.values()];
  } finally {
    await store.close();
  }
}

const MOST_REASONS = 3;

function noEnds(reasons: readonly string[]): UsageError {
  const more = reasons.length > MOST_REASONS ? `; and ${reasons.length - MOST_REASONS} more` : '';
  return new UsageError(
    `The stored runs do not say between which commits to search (${reasons.slice(0, MOST_REASONS).join('; ')}${more}). Name them: evenkeel bisect --good <commit> --bad <commit>`,
  );
}

interface AllResults {
  readonly tests: readonly BisectedTest[];
  readonly failures: readonly FailedTest[];
  /** Whether nothing more is to be measured. */
  readonly isDone: boolean;
}

async function searchAll(lines: readonly TestsOfLine[], tools: SearchTools, given: SearchPlace): Promise<AllResults> {
  const results: BisectedTest[] = [];
  const failures: FailedTest[] = [];
  let isDone = true;
  for (const { commits, tests } of lines) {
    const searched = await searchWithBranches(commits, null, tests, tools, given.repository);
    for (const test of tests) {
      const line = searched.get(test)!;
      if ('reason' in line) {
        failures.push(withoutEnd(test, line));
        continue;
      }
      isDone &&= isWhole(line) && !given.signal?.aborted;
      results.push(
        bisectedTest(test, line, {
          evidence: tools.evidence,
          confidenceLevel: given.config.confidenceLevel,
          isInterrupted: given.signal?.aborted ?? false,
        }),
      );
    }
  }
  return { tests: results, failures, isDone };
}

interface WithoutEnd {
  readonly commit: Commit;
  readonly reason: string;
}

/** Merges at which a step is for sure, with the tests that have it. */
function mergesWithSteps(
  commits: readonly Commit[],
  states: Awaited<ReturnType<typeof searchLine>>,
): ReadonlyMap<Commit, readonly SearchedTest[]> {
  const merges = new Map<Commit, SearchedTest[]>();
  for (const [test, each] of states) {
    for (const step of each.kind === 'searched' ? (each.state.line?.steps ?? []) : []) {
      const at = commits[step.to]!;
      if (step.isSettled && step.to - step.from === 1 && at.parents.length > 1) {
        merges.set(at, [...(merges.get(at) ?? []), test]);
      }
    }
  }
  return merges;
}

/** Searches a line, and then the branches of those of its merges that steps are at. */
async function searchWithBranches(
  commits: readonly Commit[],
  merge: Commit | null,
  tests: readonly SearchedTest[],
  tools: SearchTools,
  repository: Repository,
): Promise<ReadonlyMap<SearchedTest, SearchedLine | WithoutEnd>> {
  const states = await searchLine(commits, tests, tools);
  const branches = new Map<string, ReadonlyMap<SearchedTest, SearchedLine>>();
  const merges = mergesWithSteps(commits, states);
  for (const [at, own] of merges) {
    // Git is not asked any more by then.
    if (tools.place.signal?.aborted) break;
    const branch = await branchOf(repository, at);
    if (branch === null) continue;
    const found = await searchWithBranches(branch, at, own, tools, repository);
    const lines = [...found].flatMap(([test, line]) => ('reason' in line ? [] : [[test, line] as const]));
    branches.set(at.hash, new Map(lines));
  }
  return new Map(
    tests.map((test): [SearchedTest, SearchedLine | WithoutEnd] => {
      const state = states.get(test)!;
      if (state.kind === 'without_end') return [test, state];
      const own = [...branches].flatMap(([hash, lines]) => {
        const line = lines.get(test);
        return line === undefined ? [] : [[hash, line] as const];
      });
      return [test, { commits, merge, state, branches: new Map(own) }];
    }),
  );
}

function withoutEnd({ test }: SearchedTest, { commit, reason }: WithoutEnd): FailedTest {
  return {
    testName: test.declaration.name,
    file: test.file,
    reason: 'base_failed',
    message: `${short(commit.hash)}, an end of the search, cannot be measured: ${reason}`,
    stack: null,
  };
}
