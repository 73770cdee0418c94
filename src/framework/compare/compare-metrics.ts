import { judgeFiles } from '../../judge/files/judge-files.ts';
import { fallbacksIn, setPairsApart } from '../../judge/stand-ins.ts';
import type { StepProgress } from '../../measure/processes/measure-tests.ts';
import { rotate } from '../../measure/processes/schedule.ts';
import type { UsedFallback } from '../../model/dependencies.ts';
import type { MeasuredMetric } from '../../model/measured-metric.ts';
import type { FailedTest } from '../../model/result.ts';
import type { RevisionMetric, RevisionSide } from '../../model/revisions.ts';
import { figuresOf } from '../metrics/figures.ts';
import type { MeasuredPair } from './measure-pairs.ts';
import type { MetricSide, MetricsOfPair } from './metric-sides.ts';
import type { PairedTest } from './pair-tests.ts';
import type { Pools } from './turn.ts';

/** What measuring metrics in either tree works with. */
export interface CompareMetricsOptions {
  readonly pools: Pools;
  /** All verdicts that share one error budget, these among them. */
  readonly sharers: number;
  readonly signal: AbortSignal | undefined;
  readonly onStep: (progress: StepProgress) => void;
}

/** What came of them. */
export interface MetricsOutcome {
  readonly metrics: readonly RevisionMetric[];
  /** Tests that a side could not measure, as the measuring of times tells of them. */
  readonly failed: readonly MeasuredPair[];
}

interface Tally {
  readonly of: MetricsOfPair;
  readonly sides: Readonly<Record<RevisionSide, MetricSide>>;
}

interface Ended {
  readonly side: RevisionSide;
  readonly failure: FailedTest;
}

/**
 * Measures metrics in either tree, one process at a time: present, base, base, present and so on, so that what changes meanwhile
 * meets both sides alike. Then the sides are held against each other as two files of results are. A test that fails on a side
 * is left out from then on; the others are still measured.
 */
export async function compareMetrics(
  asked: readonly MetricsOfPair[],
  options: CompareMetricsOptions,
): Promise<MetricsOutcome> {
  const { pools, signal } = options;
  const tallies = asked.map((of): Tally => {
    const sideOf = (side: RevisionSide) => of.sideOf(side, { pool: pools[side], signal });
    return { of, sides: { base: sideOf('base'), head: sideOf('head') } };
  });
  const ended = await takeRounds(tallies, options);
  return {
    metrics: tallies.filter(({ of }) => !ended.has(of.pair)).flatMap((tally) => judged(tally, options.sharers)),
    failed: [...ended].map(([pair, end]) => ({
      pair,
      processes: { base: [], head: [] },
      manner: null,
      end: { kind: 'failed', ...end },
    })),
  };
}

async function takeRounds(
  tallies: readonly Tally[],
  { onStep }: CompareMetricsOptions,
): Promise<ReadonlyMap<PairedTest, Ended>> {
  const ended = new Map<PairedTest, Ended>();
  const total = processesFor(tallies.map(({ of }) => of));
  let done = 0;
  for (const { tally, round } of stepsOf(tallies)) {
    const { pair, rounds } = tally.of;
    const end = ended.has(pair) ? null : await takeTurn(tally, round);
    if (end !== null) ended.set(pair, end);
    done += 2;
    onStep({ testName: pair.test.declaration.name, done, total, round: round + 1, rounds });
  }
  return ended;
}

interface Step {
  readonly tally: Tally;
  readonly round: number;
}

function stepsOf(tallies: readonly Tally[]): readonly Step[] {
  const most = Math.max(0, ...tallies.map(({ of }) => of.rounds));
  return Array.from({ length: most }, (_, round) => {
    const taking = tallies.filter(({ of }) => round < of.rounds);
    return rotate(taking, round).map((tally) => ({ tally, round }));
  }).flat();
}

const ORDERS = [
  ['head', 'base'],
  ['base', 'head'],
] as const;

/** One process of either side; says which side failed, and null where none did. */
async function takeTurn({ sides }: Tally, round: number): Promise<Ended | null> {
  for (const side of ORDERS[round % 2]!) {
    const failure = await sides[side].take(round);
    // What a person interrupted is not what the base lacks.
    if (failure !== null) return { side: failure.reason === 'interrupted' ? 'head' : side, failure };
  }
  return null;
}

/** How many processes they take, on both sides. */
export function processesFor(asked: readonly MetricsOfPair[]): number {
  return 2 * asked.reduce((sum, { rounds }) => sum + rounds, 0);
}

function judged({ of: { pair }, sides }: Tally, sharers: number): readonly RevisionMetric[] {
  const base = sides.base.measured();
  const head = sides.head.measured();
  const fallbacks = fallbacksIn([base, head]);
  return head.metrics.map((metric, i) => judgeOne(pair, { base: base.metrics[i]!, head: metric, fallbacks, sharers }));
}

interface BothSides extends Readonly<Record<RevisionSide, MeasuredMetric>> {
  readonly fallbacks: readonly UsedFallback[];
  readonly sharers: number;
}

function judgeOne({ test, notes = [] }: PairedTest, { base, head, fallbacks, sharers }: BothSides): RevisionMetric {
  const { name, unit, better, scatter, how } = head;
  const { declaration, plan, file } = test;
  const isOwn = declaration.metric !== undefined;
  const metric = { name, unit, better, scatter };
  const judgement = judgeFiles({
    metric,
    base: figuresOf(base),
    head: figuresOf(head),
    comparisons: sharers,
    incomparable: null,
    // The tolerance of functions by default is that of time.
    tolerancePercent: isOwn ? plan.tolerancePercent : declaration.options.tolerancePercent,
    of: 'revisions',
  });
  const validation = setPairsApart(judgement.validation, fallbacks);
  return {
    testName: declaration.name,
    file,
    ...metric,
    ...(how !== undefined && { how }),
    ...judgement,
    // Of a function, they stand with its time.
    validation: { ...validation, warnings: [...(isOwn ? notes : []), ...validation.warnings] },
  };
}
