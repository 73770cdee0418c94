// What a worker answers is not believed before it was looked at: the code under test lives in the same process, and may have
// written the answer, or replaced what evenkeel made it with. What does not hold fails that test, and nothing else.
import * as v from 'valibot';
import { UsageError } from '../../errors.ts';
import { RUN_BOUNDS } from '../../model/bounds.ts';
import type { Observation } from '../../model/measurement.ts';
import { parseTime } from '../../real-time.ts';
import { LEAST_FUNCTIONS, MOST_FUNCTIONS } from '../../suite/compared-functions.ts';
import { checkOptions } from '../../suite/options.ts';
import { locationOf } from '../location.ts';
import type { MetricCalls } from '../own-metric.ts';
import type { MeasureRequest, WorkerRequest, WorkerResponse } from './protocol.ts';

/** A worker's word, looked at. */
export type CheckedAnswer =
  | { readonly kind: 'holds'; readonly response: WorkerResponse }
  | {
      readonly kind: 'invalid';
      /** What does not hold, as a sentence without its full stop. */
      readonly problem: string;
      /** What the process had replaced of what evenkeel calculates with; a few names. */
      readonly replaced: readonly string[];
    };

/** What the worker was asked, and when. */
export interface Asked {
  /** Null before it was asked anything. */
  readonly request: WorkerRequest | null;
  /** Seconds since then, by this process's clock: no time that it measured can be longer. */
  readonly elapsed: number;
}

// A clock that is read in two processes, and what passes between the answer and its arrival.
const RATE = 1.05;
const SLACK = 0.05;
// What a process may have used of all processors together, as a multiple of the time that passed.
const MOST_PROCESSORS = 4096;
// Many times what either is in practice; a list beyond it would only take memory.
const LONGEST_LIST = 2 ** 23;
const MOST_CALLS = 2 ** 40;
const MOST_SAMPLES_BY_TURNS = 100_000;
const LONGEST_WORDS = 1000;

/** Looks at what a worker said, whatever that is; it never throws. */
export function checkAnswer(word: unknown, asked: Asked): CheckedAnswer {
  try {
    return check(word, asked);
  } catch (error) {
    return { kind: 'invalid', problem: `it cannot be looked at (${(error as Error).message})`, replaced: [] };
  }
}

function check(word: unknown, asked: Asked): CheckedAnswer {
  const outer = v.safeParse(wordSchema, word);
  if (!outer.success) return { kind: 'invalid', problem: problemIn(outer.issues), replaced: [] };
  const { replaced } = outer.output;
  const length = tooLong(outer.output.response);
  if (length !== null) return { kind: 'invalid', problem: length, replaced };
  const parsed = v.safeParse(responseSchema, outer.output.response);
  if (!parsed.success) return { kind: 'invalid', problem: problemIn(parsed.issues), replaced };
  const response = parsed.output as WorkerResponse;
  const problem = problemWith(response, asked);
  return problem === null ? { kind: 'holds', response } : { kind: 'invalid', problem, replaced };
}

const text = v.string();
/** Very many of them: a schema that looks at each takes a microsecond for it. */
const amounts = v.custom<readonly number[]>((list) => {
  if (!Array.isArray(list)) return false;
  for (let i = 0; i < list.length; i++) if (!isAmount(list[i])) return false;
  return true;
}, 'it is not a list of finite times, 0 or more');
const words = v.pipe(text, v.maxLength(LONGEST_WORDS));
const texts = v.array(text);
/** Of a time, a share or a count; NaN and infinities are none. */
const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const whole = v.pipe(amount, v.safeInteger());
const calls = v.pipe(whole, v.minValue(1), v.maxValue(MOST_CALLS));
const time = v.pipe(
  words,
  v.check((value) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && Number.isFinite(parseTime(value)), 'no time of day'),
);

const options = v.custom<object>((value) => {
  try {
    return checkOptions(value as object, '') !== null;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}, 'no options that a test may have');

const metric = v.strictObject({
  name: words,
  unit: words,
  better: v.picklist(['lower', 'higher']),
  scatter: v.picklist(['sampled', 'counted', 'single']),
});

const line = v.nullable(text);
const command = v.strictObject({
  spec: v.strictObject({
    command: text,
    shell: v.union([text, v.literal(false)]),
    cwd: text,
    env: v.record(text, text),
    input: line,
    ignoredExitCodes: v.union([v.literal('all'), v.array(whole)]),
  }),
  mostRuns: v.pipe(whole, v.minValue(1)),
  shell: text,
  setup: line,
  prepare: line,
  conclude: line,
  cleanup: line,
});

const functionNames = v.pipe(
  v.array(v.pipe(words, v.minLength(1))),
  v.check(
    ({ length }) => length >= LEAST_FUNCTIONS && length <= MOST_FUNCTIONS,
    'not as many functions as can be compared',
  ),
  v.check((names) => new Set(names).size === names.length, 'two functions of one name'),
);

const declaration = v.strictObject({
  kind: v.picklist(['test', 'comparison', 'metric', 'command']),
  command: v.exactOptional(command),
  name: v.pipe(text, v.minLength(1)),
  options,
  metric: v.exactOptional(metric),
  functions: v.exactOptional(functionNames),
  mark: v.exactOptional(v.picklist(['skip', 'only', 'todo'])),
});

type FieldsOf<Kind extends Observation['kind']> = Exclude<keyof Extract<Observation, { readonly kind: Kind }>, 'kind'>;

// Of every kind, so that one that is added later cannot be forgotten here.
const OBSERVATIONS: { readonly [Kind in Observation['kind']]: Readonly<Record<FieldsOf<Kind>, v.GenericSchema>> } = {
  returns_function: {},
  returns_promises: {},
  returns_running: {},
  returns_stream: {},
  returns_observable: {},
  leaves_running: {},
  changes_input: { fresh: amount, used: amount },
  changes_state: { name: words, fresh: amount, used: amount },
  grows_state: { name: words, entries: whole },
  slow_globals: { seconds: amount },
};
const observation = v.variant(
  'kind',
  Object.entries(OBSERVATIONS).map(([kind, fields]) => v.strictObject({ kind: v.literal(kind), ...fields })),
);

const fallback = v.strictObject({
  modulePath: text,
  functionName: text,
  kind: v.picklist(['registered_factory', 'call_factory', 'recorded_time', 'generic']),
  reason: text,
});

const measurement = v.strictObject({
  round: whole,
  position: whole,
  startedAt: time,
  callsPerSample: calls,
  samples: v.pipe(
    amounts,
    v.check((values) => values.length > 0, 'there is none'),
  ),
  samplesPerTurn: v.exactOptional(v.pipe(whole, v.minValue(1))),
  control: amounts,
  cpuTime: v.nullable(amount),
  controlCpuTime: v.nullable(amount),
  interruptions: v.nullable(amount),
  location: v.pipe(amount, v.gtValue(0)),
  emptyCall: amount,
  timingShare: amount,
  collectedGarbage: v.boolean(),
  stoppedEarly: v.nullable(words),
  fallbacks: v.exactOptional(v.array(fallback)),
  observations: v.exactOptional(v.array(observation)),
});

/** Of a metric of the user's own. */
const figure = v.pipe(amount, v.maxValue(RUN_BOUNDS.value.most));
const fallbacks = v.exactOptional(v.array(fallback));
/** What a process says of itself besides. */
const told = { files: v.exactOptional(texts), startsOthers: v.exactOptional(v.literal(true)) };

const responseSchema = v.variant('kind', [
  v.strictObject({ kind: v.picklist(['ready', 'waiting']) }),
  v.strictObject({
    kind: v.literal('collected'),
    tests: v.array(
      v.pipe(declaration, v.check(hasItsMetric, 'what it returns is not told, or is told of a test that is timed')),
    ),
    ...told,
  }),
  v.strictObject({ kind: v.literal('measured'), measurement, ...told }),
  v.strictObject({ kind: v.literal('figures'), figures: v.array(figure), fallbacks, ...told }),
  v.strictObject({ kind: v.literal('ran'), fallbacks, ...told }),
  v.strictObject({ kind: v.literal('called'), seconds: amount }),
  v.strictObject({
    kind: v.literal('warm'),
    batch: v.strictObject({ callsPerSample: calls, secondsPerSample: amount }),
  }),
  v.strictObject({ kind: v.literal('not_apart'), files: texts }),
  v.strictObject({
    kind: v.literal('failed'),
    error: v.strictObject({ name: text, message: text, stack: v.nullable(text), code: v.nullable(text) }),
    ...told,
  }),
]);

const wordSchema = v.strictObject({ response: v.looseObject({}), replaced: texts });

// A list of four thousand million entries takes four bytes of a message, and a schema looks at each.
function tooLong(response: Readonly<Record<string, unknown>>): string | null {
  const lists = { ...response, ...(response.measurement as object | undefined) };
  const found = Object.entries(lists).find(([, list]) => Array.isArray(list) && list.length > LONGEST_LIST);
  return found === undefined ? null : `its list of ${found[0]} is longer than any that evenkeel makes`;
}

function problemWith(response: WorkerResponse, { request, elapsed }: Asked): string | null {
  const most = elapsed * RATE + SLACK;
  switch (response.kind) {
    case 'called':
      return response.seconds > most
        ? `its first call took longer (${response.seconds} s) than it had (${elapsed} s)`
        : null;
    case 'warm': {
      const { secondsPerSample } = response.batch;
      return secondsPerSample > most ? `a sample took longer (${secondsPerSample} s) than it had (${elapsed} s)` : null;
    }
    case 'measured':
      return request?.kind === 'measure' ? problemWithMeasured(response.measurement, request, elapsed) : null;
    case 'figures':
      return request?.kind === 'own_metric' ? problemWithFigures(response.figures, request.calls) : null;
    default:
      return null;
  }
}

function problemWithFigures({ length }: readonly number[], { least, most }: MetricCalls): string | null {
  return length >= least && length <= most ? null : `it has ${length} figures, and ${least} to ${most} were asked for`;
}

// What a metric is has to be known of each that is measured, and of nothing else.
function hasItsMetric({ kind, mark, metric: own }: v.InferOutput<typeof declaration>): boolean {
  return (own !== undefined) === (kind === 'metric' && mark !== 'todo');
}

type Measured = Extract<WorkerResponse, { kind: 'measured' }>['measurement'];

function problemWithMeasured(measured: Measured, request: MeasureRequest, elapsed: number): string | null {
  const { place, options: asked, inTurns = false } = request;
  const { samples, control, callsPerSample, cpuTime, controlCpuTime, location, emptyCall } = measured;
  const most = elapsed * RATE + SLACK;
  const takenBySamples = callsPerSample * sum(samples);
  const ofProcessors = callsPerSample * samples.length * (cpuTime ?? 0) + control.length * (controlCpuTime ?? 0);
  const mostSamples = inTurns ? MOST_SAMPLES_BY_TURNS : asked.iterations;
  const expectations: readonly (readonly [boolean, string])[] = [
    [measured.round === place.round && measured.position === place.position, 'it is of another round'],
    [samples.length <= mostSamples, `it has ${samples.length} samples, and at most ${mostSamples} were asked for`],
    [control.length <= samples.length, 'the control kernel ran more often than the test'],
    [takenBySamples <= most, `its samples took longer (${takenBySamples} s) than it had (${elapsed} s)`],
    [sum(control) <= most, `the control kernel took longer than it had (${elapsed} s)`],
    [ofProcessors <= most * MOST_PROCESSORS, 'it used more processor time than there was'],
    [emptyCall <= most, 'an empty call took longer than it had'],
    [location === locationOf(samples), 'its location is not that of its samples'],
  ];
  return expectations.find(([holds]) => !holds)?.[1] ?? null;
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY;
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function problemIn([issue]: readonly v.BaseIssue<unknown>[]): string {
  const path = issue === undefined ? null : v.getDotPath(issue);
  const { message = 'it is none' } = issue ?? {};
  const what = message.slice(0, LONGEST_WORDS);
  return path === null ? what : `${path}: ${what}`;
}
