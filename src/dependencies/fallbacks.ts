import { DependencyResolutionError } from '../errors.ts';
import type { FallbackKind } from '../model/dependencies.ts';
import { createGenerator } from '../statistics/core/random.ts';
import type { AnyFunction } from './exported-function.ts';
import { type LedgerEntry, ledgerEntry } from './fallback-ledger.ts';
import { firstLineOf } from './messages.ts';
import { quantileTable, type RecordedFunction, type RecordedTime, type RecordedTimeLookup } from './recorded-time.ts';
import type { FallbackFactory, FallbackOptions, ResolvedFunction } from './resolved-function.ts';
import { counted, genericStandIn, timedStandIn } from './stand-in.ts';

/** What fallbacks are made with. */
export interface FallbackTools {
  readonly recordedTime: RecordedTimeLookup | null;
  /** The clock, in milliseconds. */
  readonly readMilliseconds: () => number;
}

/** A function that cannot be had, and why. */
export interface Unavailable {
  readonly modulePath: string;
  readonly functionName: string;
  readonly error: DependencyResolutionError;
}

const usedInstead: Readonly<Record<FallbackKind, string>> = {
  registered_factory: 'The function of its registered factory is used instead',
  call_factory: 'The function of the factory in the call is used instead',
  recorded_time: 'A stand-in that takes the time that it was last recorded to take is used instead',
  generic: 'A stand-in that does nothing is used instead, because no factory was given and no time is recorded for it',
};

interface Made {
  readonly kind: FallbackKind;
  readonly fn: AnyFunction;
}

/** What stands in for functions that cannot be had. Each fallback is made once. */
export class Fallbacks {
  readonly #tools: FallbackTools;
  readonly #registered = new Map<string, FallbackFactory>();
  readonly #ofFactories = new WeakMap<FallbackFactory, Map<string, Promise<Made>>>();
  readonly #standIns = new Map<string, Promise<Made>>();

  constructor(tools: FallbackTools) {
    this.#tools = tools;
  }

  /** Sets the factory for a function; it replaces an earlier one. */
  register(modulePath: string, functionName: string, factory: FallbackFactory): void {
    this.#registered.set(keyOf(modulePath, functionName), factory);
  }

  /** Whether a factory is registered for any function of a module. */
  hasRegistered(modulePath: string): boolean {
    const start = keyOf(modulePath, '');
    return [...this.#registered.keys()].some((key) => key.startsWith(start));
  }

  /**
   * The first fallback that there is, in the order of `FallbackKind`.
   * @throws {DependencyResolutionError} where a factory or the lookup of the recorded time fails.
   */
  async take(unavailable: Unavailable, options: FallbackOptions): Promise<ResolvedFunction> {
    const { modulePath, functionName, error } = unavailable;
    const { kind, fn } = await this.#make(unavailable, options);
    const reason = `${error.message} ${usedInstead[kind]}.`;
    return { fn, modulePath, functionName, source: kind, isFallback: true, reason, version: null, error };
  }

  #make(unavailable: Unavailable, options: FallbackOptions): Promise<Made> {
    const { modulePath, functionName } = unavailable;
    const key = keyOf(modulePath, functionName);
    const registered = this.#registered.get(key);
    const factory = registered ?? options.fallbackFactory;
    if (factory !== undefined) {
      const kind = registered === undefined ? 'call_factory' : 'registered_factory';
      const ofFactory = getOrMake(this.#ofFactories, factory, () => new Map<string, Promise<Made>>());
      return getOrMake(ofFactory, keyOf(kind, key), () => fromFactory(factory, kind, unavailable));
    }
    const { baselineKey = `${modulePath}#${functionName}`, isAsync = false } = options;
    const wanted = { modulePath, functionName, baselineKey };
    const standInKey = JSON.stringify([wanted, isAsync]);
    return getOrMake(this.#standIns, standInKey, () => this.#makeStandIn(unavailable, wanted, isAsync));
  }

  async #makeStandIn(unavailable: Unavailable, wanted: RecordedFunction, isAsync: boolean): Promise<Made> {
    const recorded = await this.#lookUp(wanted);
    if (recorded === null) {
      const entry = entryOf(unavailable, 'generic');
      return { kind: 'generic', fn: genericStandIn(entry, isAsync) };
    }
    const fn = timedStandIn(entryOf(unavailable, 'recorded_time'), {
      times: quantileTable(recorded.times),
      isAsync: recorded.isAsync ?? isAsync,
      random: createGenerator(),
      readMilliseconds: this.#tools.readMilliseconds,
    });
    return { kind: 'recorded_time', fn };
  }

  async #lookUp(wanted: RecordedFunction): Promise<RecordedTime | null> {
    try {
      return (await this.#tools.recordedTime?.(wanted)) ?? null;
    } catch (cause) {
      throw new DependencyResolutionError(
        `The recorded time of ${wanted.functionName} of ${JSON.stringify(wanted.modulePath)} could not be looked up: ${firstLineOf(cause)}.`,
        { data: { ...wanted }, cause },
      );
    }
  }
}

async function fromFactory(factory: FallbackFactory, kind: FallbackKind, unavailable: Unavailable): Promise<Made> {
  const name = `The fallback factory for ${unavailable.functionName} of ${JSON.stringify(unavailable.modulePath)}`;
  let made: AnyFunction;
  try {
    made = await factory();
  } catch (cause) {
    throw new DependencyResolutionError(`${name} failed: ${firstLineOf(cause)}.`, { cause });
  }
  if (typeof made !== 'function') {
    throw new DependencyResolutionError(
      `${name} returned a value of type ${typeof made}. It must return the function that is used instead.`,
    );
  }
  return { kind, fn: counted(entryOf(unavailable, kind), made) };
}

function entryOf({ modulePath, functionName, error }: Unavailable, kind: FallbackKind): LedgerEntry {
  return ledgerEntry({ modulePath, functionName, kind, reason: `${error.message} ${usedInstead[kind]}.` });
}

function keyOf(modulePath: string, functionName: string): string {
  return `${modulePath}\0${functionName}`;
}

interface Keyed<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

function getOrMake<Key, Value>(map: Keyed<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
