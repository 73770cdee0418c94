import { rm } from 'node:fs/promises';
import type { BaselineStore } from '../../baselines/store.ts';
import type { PerformanceConfig } from '../../config/performance-config.ts';
import { UsageError } from '../../errors.ts';
import { MOST_PAIRS } from '../../judge/constants.ts';
import { plannedLooks } from '../../judge/revisions/looks.ts';
import { now } from '../../measure/clock.ts';
import type { SuiteFile } from '../../measure/processes/collect-tests.ts';
import type { StepProgress } from '../../measure/processes/measure-tests.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { Programs } from '../../measure/processes/worker-process.ts';
import type { EnvironmentContext } from '../../model/environment.ts';
import type { FailedTest } from '../../model/result.ts';
import type { BaseRevision } from '../../model/revisions.ts';
import type { Suspicion } from '../../model/suspicion.ts';
import type { Repository } from '../../revisions/repository.ts';
import { pathWithin } from '../../revisions/trees.ts';
import { makeTemporaryDirectory } from '../../temporary-directory.ts';
import { keepApart } from '../compare/apart.ts';
import { makeBaseTree } from '../compare/base-tree.ts';
import { explainTrouble } from '../compare/base-trouble.ts';
import { collectBase, collector } from '../compare/collect-base.ts';
import { type MeasuredPair, measurePairs } from '../compare/measure-pairs.ts';
import { pairTests } from '../compare/pair-tests.ts';
import { type Session, startSession } from '../compare/session.ts';
import { wordsFor } from '../compare/words.ts';
import type { StoredHistory } from '../history.ts';
import { baselineKeyOf } from '../suite/plan-suite.ts';
import { readBaselinesElsewhere } from './baselines-elsewhere.ts';
import { type BaseGroup, chooseBases } from './choose-bases.ts';

/** A test that past runs cannot clear. */
export interface Suspect {
  readonly test: PlannedTest;
  readonly stored: StoredHistory;
  readonly suspicion: Suspicion;
}

/** How suspects are confirmed. */
export interface ConfirmOptions {
  readonly store: BaselineStore;
  readonly config: PerformanceConfig;
  readonly context: EnvironmentContext;
  /** Whether the present tree differs from its commit; null where that is not known. */
  readonly isDirty: boolean | null;
  /** Where the tests run, absolute. */
  readonly directory: string;
  readonly programs: Programs;
  readonly signal: AbortSignal | undefined;
  readonly onEvent: (event: ConfirmEvent) => void;
}

/** What is going on, for whoever shows it. */
export type ConfirmEvent =
  | { readonly kind: 'preparing'; readonly words: string }
  | {
      readonly kind: 'confirming';
      readonly tests: readonly string[];
      readonly processes: number;
      /** The commit whose code they are measured against in pairs; null where they are measured again alone. */
      readonly base: BaseRevision | null;
    }
  | { readonly kind: 'step'; readonly progress: StepProgress };

/** What pairs say of one suspect. */
export type Confirmation =
  | {
      readonly kind: 'judged';
      readonly base: BaseRevision;
      readonly measured: MeasuredPair;
      readonly end: Extract<MeasuredPair['end'], { kind: 'judged' }>;
    }
  /** The present code failed. */
  | { readonly kind: 'failed'; readonly failure: FailedTest }
  /** The time for all suspects was over before it was decided. */
  | { readonly kind: 'left_over' }
  /** There are no pairs of it, so past runs decide. */
  | {
      readonly kind: 'without_pairs';
      /** A sentence. */
      readonly reason: string;
      /** What somebody can do about it; null where nothing has to be done. */
      readonly remedy: string | null;
      /** Whether pairs could have told nothing more. */
      readonly isHarmless: boolean;
    };

type Confirmations = Map<PlannedTest, Confirmation>;

/**
 * Measures suspects in pairs of processes against the code that they are to be compared with, which is checked out for
 * that. Whatever stands in the way is an answer: past runs decide then.
 * @param suspects most suspicious first.
 */
export async function confirmSuspects(
  suspects: readonly Suspect[],
  options: ConfirmOptions,
): Promise<ReadonlyMap<PlannedTest, Confirmation>> {
  const confirmations: Confirmations = new Map();
  if (suspects.length === 0) return confirmations;
  const end = now() + options.config.confirmBudget;
  const session = startSession(options.programs, options.signal);
  try {
    const { against, mainBranch } = options.config;
    const asked = await Promise.all(suspects.map((suspect) => withRuns(suspect, options)));
    const chosen = await chooseBases(asked, {
      directory: options.directory,
      supervision: session.supervision,
      ci: options.context.ciEnvironment,
      isDirty: options.isDirty,
      against,
      mainBranch,
    });
    for (const { none, tests } of chosen.withoutBase) {
      const isHarmless = none.reason === 'same_code' || none.reason === 'no_baseline';
      for (const { test } of tests) setWithoutPairs(confirmations, test, none.sentence, none.remedy, isHarmless);
    }
    for (const group of chosen.groups) {
      await confirmGroup(group, { ...options, repository: chosen.repository!, session, end, confirmations });
    }
  } finally {
    session.close();
  }
  return confirmations;
}

async function withRuns(suspect: Suspect, { store, context }: ConfirmOptions) {
  const { runs } = suspect.stored;
  const key = { testName: baselineKeyOf(suspect.test), environmentKey: context.environmentKey };
  const elsewhere = runs.length > 0 ? [] : await readBaselinesElsewhere(store, key, 'fresh_processes');
  const isDrift = suspect.suspicion.reasons.every(({ name }) => name === 'drifted');
  return { ...suspect, isDrift, runs, elsewhere };
}

interface GroupTools extends ConfirmOptions {
  readonly repository: Repository;
  readonly session: Session;
  /** On the clock of `now`, in seconds. */
  readonly end: number;
  readonly confirmations: Confirmations;
}

async function confirmGroup({ base, tests: suspects }: BaseGroup<Suspect>, tools: GroupTools): Promise<void> {
  const { confirmations, signal } = tools;
  const tests = suspects.map(({ test }) => test);
  try {
    await measureGroup(tests, base, tools);
  } catch (error) {
    if (signal?.aborted) {
      for (const test of tests) if (!confirmations.has(test)) confirmations.set(test, interrupted(test));
    } else if (error instanceof UsageError) {
      // What the base cannot do is no failure of the present code.
      for (const test of tests) if (!confirmations.has(test)) setWithoutPairs(confirmations, test, error.message, null);
    } else throw error;
  }
}

async function measureGroup(tests: readonly PlannedTest[], base: BaseRevision, tools: GroupTools): Promise<void> {
  const { repository, session, config, context, directory, signal, onEvent, confirmations } = tools;
  const inside = tests.filter((test) => pathWithin(repository.root, test.load.file) !== null);
  for (const test of tests.filter((each) => !inside.includes(each))) {
    setWithoutPairs(confirmations, test, `${test.file} lies outside the repository in ${repository.root}.`, null);
  }
  if (inside.length === 0) return;
  const files = filesOf(inside);
  const temporary = await makeTemporaryDirectory('evenkeel-');
  session.supervision.watchDirectory(temporary);
  const prepare = config.prepare === '' ? null : config.prepare;
  const tree = await makeBaseTree({
    repository,
    revision: base,
    directory,
    files: files.map(({ path }) => pathWithin(repository.root, path)!),
    prepare,
    onStep: (words) => onEvent({ kind: 'preparing', words }),
  });
  try {
    const pools = {
      base: keepApart(session.startPool({ cwd: tree.directory }), repository.root),
      head: session.startPool({ cwd: directory }),
    };
    const collect = collector({
      workers: context.platformProfile.cpuCores,
      cacheDirectory: temporary,
      timeLimit: Math.max(...inside.map(({ plan }) => plan.timeLimit)),
      signal,
    });
    const where = { patterns: files.map(({ path }) => path), directory, files };
    const shared = {
      repository,
      tree,
      commit: base.commit,
      pool: pools.base,
      collect,
      tests: inside,
      versions: 'own',
    } as const;
    const declared = await collectBase({ ...where, ...shared });
    signal?.throwIfAborted();
    const pairing = pairTests({ ...declared, tests: inside, head: [], isWanted: () => false, where: wordsFor(base) });
    const context_ = { repository, ...tree, ref: base.ref, isPrepared: prepare !== null };
    const leaveOut = async (test: PlannedTest, message: string) => {
      const { reason, remedy } = await explainTrouble(message, context_);
      setWithoutPairs(confirmations, test, `It cannot run on the code of ${wordsFor(base)}: ${reason}`, remedy);
    };
    for (const { testName, reason } of pairing.onlyInHead) {
      await leaveOut(inside.find(({ declaration }) => declaration.name === testName)!, reason);
    }
    const names = pairing.pairs.map(({ test }) => test.declaration.name);
    // As many as the first look needs, after which most are decided.
    const processes = 2 * plannedLooks(MOST_PAIRS)[0]! * names.length;
    if (processes > 0) onEvent({ kind: 'confirming', tests: names, processes, base });
    const measured = await measurePairs(pairing.pairs, {
      pools,
      blocks: MOST_PAIRS,
      confidenceLevel: config.confidenceLevel,
      signal,
      onStep: (progress) => onEvent({ kind: 'step', progress }),
      isTimeOver: () => now() > tools.end,
    });
    for (const each of measured) {
      const { test } = each.pair;
      if (each.end.kind === 'judged') confirmations.set(test, { kind: 'judged', base, measured: each, end: each.end });
      else if (each.end.kind === 'left_over') confirmations.set(test, { kind: 'left_over' });
      else if (each.end.side === 'head') confirmations.set(test, { kind: 'failed', failure: each.end.failure });
      else await leaveOut(test, each.end.failure.message);
    }
  } finally {
    await tree.remove();
    await rm(temporary, { recursive: true, force: true });
    session.supervision.releaseDirectory(temporary);
  }
}

function filesOf(tests: readonly PlannedTest[]): readonly SuiteFile[] {
  return [...new Map(tests.map(({ load, file }) => [load.file, { path: load.file, name: file }])).values()];
}

function setWithoutPairs(
  to: Confirmations,
  test: PlannedTest,
  reason: string,
  remedy: string | null,
  isHarmless = false,
): void {
  to.set(test, { kind: 'without_pairs', reason, remedy, isHarmless });
}

function interrupted({ declaration, file }: PlannedTest): Confirmation {
  const message = 'Interrupted before pairs of processes could decide; nothing was recorded for it.';
  return { kind: 'failed', failure: { testName: declaration.name, file, reason: 'interrupted', message, stack: null } };
}
