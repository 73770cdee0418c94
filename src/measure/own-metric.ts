import { inspect } from 'node:util';
import { type CalledFallbacks, watchFallbacks } from '../dependencies/fallback-ledger.ts';
import { UsageError } from '../errors.ts';
import { RUN_BOUNDS } from '../model/bounds.ts';
import type { SuiteCase } from '../suite/registry.ts';
import { now } from './clock.ts';
import { inItsSetUp } from './measure-case.ts';
import type { Subject } from './subject.ts';

/** How often a process calls a function that returns a number of its own. */
export interface MetricCalls {
  /** Calls whose numbers are thrown away first. */
  readonly warmUp: number;
  /** Numbers to return at least, however long they take. */
  readonly least: number;
  /** Numbers to return at most. */
  readonly most: number;
  /** Seconds after which no more calls are begun than there must be: of warming up, and of what follows. */
  readonly maxDuration: number;
}

/** What a process returns. */
export interface OwnFigures extends CalledFallbacks {
  /** In the metric's unit, call by call. */
  readonly figures: readonly number[];
}

/**
 * Calls the function of a metric with all its set-up and hooks around it, and keeps the numbers that it returns.
 * @param onFirstCall is told what the first call took, in seconds.
 * @throws whatever the function or a hook throws; {@link UsageError} for a number that is none, and where a metric that is
 *   declared to be the same each time is not.
 */
export async function measureOwnMetric(
  suiteCase: SuiteCase,
  calls: MetricCalls,
  onFirstCall: (seconds: number) => void = () => undefined,
): Promise<OwnFigures> {
  const calledFallbacks = watchFallbacks();
  const figures = await inItsSetUp(suiteCase, 'candidate', async (subject) => {
    const call = () => callOnce(subject, suiteCase.name);
    let isFirst = true;
    const timed = async () => {
      const start = now();
      const figure = await call();
      if (isFirst) onFirstCall(now() - start);
      isFirst = false;
      return figure;
    };
    await repeat(timed, { least: Math.min(1, calls.warmUp), most: calls.warmUp, maxDuration: calls.maxDuration });
    return repeat(timed, calls);
  });
  if (suiteCase.metric?.scatter === 'single') requireOne(figures, suiteCase.name);
  return { figures, ...calledFallbacks() };
}

/** Calls the function of a metric twice and looks at what it returns: whether it works at all. */
export async function smokeOwnMetric(suiteCase: SuiteCase): Promise<CalledFallbacks> {
  const { figures: _, ...called } = await measureOwnMetric(suiteCase, { warmUp: 0, least: 2, most: 2, maxDuration: 0 });
  return called;
}

async function repeat(
  call: () => Promise<number>,
  { least, most, maxDuration }: Omit<MetricCalls, 'warmUp'>,
): Promise<readonly number[]> {
  const start = now();
  const figures: number[] = [];
  while (figures.length < least || (figures.length < most && now() - start < maxDuration)) figures.push(await call());
  return figures;
}

async function callOnce({ fn, context, input, beforeEach, afterEach }: Subject, name: string): Promise<number> {
  const given = input === null ? context : await input(context);
  await beforeEach?.(context);
  const returned = await fn(given);
  await afterEach?.(context);
  const problem = problemWith(returned);
  if (problem !== null) throw new UsageError(`perf.metric(${JSON.stringify(name)}): ${problem}`);
  return returned as number;
}

const { least, most } = RUN_BOUNDS.value;
const WANTED = `a finite number from ${least} to ${most}, or a promise of one`;

function problemWith(returned: unknown): string | null {
  if (typeof returned === 'number' && returned >= least && returned <= most) return null;
  const shown = inspect(returned, { maxStringLength: 100, maxArrayLength: 5, depth: 0, breakLength: 200 });
  return `its function returned ${shown}, and has to return ${WANTED}. ${adviceOn(returned)}`;
}

function adviceOn(returned: unknown): string {
  switch (typeof returned) {
    case 'undefined':
      return 'Look for a `return` that is missing.';
    case 'bigint':
      return 'Return Number(…) of it.';
    case 'string':
      return 'Return the number itself, without its unit, which is an option.';
    case 'number':
      return Number.isNaN(returned)
        ? 'Look for a division of 0 by 0, or for a text that is no number.'
        : returned < 0
          ? 'What can be below 0 has no percentage that it changed by: return its distance from a limit, or its size.'
          : 'Look for a division by 0, or choose a larger unit.';
    default:
      return 'Return the figure alone.';
  }
}

function requireOne(figures: readonly number[], name: string): void {
  const [first] = figures;
  const other = figures.find((figure) => figure !== first);
  if (other === undefined) return;
  throw new UsageError(
    `perf.metric(${JSON.stringify(name)}): it was ${first} at first and ${other} when it was called again in the same process, and is declared to be the ` +
      "same each time (scatter: 'single'). Declare it scatter: 'counted' where it is nearly the same, or 'sampled' where it scatters.",
  );
}
