import { now } from '../../clock.ts';
import type { TurnPlan } from '../../turns.ts';
import type { Batch } from '../../warm-up.ts';
import type { WorkerConversation, WorkerOutcome } from '../conversation.ts';
import type { MeasureRequest, PairMessage } from '../protocol.ts';
import { endedBy, type PairLimits, type PairOutcome, type PairSide } from './pair.ts';
import { createPinner } from './pin.ts';

// Seconds of a turn: short beside a burst of noise, long beside the waking of a process (docs/decisions/0022).
const TURN = 5e-3;
// Turns of a side: twice as many lower the error of a pair from 1.3 to 1.1 %, and another pair lowers that of a test more.
const TURNS = 25;
// With fewer, a low end says nothing, however slow the function.
const LEAST_TURNS = 5;

const pinner = createPinner();

/**
 * Measures two fresh processes by turns of milliseconds (a, b, b, a, …), so that what slows the machine slows both: load
 * and warm up both, agree on the samples, and give each its turns. A process that waits for its turn does nothing. A
 * side that throws, ends or hangs ends the pair.
 */
export async function measureByTurns(
  sides: readonly [PairSide, PairSide],
  { timeLimit, signal }: PairLimits,
): Promise<PairOutcome> {
  if (signal?.aborted) return endedBy(0, { kind: 'aborted' }, false);
  const talks = [sides[0].pool.open(signal), sides[1].pool.open(signal)] as const;
  try {
    return await conduct(talks, sides, timeLimit);
  } finally {
    await Promise.all(talks.map((talk) => talk.end()));
  }
}

async function conduct(
  talks: readonly [WorkerConversation, WorkerConversation],
  sides: readonly [PairSide, PairSide],
  timeLimit: number,
): Promise<PairOutcome> {
  const { options } = sides[0].request;
  const asked = [0, 1].map((side) => ({ ...sides[side]!.request, inTurns: true }));
  const warm = await sayBoth(talks, asked, timeLimit, 'warm');
  if ('ends' in warm) return warm;
  // Not before: both warm up at once, on as many processors as there are.
  const isPinned = await pinner.pinTogether(talks.map(({ pid }) => pid));
  const plan = planFor([warm[0].batch, warm[1].batch], options.callsPerSample);
  const ready = await sayBoth(
    talks,
    [
      { kind: 'agreed', plan },
      { kind: 'agreed', plan },
    ],
    timeLimit,
    'waiting',
  );
  if ('ends' in ready) return ready;
  const failed = await takeTurns(talks, sides, timeLimit);
  if (failed) return failed;
  const over: PairMessage = { kind: 'no_more_turns' };
  const measured = await sayBoth(talks, [over, over], timeLimit, 'measured');
  if ('ends' in measured) return measured;
  return {
    kind: 'measured',
    sides: [measured[0].measurement, measured[1].measurement],
    manner: { kind: 'by_turns', isPinned },
  };
}

/** As many calls a sample as the test's first pair had, or the longer of both batches; samples for a turn of both. */
function planFor(batches: readonly [Batch, Batch], callsPerSample: number | undefined): TurnPlan {
  const calls = callsPerSample ?? Math.max(...batches.map((batch) => batch.callsPerSample));
  // The shorter one, because noise only adds time: what was interrupted while it chose must not have turns of one sample.
  const secondsPerSample = Math.min(...batches.map((batch) => (batch.secondsPerSample / batch.callsPerSample) * calls));
  return { callsPerSample: calls, samplesPerTurn: Math.max(1, Math.round(TURN / secondsPerSample)) };
}

async function takeTurns(
  talks: readonly [WorkerConversation, WorkerConversation],
  sides: readonly [PairSide, PairSide],
  timeLimit: number,
): Promise<PairOutcome | null> {
  const { options, place } = sides[0].request;
  const turns = Math.max(LEAST_TURNS, Math.min(TURNS, options.iterations));
  const start = now();
  for (let turn = 0; turn < turns; turn++) {
    if (turn >= LEAST_TURNS && now() - start > 2 * options.maxDuration) break;
    const isFirstFirst = (turn + place.round) % 2 === 0;
    for (const side of isFirstFirst ? ([0, 1] as const) : ([1, 0] as const)) {
      const outcome = await talks[side].say({ kind: 'turn' }, timeLimit);
      if (outcome.kind !== 'waiting') return endedBy(side, outcome, true);
    }
  }
  return null;
}

type Word<Kind> = Extract<WorkerOutcome, { readonly kind: Kind }>;
type Failed = Extract<PairOutcome, { kind: 'failed' }>;

/** Says something to both sides at once, and answers both words; or the first one that is not of the kind wanted. */
function sayBoth<Kind extends WorkerOutcome['kind']>(
  talks: readonly [WorkerConversation, WorkerConversation],
  messages: readonly (MeasureRequest | PairMessage)[],
  timeLimit: number,
  wanted: Kind,
): Promise<readonly [Word<Kind>, Word<Kind>] | Failed> {
  return new Promise((resolve, reject) => {
    const words: Word<Kind>[] = [];
    const hear = (side: 0 | 1, outcome: WorkerOutcome) => {
      if (outcome.kind !== wanted) return resolve(endedBy(side, outcome, wanted === 'measured'));
      words[side] = outcome as Word<Kind>;
      if (words[0] && words[1]) resolve([words[0], words[1]]);
    };
    for (const side of [0, 1] as const) {
      talks[side].say(messages[side]!, timeLimit).then((outcome) => hear(side, outcome), reject);
    }
  });
}
