import { isMap, isSet, isTypedArray } from 'node:util/types';
import { type ClosedOver, closedOverBy } from './closed-over.ts';
import { type Container, type Contents, contentsOf, differenceOf, isContainer, sizeOf } from './containers.ts';
import { isPlainData } from './plain-data.ts';

// More than this is not worth the time and the memory that keeping it takes.
const MOST_CONTAINERS = 5000;
const MOST_VALUES = 200_000;
// Of one container that holds very many objects, so that others are not left out.
const MOST_WITHIN = 1000;
// Fewer entries than these are what is made once and kept: a compiled pattern, a connection, a table under its name.
const FEWEST_ADDED = 8;

/** Something outside of a function that its first call changed in a way that may have made later calls cheaper. */
export interface ChangedState {
  /** The variable that it was found by. */
  readonly name: string;
  readonly container: Container;
  /** What it held before the first call. */
  readonly before: Contents;
  /** Whether the change may have spared later calls some work; else there is only more in it. */
  readonly isTelling: boolean;
}

/** What a function closes over, as it was before the first call. */
export interface KeptState {
  /**
   * Says that the first call is over; only what it changed is kept.
   * @param returned what it returned, as it is and awaited.
   */
  called(returned: readonly unknown[]): void;
  /** What the first call changed. */
  changed(): readonly ChangedState[];
}

/** For a function whose state is not looked at. */
export const NO_STATE: KeptState = { called: () => undefined, changed: () => [] };

/** Keeps the contents of what a function closes over, as far as these are data. */
export async function keepState(fn: (input: never) => unknown): Promise<KeptState> {
  let entries = await entriesOf(await closedOverBy(fn));
  let changed: readonly ChangedState[] = [];
  return {
    called(returned) {
      changed = entries.flatMap((entry) => changeOf(entry, returned) ?? []);
      entries = [];
    },
    changed: () => changed,
  };
}

interface Entry extends Omit<ChangedState, 'isTelling'> {
  readonly isOwn: boolean;
}

async function entriesOf(variables: readonly ClosedOver[]): Promise<readonly Entry[]> {
  const entries = new Map<Container, Entry>();
  let values = 0;
  const keep = (container: Container, { name, isOwn }: ClosedOver): readonly unknown[] => {
    if (entries.has(container) || entries.size >= MOST_CONTAINERS) return [];
    values += weightOf(container);
    if (values > MOST_VALUES) return [];
    const before = contentsOf(container);
    entries.set(container, { name, container, before, isOwn });
    return before;
  };
  // What is near is seen first.
  const found = variables.map((variable) => ({ variable, value: variable.value }));
  for (const { variable, value } of found) {
    // Code of others keeps things of its own, which must not be taken apart.
    if (!variable.isOwn) {
      if (isContainer(value)) keep(value, variable);
      continue;
    }
    const inside = isData(value) ? keep(value, variable).filter(isData) : collectionsIn(value);
    for (const each of inside.slice(0, MOST_WITHIN)) found.push({ variable, value: each });
  }
  return [...entries.values()];
}

function isData(value: unknown): value is object {
  return isPlainData(value) && isContainer(value);
}

// Of an instance of a class: the lists and tables that it keeps, but nothing deeper, where connections and the like have their state.
function collectionsIn(instance: object): readonly object[] {
  if (!isContainer(instance)) return [];
  return Object.values(instance).filter(
    (value): value is object => isData(value) && (Array.isArray(value) || isMap(value) || isSet(value)),
  );
}

const BYTES_A_VALUE = 8;

function weightOf(container: Container): number {
  return 1 + (isTypedArray(container) ? container.byteLength / BYTES_A_VALUE : sizeOf(container));
}

/**
 * What a first call changed; telling is what later calls were spared: it changed what was there (a list was sorted, a queue
 * emptied), filled something, or returned what it had added (a result was kept for the next call). The last tells enough of
 * code of others as well, such as a function that remembers results; the first two may be its own affair.
 */
function changeOf({ name, container, before, isOwn }: Entry, returned: readonly unknown[]): ChangedState | null {
  const { isChanged, added } = differenceOf(container, before);
  const isResultKept = returned.some((value) => isDistinctive(value) && added.includes(value));
  const isTelling = isResultKept || (isOwn && (isChanged || added.length >= FEWEST_ADDED));
  return isTelling || (isOwn && added.length > 0) ? { name, container, before, isTelling } : null;
}

// Small numbers and empty texts are the same by chance.
function isDistinctive(value: unknown): boolean {
  switch (typeof value) {
    case 'object':
      return value !== null;
    case 'number':
      return Number.isFinite(value) && Math.abs(value) > FEWEST_ADDED;
    case 'string':
      return value !== '';
    default:
      return typeof value === 'bigint' || typeof value === 'function';
  }
}
