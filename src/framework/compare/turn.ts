import type { Place } from '../../measure/measure-function.ts';
import { failureOf } from '../../measure/processes/failure.ts';
import { measurePair } from '../../measure/processes/pairs/measure-pair.ts';
import type { MeasureRequest } from '../../measure/processes/protocol.ts';
import type { WorkerOutcome, WorkerPool } from '../../measure/processes/worker-process.ts';
import type { PairManner, ProcessMeasurement } from '../../model/measurement.ts';
import type { FailedTest } from '../../model/result.ts';
import type { RevisionSide } from '../../model/revisions.ts';
import type { PairedTest } from './pair-tests.ts';

/** Where each side's code runs. */
export type Pools = Readonly<Record<RevisionSide, WorkerPool>>;

/** One pair of fresh processes for one test. */
export interface Turn {
  readonly pair: PairedTest;
  readonly block: number;
  /** Of the first of the two processes in its block. */
  readonly position: number;
  /** Which side goes first. */
  readonly first: RevisionSide;
  /** Calls a sample in the test's first process of all; undefined before that. */
  readonly callsPerSample: number | undefined;
  /** How the pair before this one was measured; null for the first one. */
  readonly manner: PairManner | null;
}

/** The result. */
export type TurnOutcome =
  | ({ readonly kind: 'measured'; readonly manner: PairManner } & Readonly<Record<RevisionSide, ProcessMeasurement>>)
  | { readonly kind: 'failed'; readonly side: RevisionSide; readonly failure: FailedTest };

/** Measures a test once on either side, in a pair of fresh processes. */
export async function takeTurn(turn: Turn, pools: Pools, signal: AbortSignal | undefined): Promise<TurnOutcome> {
  const { timeLimit } = turn.pair.test.plan;
  const { position, first } = turn;
  const order = first === 'base' ? (['base', 'head'] as const) : (['head', 'base'] as const);
  const sides = order.map((side, i) => ({ pool: pools[side], request: requestOf(turn, side, position + i) }));
  const outcome = await measurePair([sides[0]!, sides[1]!], { timeLimit, signal }, turn.manner);
  if (outcome.kind === 'failed') return ended(turn, { [order[0]]: outcome.ends[0], [order[1]]: outcome.ends[1] });
  const [one, two] = outcome.sides;
  const { manner } = outcome;
  return { kind: 'measured', manner, ...(first === 'base' ? { base: one, head: two } : { base: two, head: one }) };
}

function requestOf({ pair: { test, baseLoad }, block, callsPerSample }: Turn, side: RevisionSide, position: number) {
  const { iterations, warmupIterations, maxDuration } = test.plan;
  const place: Place = { round: block, position };
  return {
    kind: 'measure',
    load: side === 'head' ? test.load : baseLoad,
    testName: test.declaration.name,
    side: 'candidate',
    options: { iterations, warmupIterations, maxDuration, callsPerSample },
    place,
  } satisfies MeasureRequest;
}

function ended(turn: Turn, { base, head }: Partial<Record<RevisionSide, WorkerOutcome | null>>): TurnOutcome {
  const { file, declaration } = turn.pair.test;
  if (base?.kind === 'aborted' || head?.kind === 'aborted')
    return { kind: 'failed', side: 'head', failure: cutShort(turn) };
  // What fails on both sides is the present tree's concern.
  return head
    ? { kind: 'failed', side: 'head', failure: failureOf(head, file, declaration.name) }
    : { kind: 'failed', side: 'base', failure: failureOf(base!, file, declaration.name) };
}

function cutShort({ pair: { test }, block }: Turn): FailedTest {
  const progress = block === 0 ? 'in its first block' : `after ${block} of its blocks`;
  return {
    testName: test.declaration.name,
    file: test.file,
    reason: 'interrupted',
    message: `Interrupted ${progress}, before it could be decided.`,
    stack: null,
  };
}
