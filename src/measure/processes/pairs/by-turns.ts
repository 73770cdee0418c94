import { now } from '../../clock.ts';
import type { TurnPlan } from '../../turns.ts';
import type { Batch } from '../../warm-up.ts';
import type { WorkerConversation, WorkerOutcome } from '../conversation.ts';
import type { MeasureRequest, PairMessage } from '../protocol.ts';
import {
  endedBy,
  type OfEach,
  type PairFailure,
  type PairLimits,
  type PairOutcome,
  type PairSide,
  type SampledAs,
  type TwoSides,
} from './pair.ts';
import { createPinner } from './pin.ts';
import { turnOrder } from './turn-order.ts';

/** A pair that loads its code and warms up, or is warm and waits. */
export interface PreparedPair<Sides extends readonly unknown[] = TwoSides> {
  /**
   * Has all sides measure by turns, and ends them.
   * @param like how the test's first pair was sampled, each side; undefined for that one.
   * @param onPlaced is told when the pair is warm, and on which processor its turns will be; null where they may be anywhere.
   */
  take(
    like: OfEach<Sides, SampledAs> | undefined,
    onPlaced: (processor: number | null) => void,
  ): Promise<PairOutcome<Sides>>;
  /** Ends all sides where it is not taken. */
  end(): Promise<void>;
}

// Turns of a side: twice as many lower the error of a pair from 1.3 to 1.1 %, and another pair lowers that of a test more.
const TURNS = 25;
// With fewer, a low end says nothing, however slow the function.
const LEAST_TURNS = 5;

const pinner = createPinner();

/**
 * Prepares two fresh processes, or as many as functions are compared, that measure by turns of milliseconds (a, b, b, a, …),
 * so that what slows the machine slows all of them: they load and warm up at once. A process that waits for its turn does nothing. A side that throws, ends or hangs
 * ends the pair.
 * @param awayFrom the processor on which another pair takes its turns meanwhile; null where none does.
 */
export function prepareByTurns<const Sides extends readonly PairSide[]>(
  sides: Sides,
  limits: PairLimits,
  awayFrom: number | null = null,
): PreparedPair<Sides> {
  const { timeLimit, signal } = limits;
  if (signal?.aborted) {
    const aborted = endedBy(0, { kind: 'aborted' }, false, sides.length) as PairFailure<Sides>;
    return { take: async () => aborted, end: async () => undefined };
  }
  const processors = awayFrom === null ? undefined : pinner.othersThan(awayFrom);
  const talks = sides.map(({ pool }) => pool.open(signal, processors));
  const asked = sides.map(({ request }) => ({ ...request, inTurns: true }));
  const warm = sayToAll(talks, asked, timeLimit, 'warm');
  // What is thrown reaches the code that takes the pair.
  warm.catch(() => undefined);
  const end = async () => {
    await Promise.all(talks.map((talk) => talk.end()));
  };
  return {
    async take(like, onPlaced) {
      try {
        const given = { warm: await warm, request: sides[0]!.request, like, timeLimit, onPlaced };
        return (await conduct(talks, given)) as PairOutcome<Sides>;
      } finally {
        await end();
      }
    },
    end,
  };
}

type Talks = readonly WorkerConversation[];
type Word<Kind> = Extract<WorkerOutcome, { readonly kind: Kind }>;
type Words<Kind> = readonly Word<Kind>[] | PairFailure;

interface Conduct {
  readonly warm: Words<'warm'>;
  readonly request: MeasureRequest;
  readonly like: readonly SampledAs[] | undefined;
  readonly timeLimit: number;
  readonly onPlaced: (processor: number | null) => void;
}

async function conduct(talks: Talks, given: Conduct): Promise<PairOutcome<readonly PairSide[]>> {
  const { warm, like, timeLimit, onPlaced } = given;
  if ('ends' in warm) return warm;
  // Not before: all warm up at once, on as many processors as there are.
  const { isPinned, processor } = await pinner.together(pidsOf(talks));
  onPlaced(processor);
  const plans = planTurns(
    warm.map(({ batch }) => batch),
    like,
  );
  const agreed = plans.map((plan): PairMessage => ({ kind: 'agreed', plan }));
  const ready = await sayToAll(talks, agreed, timeLimit, 'waiting');
  if ('ends' in ready) return ready;
  const failed = await takeTurns(talks, given);
  if (failed) return failed;
  const over: PairMessage = { kind: 'no_more_turns' };
  const allOver = talks.map(() => over);
  const measured = await sayToAll(talks, allOver, timeLimit, 'measured');
  if ('ends' in measured) return measured;
  const manner = { kind: 'by_turns', isPinned } as const;
  return { kind: 'measured', sides: measured.map(({ measurement }) => measurement), manner };
}

function pidsOf(talks: Talks): readonly (number | undefined)[] {
  return talks.map(({ pid }) => pid);
}

async function takeTurns(talks: Talks, { request, timeLimit }: Conduct): Promise<PairFailure | null> {
  const { options } = request;
  const turns = Math.max(LEAST_TURNS, Math.min(TURNS, options.iterations));
  const start = now();
  for (let turn = 0; turn < turns; turn++) {
    if (turn >= LEAST_TURNS && now() - start > talks.length * options.maxDuration) break;
    // Which side is the first one changes from pair to pair.
    for (const side of turnOrder(turn, talks.length)) {
      const outcome = await talks[side]!.say({ kind: 'turn' }, timeLimit);
      if (outcome.kind !== 'waiting') return endedBy(side, outcome, true, talks.length);
    }
  }
  return null;
}

/** Says something to all sides at once, and answers their words; or the first one that is not of the kind wanted. */
function sayToAll<Kind extends WorkerOutcome['kind']>(
  talks: Talks,
  messages: readonly (MeasureRequest | PairMessage)[],
  timeLimit: number,
  wanted: Kind,
): Promise<Words<Kind>> {
  return new Promise((resolve, reject) => {
    const words = new Map<number, Word<Kind>>();
    const hear = (side: number, outcome: WorkerOutcome) => {
      if (outcome.kind !== wanted) return resolve(endedBy(side, outcome, wanted === 'measured', talks.length));
      words.set(side, outcome as Word<Kind>);
      if (words.size === talks.length) resolve(talks.map((_, each) => words.get(each)!));
    };
    for (const [side, talk] of talks.entries()) {
      talk.say(messages[side]!, timeLimit).then((outcome) => hear(side, outcome), reject);
    }
  });
}

// Seconds of a turn: short beside a burst of noise, long beside the waking of a process (docs/decisions/0022).
const TURN = 5e-3;
// Samples of a turn at most: calls that must be timed alone may take a microsecond, and all samples are sent and sorted.
const MOST_SAMPLES = 50;
// So many times longer calls are no longer sampled like the other side's, whose turns they would stretch as much. Nobody
// has to look closely to tell such sides apart, and a warm-up that was interrupted seldom seems so much slower.
const FAR_APART = 8;

/**
 * Plans the turns of all sides: alike, as many calls per sample and samples per turn, because what samples of different
 * numbers say differs. Sides whose calls take many times as long as those of others have the turns that are right for
 * themselves, which they share with their like.
 * @param batches what the sides chose while they warmed up.
 * @param like how they were sampled in the test's first pair; undefined for that one.
 */
export function planTurns(batches: readonly Batch[], like: readonly SampledAs[] | undefined): readonly TurnPlan[] {
  const sides = like ?? batches.map(sampledIn);
  const plans = new Map<SampledAs, TurnPlan>();
  let left = sides.toSorted((a, b) => a.secondsPerCall - b.secondsPerCall);
  for (let [quickest] = left; quickest !== undefined; [quickest] = left) {
    const { secondsPerCall } = quickest;
    const alike = left.filter((side) => side.secondsPerCall <= FAR_APART * secondsPerCall);
    // The quickest, because noise only adds time: what was interrupted while it chose must not have turns of one sample.
    const common = planOf({
      callsPerSample: Math.max(...alike.map(({ callsPerSample }) => callsPerSample)),
      secondsPerCall,
    });
    for (const side of alike) plans.set(side, common);
    left = left.slice(alike.length);
  }
  return sides.map((side) => plans.get(side)!);
}

function sampledIn({ callsPerSample, secondsPerSample }: Batch): SampledAs {
  return { callsPerSample, secondsPerCall: secondsPerSample / callsPerSample };
}

function planOf({ callsPerSample, secondsPerCall }: SampledAs): TurnPlan {
  const fitting = Math.round(TURN / (secondsPerCall * callsPerSample));
  return { callsPerSample, samplesPerTurn: Math.min(MOST_SAMPLES, Math.max(1, fitting)) };
}
