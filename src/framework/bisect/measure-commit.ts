import { MeasurementError } from '../../errors.ts';
import { BISECT_PAIRS } from '../../judge/constants.ts';
import { fallbacksIn, standInsFor } from '../../judge/stand-ins.ts';
import type { WorkerPool } from '../../measure/processes/worker-process.ts';
import type { MeasuredMetric } from '../../model/measured-metric.ts';
import { type Metric, PEAK_MEMORY, SYSTEM_TIME, TIME, USER_TIME } from '../../model/metric.ts';
import type { FailedTest } from '../../model/result.ts';
import { median } from '../../statistics/core/median.ts';
import { type CommandBlock, commandEvidence } from '../compare/command-evidence.ts';
import { measureCommandPairs } from '../compare/measure-commands.ts';
import { measurePairs } from '../compare/measure-pairs.ts';
import { type MetricSide, metricsOfPairs } from '../compare/metric-sides.ts';
import type { PairedCommand } from '../compare/pair-commands.ts';
import type { PairedTest } from '../compare/pair-tests.ts';
import type { ProcessSession } from '../compare/process-session.ts';
import type { Pools } from '../compare/turn.ts';
import { locationsOf } from '../metrics/figures.ts';
import type { ReadyCommit } from './commit-trees.ts';
import type { CommitEvidence } from './evidence.ts';
import type { SearchedTest } from './searched-tests.ts';

/** A test that is to have more looks at a commit. */
export interface WantedLooks {
  readonly test: SearchedTest;
  readonly looks: number;
}

/** Where commits are measured. */
export interface MeasurePlace {
  readonly session: ProcessSession;
  readonly headPool: WorkerPool;
  /** What a reaper of commands is started from. */
  readonly reaperProgram: string | undefined;
  readonly confidenceLevel: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Holds a commit against the present tree, and answers what each test said. Commits never meet each other: the present tree is the
 * yardstick that they are all measured by, so that one check-out at a time runs.
 * @throws {MeasurementError} where a test fails in the present tree, which then is no yardstick.
 */
export async function measureCommit(
  commit: ReadyCommit,
  wanted: readonly WantedLooks[],
  place: MeasurePlace,
): Promise<ReadonlyMap<SearchedTest, CommitEvidence>> {
  const found = new Map<SearchedTest, CommitEvidence>();
  const pool = commit.startPool();
  const pools = { base: pool, head: place.headPool };
  try {
    const times: WantedFunction[] = [];
    for (const { test, looks } of wanted) {
      const ready = commit.of(test);
      if (ready.kind === 'unusable') found.set(test, { unusable: ready.reason });
      else if (ready.kind === 'command') {
        commit.tree.guard();
        found.set(test, await commandLooks(ready.pair, test, looks, place));
      } else if (test.metric.name === TIME.name && test.test.declaration.kind === 'test') {
        times.push({ test, looks, pair: ready.pair });
      } else found.set(test, await metricLooks(ready.pair, test, looks, { ...place, pools }));
    }
    for (const [test, evidence] of await functionLooks(times, pools, place)) found.set(test, evidence);
    return found;
  } finally {
    pool.close();
  }
}

interface WantedFunction extends WantedLooks {
  readonly pair: PairedTest;
}

/** Pairs of functions, few at a time, so that nothing is judged before the number is reached. */
async function functionLooks(
  wanted: readonly WantedFunction[],
  pools: Pools,
  { confidenceLevel, signal }: MeasurePlace,
): Promise<ReadonlyMap<SearchedTest, CommitEvidence>> {
  const found = new Map<SearchedTest, CommitEvidence>();
  const taken = (test: SearchedTest) => found.get(test)?.looks?.length ?? 0;
  for (;;) {
    const open = wanted.filter(({ test, looks }) => found.get(test)?.unusable === undefined && taken(test) < looks);
    if (open.length === 0) return found;
    const blocks = Math.min(BISECT_PAIRS, ...open.map(({ test, looks }) => looks - taken(test)));
    const measured = await measurePairs(
      open.map(({ pair }) => pair),
      {
        ...{ pools, blocks, confidenceLevel, against: null, signal },
        isStateKnown: found.size > 0,
        onStep: () => undefined,
      },
    );
    for (const [i, { end, processes }] of measured.entries()) {
      const { test } = open[i]!;
      const fallbacks = fallbacksIn([...processes.base, ...processes.head]);
      if (end.kind === 'failed') found.set(test, failed(end, signal));
      else if (fallbacks.length > 0) found.set(test, { unusable: `It was measured with ${standInsFor(fallbacks)}.` });
      else if (end.kind === 'judged') {
        const looks = end.evidence.logRatios.lowEnd.map((ratio) => -ratio);
        found.set(test, { looks: [...(found.get(test)?.looks ?? []), ...looks] });
      }
    }
  }
}

async function commandLooks(
  pair: PairedCommand,
  { metric }: SearchedTest,
  wanted: number,
  { reaperProgram, confidenceLevel, signal }: MeasurePlace,
): Promise<CommitEvidence> {
  const looks: number[] = [];
  while (looks.length < wanted) {
    const [measured] = await measureCommandPairs([pair], {
      ...{ blocks: Math.min(BISECT_PAIRS, wanted - looks.length), tests: 1, confidenceLevel, against: null, signal },
      reaperProgram,
      onStep: () => undefined,
    });
    const { end, blocks } = measured!;
    if (end.kind === 'failed') return failed(end, signal);
    const levels = levelsOfBlocks(blocks, metric);
    if (levels === null) return { unusable: `${metric.name} of the command is not known, or 0.` };
    looks.push(...levels);
  }
  return { looks };
}

const FIGURES_OF_COMMANDS: Readonly<Record<string, (run: CommandBlock['base'][number]) => number | null | undefined>> =
  {
    [PEAK_MEMORY.name]: ({ peakMemory }) => peakMemory,
    [USER_TIME.name]: ({ user }) => user,
    [SYSTEM_TIME.name]: ({ system }) => system,
  };

/** What each pair says; null where a figure is not known. */
function levelsOfBlocks(blocks: readonly CommandBlock[], metric: Metric): readonly number[] | null {
  if (metric.name === TIME.name) return commandEvidence(blocks).logRatios.lowEnd.map((ratio) => -ratio);
  const of = FIGURES_OF_COMMANDS[metric.name]!;
  const figureOf = (runs: CommandBlock['base']) => median(runs.map((run) => of(run) ?? Number.NaN));
  const levels = blocks.map(({ base, head }) => levelOf(figureOf(base), figureOf(head), metric));
  const known = levels.filter((level) => level !== null);
  return known.length === levels.length ? known : null;
}

async function metricLooks(
  pair: PairedTest,
  { metric }: SearchedTest,
  wanted: number,
  { pools, signal }: MeasurePlace & { readonly pools: Pools },
): Promise<CommitEvidence> {
  // Those of one process are measured together; only this one was asked for.
  const of = metricsOfPairs([pair], Number.POSITIVE_INFINITY).find(({ metrics }) =>
    metrics.some(({ name }) => name === metric.name),
  );
  if (of === undefined) return { unusable: `${metric.name} is not measured of it.` };
  const isCounted = metric.scatter !== 'sampled';
  const rounds = isCounted ? of.rounds : wanted;
  const sides: Readonly<Record<'base' | 'head', MetricSide>> = {
    base: of.sideOf('base', { pool: pools.base, signal }),
    head: of.sideOf('head', { pool: pools.head, signal }),
  };
  for (let round = 0; round < rounds; round++) {
    for (const side of round % 2 === 0 ? (['head', 'base'] as const) : (['base', 'head'] as const)) {
      const failure = await sides[side].take(round);
      if (failure !== null) return failed({ side, failure }, signal);
    }
  }
  const measuredOf = (side: MetricSide) => side.measured().metrics.find(({ name }) => name === metric.name)!;
  const [base, head] = [measuredOf(sides.base), measuredOf(sides.head)];
  const levels = isCounted
    ? [levelOf(base.value, head.value, metric)]
    : pairsOf(base, head).map(([before, now]) => levelOf(before, now, metric));
  const looks = levels.filter((level) => level !== null);
  return looks.length === levels.length ? { looks } : { unusable: `${metric.name} is 0 or less, which has no ratio.` };
}

function pairsOf(base: MeasuredMetric, head: MeasuredMetric): readonly (readonly [number, number])[] {
  const [before, now] = [locationsOf(base), locationsOf(head)];
  return before.slice(0, now.length).map((figure, i) => [figure, now[i]!]);
}

/**
 * How much worse a commit is than the present tree, on the logarithmic scale. What is counted may be none, which is one less than one.
 * @returns null where there is no ratio.
 */
function levelOf(base: number, head: number, { better, scatter, unit }: Metric): number | null {
  const none = scatter === 'counted' && (unit === 'bytes' || unit === '') ? 1 : 0;
  const level = Math.log((base + none) / (head + none));
  if (!Number.isFinite(level)) return null;
  return better === 'lower' ? level : -level;
}

function failed(
  { side, failure }: { readonly side: 'base' | 'head'; readonly failure: FailedTest },
  signal: AbortSignal | undefined,
): CommitEvidence {
  signal?.throwIfAborted();
  if (side === 'base') return { unusable: failure.message };
  throw new MeasurementError(
    `${JSON.stringify(failure.testName)} fails in the present tree, which every commit is held against: ${failure.message}`,
    { data: { testName: failure.testName } },
  );
}
