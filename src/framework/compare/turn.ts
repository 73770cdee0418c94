import { looksAtState } from '../../measure/looks-at-state.ts';
import { failureOf } from '../../measure/processes/failure.ts';
import { type PreparedPair, prepareByTurns } from '../../measure/processes/pairs/by-turns.ts';
import { measurePair, type PairOptions } from '../../measure/processes/pairs/measure-pair.ts';
import { type PairSide, type SampledAs, sampledAs } from '../../measure/processes/pairs/pair.ts';
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
}

/** What is known of a test's pairs before. */
export interface TurnsBefore {
  /** The processes so far, of which the first ones say how the others are sampled. */
  readonly processes: Readonly<Record<RevisionSide, readonly ProcessMeasurement[]>>;
  /** How they were measured; null before the first pair. */
  readonly manner: PairManner | null;
}

/** The result of a turn. */
export type TurnOutcome =
  | ({ readonly kind: 'measured'; readonly manner: PairManner } & Readonly<Record<RevisionSide, ProcessMeasurement>>)
  | { readonly kind: 'failed'; readonly side: RevisionSide; readonly failure: FailedTest };

/** Where turns are taken. */
export interface TurnPlace {
  readonly pools: Pools;
  readonly signal: AbortSignal | undefined;
  /** Whether other processes of this run have looked at what the tests' calls change outside of them. Default: no. */
  readonly isStateKnown?: boolean | undefined;
}

/** Starts the processes of a turn ahead, while another one is measured on a processor of its own. */
export function prepareTurn(turn: Turn, before: TurnsBefore, place: TurnPlace, awayFrom: number): PreparedPair {
  const { timeLimit } = turn.pair.test.plan;
  return prepareByTurns(sidesOf(turn, before, place), { timeLimit, signal: place.signal }, awayFrom);
}

/**
 * Measures a test once on either side, in a pair of fresh processes.
 * @param ahead the processes, where they were started ahead, and who is told where they take their turns.
 */
export async function takeTurn(
  turn: Turn,
  before: TurnsBefore,
  place: TurnPlace,
  ahead: Pick<PairOptions, 'prepared' | 'onPlaced'>,
): Promise<TurnOutcome> {
  const { timeLimit } = turn.pair.test.plan;
  const { manner } = before;
  const like = likeFirst(turn, before);
  const options = { timeLimit, signal: place.signal, before: manner, like, ...ahead };
  const outcome = await measurePair(sidesOf(turn, before, place), options);
  const [first, second] = orderOf(turn);
  if (outcome.kind === 'failed') return ended(turn, { [first]: outcome.ends[0], [second]: outcome.ends[1] });
  const [one, two] = outcome.sides;
  const sides = first === 'base' ? { base: one, head: two } : { base: two, head: one };
  return { kind: 'measured', manner: outcome.manner, ...sides };
}

function likeFirst(turn: Turn, { processes }: TurnsBefore): readonly [SampledAs, SampledAs] | undefined {
  const [one, two] = orderOf(turn).map((side) => sampledAs(processes[side][0]));
  return one && two && [one, two];
}

function orderOf({ first }: Turn): readonly [RevisionSide, RevisionSide] {
  return first === 'base' ? ['base', 'head'] : ['head', 'base'];
}

function sidesOf(turn: Turn, before: TurnsBefore, place: TurnPlace): readonly [PairSide, PairSide] {
  const sideOf = (side: RevisionSide, position: number): PairSide => ({
    pool: place.pools[side],
    request: requestOf(turn, side, position, !place.isStateKnown && looksAtState(turn.block, before.processes[side])),
  });
  const [first, second] = orderOf(turn);
  return [sideOf(first, turn.position), sideOf(second, turn.position + 1)];
}

function requestOf(
  { pair: { test, baseLoad }, block }: Turn,
  side: RevisionSide,
  position: number,
  looksAtState: boolean,
): MeasureRequest {
  const { iterations, warmupIterations, maxDuration } = test.plan;
  return {
    kind: 'measure',
    load: side === 'head' ? test.load : baseLoad,
    testName: test.declaration.name,
    side: 'candidate',
    options: { iterations, warmupIterations, maxDuration, looksAtState },
    place: { round: block, position },
  };
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
