import { inspect } from 'node:util';
import { isNativeError } from 'node:util/types';
import type { CalledFallbacks } from '../../dependencies/fallback-ledger.ts';
import type { OtherMetric } from '../../model/function-metrics.ts';
import type { ProcessMeasurement } from '../../model/measurement.ts';
import type { Side, TestDeclaration } from '../../model/suite.ts';
import type { LoadRequest } from '../../suite/loading/load-suite.ts';
import type { MeasureOptions, PlaceInRun } from '../measure-function.ts';
import type { MetricsOptions, ProcessFigures } from '../metrics/figures.ts';
import type { MetricCalls } from '../own-metric.ts';
import type { TurnPlan } from '../turns.ts';
import type { Batch } from '../warm-up.ts';

/** What a worker process is asked; each process answers one request and ends. */
export type WorkerRequest = CollectRequest | SmokeRequest | MeasureRequest | MetricsRequest | OwnMetricRequest;

/** What is asked of a process that only loads a performance file. */
export interface CollectRequest extends Watched, Mortal {
  readonly kind: 'collect';
  readonly load: LoadRequest;
}

/** Only calls a test, to see whether it works. */
interface SmokeRequest extends Watched, Mortal {
  readonly kind: 'smoke';
  readonly load: LoadRequest;
  readonly testName: string;
}

/** What is asked of a process that measures one test. */
export interface MeasureRequest extends Watched {
  readonly kind: 'measure';
  readonly load: LoadRequest;
  readonly testName: string;
  readonly side: Side;
  readonly options: MeasureOptions;
  readonly place: PlaceInRun;
  /** Whether to sample by turns with another process: then a {@link PairMessage} follows each answer but the last. */
  readonly inTurns?: boolean;
}

/** What is asked of a process that measures other metrics of a test than time, which are all of one group. */
export interface MetricsRequest extends Watched {
  readonly kind: 'metrics';
  readonly load: LoadRequest;
  readonly testName: string;
  readonly side: Side;
  readonly metrics: readonly OtherMetric[];
  readonly options: MetricsOptions;
}

/** What is asked of a process that calls a function which returns a number of its own. */
export interface OwnMetricRequest extends Watched, Mortal {
  readonly kind: 'own_metric';
  readonly load: LoadRequest;
  readonly testName: string;
  readonly calls: MetricCalls;
}

/** What is said to a process that measures by turns, after its request. */
export type PairMessage =
  | { readonly kind: 'agreed'; readonly plan: TurnPlan }
  | { readonly kind: 'turn' }
  | { readonly kind: 'no_more_turns' };

interface Mortal {
  /** Whether an error is to end the process, which has Node print the place of wrong syntax. Default: no. */
  readonly diesOfErrors?: boolean;
}

interface Watched {
  /** A directory whose own code (not that of packages installed in it) the worker must not have loaded; absolute. */
  readonly apartFrom?: string | undefined;
  /** Whether to tell which files are loaded and opened on the way; of a measurement, those that are loaded. Default: no. */
  readonly tellsFiles?: boolean;
}

/** What a process says of itself besides its answer, also where it fails; only where that is asked for. */
export interface Told {
  /** What it loaded and opened, absolute. */
  readonly files?: readonly string[];
  /** Where it started threads or processes: what these load and open is not among the files. */
  readonly startsOthers?: true;
}

/** What else an answer says; nothing where it was not asked for. */
export function toldBy(answer: object): Told {
  const { files, startsOthers } = answer as Told;
  return { ...(files && { files }), ...(startsOthers && { startsOthers }) };
}

/** Its result. */
export type WorkerResponse =
  /** It listens: what is said to it earlier may be heard by others only, such as what Node loads first. */
  | { readonly kind: 'ready' }
  | ({ readonly kind: 'collected'; readonly tests: readonly TestDeclaration[] } & Told)
  | ({ readonly kind: 'measured'; readonly measurement: ProcessMeasurement } & Told)
  | ({ readonly kind: 'metrics'; readonly figures: readonly ProcessFigures[] } & Told & CalledFallbacks)
  | ({ readonly kind: 'figures'; readonly figures: readonly number[] } & Told & CalledFallbacks)
  | ({ readonly kind: 'ran' } & Told & CalledFallbacks)
  /** Between request and answer: it has called the function once. Seconds, with the making of its input. */
  | { readonly kind: 'called'; readonly seconds: number }
  /** It is warm, and would be sampled like this on its own. */
  | { readonly kind: 'warm'; readonly batch: Batch }
  /** It has taken its turn, or is ready for the first one. */
  | { readonly kind: 'waiting' }
  /** Instead of an answer: code was loaded from where it must not come from. Absolute paths. */
  | { readonly kind: 'not_apart'; readonly files: readonly string[] }
  | ({ readonly kind: 'failed'; readonly error: PlainError } & Told);

/** An error that can cross processes. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | null;
  readonly code: string | null;
}

const DEEPEST_CAUSE = 5;

/** Makes anything that was thrown fit to be sent. Never throws. */
export function plainError(thrown: unknown): PlainError {
  if (!isError(thrown)) {
    return {
      name: 'Error',
      message: `Something other than an Error was thrown: ${describe(thrown)}`,
      stack: null,
      code: null,
    };
  }
  return {
    name: textOf(thrown, 'name') ?? 'Error',
    message: textOf(thrown, 'message') ?? '',
    stack: stackWithCauses(thrown),
    code: textOf(thrown, 'code'),
  };
}

// Errors of another realm, a test environment's for example, are no instance of this one's Error.
function isError(thrown: unknown): thrown is Error {
  return thrown instanceof Error || isNativeError(thrown);
}

function textOf(error: Error, key: string): string | null {
  const value = read(error, key);
  return typeof value === 'string' ? value : null;
}

function read(error: Error, key: string): unknown {
  try {
    return Reflect.get(error, key);
  } catch {
    return undefined;
  }
}

function describe(thrown: unknown): string {
  try {
    return inspect(thrown, { depth: 2 });
  } catch {
    return 'an object that cannot be printed';
  }
}

function stackWithCauses(error: Error, depth = 0): string | null {
  const own = textOf(error, 'stack');
  if (depth === DEEPEST_CAUSE) return own;
  const cause = read(error, 'cause');
  const several = read(error, 'errors');
  const causes = [cause, ...(Array.isArray(several) ? several : [])].filter(isError);
  if (causes.length === 0) return own;
  return [own, ...causes.map((each) => stackWithCauses(each, depth + 1))].join('\nCaused by: ');
}
