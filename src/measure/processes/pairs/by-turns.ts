import { now } from '../../clock.ts';
import type { TurnPlan } from '../../turns.ts';
import type { Batch } from '../../warm-up.ts';
import type { WorkerConversation, WorkerOutcome } from '../conversation.ts';
import type { MeasureRequest, PairMessage } from '../protocol.ts';
import { endedBy, type PairLimits, type PairOutcome, type PairSide, type SampledAs } from './pair.ts';
import { createPinner } from './pin.ts';

/** A pair that loads its code and warms up, or is warm and waits. */
export interface PreparedPair {
  /**
   * Has both sides measure by turns, and ends them.
   * @param like how the test's first pair was sampled, each side; undefined for that one.
   * @param onPlaced is told when the pair is warm, and on which processor its turns will be; null where they may be anywhere.
   */
  take(
    like: readonly [SampledAs, SampledAs] | undefined,
    onPlaced: (processor: number | null) => void,
  ): Promise<PairOutcome>;
  /** Ends both sides where it is not taken. */
  end(): Promise<void>;
}

// Turns of a side: twice as many lower the error of a pair from 1.3 to 1.1 %, and another pair lowers that of a test more.
const TURNS = 25;
// With fewer, a low end says nothing, however slow the function.
const LEAST_TURNS = 5;

const pinner = createPinner();

/**
 * Prepares two fresh processes that measure by turns of milliseconds (a, b, b, a, …), so that what slows the machine slows
 * both: both load and warm up at once. A process that waits for its turn does nothing. A side that throws, ends or hangs
 * ends the pair.
 * @param awayFrom the processor on which another pair takes its turns meanwhile; null where none does.
 */
export function prepareByTurns(
  sides: readonly [PairSide, PairSide],
  limits: PairLimits,
  awayFrom: number | null = null,
): PreparedPair {
  const { timeLimit, signal } = limits;
  if (signal?.aborted) {
    return { take: async () => endedBy(0, { kind: 'aborted' }, false), end: async () => undefined };
  }
  const processors = awayFrom === null ? undefined : pinner.othersThan(awayFrom);
  const talks = [sides[0].pool.open(signal, processors), sides[1].pool.open(signal, processors)] as const;
  const asked = sides.map(({ request }) => ({ ...request, inTurns: true }));
  const warm = sayBoth(talks, asked, timeLimit, 'warm');
  // What is thrown reaches the code that takes the pair.
  warm.catch(() => undefined);
  const end = async () => {
    await Promise.all(talks.map((talk) => talk.end()));
  };
  return {
    async take(like, onPlaced) {
      try {
        return await conduct(talks, {
          warm: await warm,
          request: sides[0].request,
          like,
          timeLimit,
          onPlaced,
        });
      } finally {
        await end();
      }
    },
    end,
  };
}

type Talks = readonly [WorkerConversation, WorkerConversation];
type Word<Kind> = Extract<WorkerOutcome, { readonly kind: Kind }>;
type Failed = Extract<PairOutcome, { kind: 'failed' }>;
type Words<Kind> = readonly [Word<Kind>, Word<Kind>] | Failed;

interface Conduct {
  readonly warm: Words<'warm'>;
  readonly request: MeasureRequest;
  readonly like: readonly [SampledAs, SampledAs] | undefined;
  readonly timeLimit: number;
  readonly onPlaced: (processor: number | null) => void;
}

async function conduct(talks: Talks, given: Conduct): Promise<PairOutcome> {
  const { warm, like, timeLimit, onPlaced } = given;
  if ('ends' in warm) return warm;
  // Not before: both warm up at once, on as many processors as there are.
  const { isPinned, processor } = await pinner.together(pidsOf(talks));
  onPlaced(processor);
  const plans = planTurns([warm[0].batch, warm[1].batch], like);
  const agreed = plans.map((plan): PairMessage => ({ kind: 'agreed', plan }));
  const ready = await sayBoth(talks, agreed, timeLimit, 'waiting');
  if ('ends' in ready) return ready;
  const failed = await takeTurns(talks, given);
  if (failed) return failed;
  const over: PairMessage = { kind: 'no_more_turns' };
  const measured = await sayBoth(talks, [over, over], timeLimit, 'measured');
  if ('ends' in measured) return measured;
  const manner = { kind: 'by_turns', isPinned } as const;
  return { kind: 'measured', sides: [measured[0].measurement, measured[1].measurement], manner };
}

function pidsOf(talks: Talks): readonly (number | undefined)[] {
  return talks.map(({ pid }) => pid);
}

async function takeTurns(talks: Talks, { request, timeLimit }: Conduct): Promise<Failed | null> {
  const { options } = request;
  const turns = Math.max(LEAST_TURNS, Math.min(TURNS, options.iterations));
  const start = now();
  for (let turn = 0; turn < turns; turn++) {
    if (turn >= LEAST_TURNS && now() - start > 2 * options.maxDuration) break;
    // Which side is the first one changes from pair to pair.
    for (const side of turn % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const outcome = await talks[side].say({ kind: 'turn' }, timeLimit);
      if (outcome.kind !== 'waiting') return endedBy(side, outcome, true);
    }
  }
  return null;
}

/** Says something to both sides at once, and answers both words; or the first one that is not of the kind wanted. */
function sayBoth<Kind extends WorkerOutcome['kind']>(
  talks: Talks,
  messages: readonly (MeasureRequest | PairMessage)[],
  timeLimit: number,
  wanted: Kind,
): Promise<Words<Kind>> {
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

// Seconds of a turn: short beside a burst of noise, long beside the waking of a process (docs/decisions/0022).
const TURN = 5e-3;
// Samples of a turn at most: calls that must be timed alone may take a microsecond, and all samples are sent and sorted.
const MOST_SAMPLES = 50;
// So many times longer calls are no longer sampled like the other side's, whose turns they would stretch as much. Nobody
// has to look closely to tell such sides apart, and a warm-up that was interrupted seldom seems so much slower.
const FAR_APART = 8;

/** How both sides of a pair are sampled, in their order. */
type TurnPlans = readonly [TurnPlan, TurnPlan];

/**
 * Plans the turns of both sides: alike, as many calls per sample and samples per turn, because what samples of different
 * numbers say differs. Where one side's calls take many times as long, each has the turns that are right for itself.
 * @param batches what the sides chose while they warmed up.
 * @param like how they were sampled in the test's first pair; undefined for that one.
 */
export function planTurns(
  batches: readonly [Batch, Batch],
  like: readonly [SampledAs, SampledAs] | undefined,
): TurnPlans {
  const sides = like ?? ([sampledIn(batches[0]), sampledIn(batches[1])] as const);
  const [quicker, slower] = sides.map(({ secondsPerCall }) => secondsPerCall).toSorted((a, b) => a - b);
  if (slower! > FAR_APART * quicker!) return [planOf(sides[0]), planOf(sides[1])];
  // The quicker one, because noise only adds time: what was interrupted while it chose must not have turns of one sample.
  const common = planOf({
    callsPerSample: Math.max(...sides.map(({ callsPerSample }) => callsPerSample)),
    secondsPerCall: quicker!,
  });
  return [common, common];
}

function sampledIn({ callsPerSample, secondsPerSample }: Batch): SampledAs {
  return { callsPerSample, secondsPerCall: secondsPerSample / callsPerSample };
}

function planOf({ callsPerSample, secondsPerCall }: SampledAs): TurnPlan {
  const fitting = Math.round(TURN / (secondsPerCall * callsPerSample));
  return { callsPerSample, samplesPerTurn: Math.min(MOST_SAMPLES, Math.max(1, fitting)) };
}
