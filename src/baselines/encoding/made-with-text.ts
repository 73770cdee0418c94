import type { Lockfile, MachineSpeed, MadeWith } from '../../model/made-with.ts';
import { checksum } from './checksum.ts';

/** Everything that is kept of what a run was made with, in the order in which it is written. */
export const MADE_WITH_FIELDS = Object.keys({
  node: true,
  v8: true,
  runtime: true,
  os: true,
  kernel: true,
  runnerImage: true,
  processor: true,
  machineSpeed: true,
  factor: true,
  compute: true,
  memory: true,
  allocation: true,
  lockfiles: true,
  file: true,
  hash: true,
} satisfies Record<keyof MadeWith | keyof MachineSpeed | keyof Lockfile, true>);

const CHECKSUM = /^[0-9a-f]{8} /;

/**
 * What a run was made with as it is stored: a checksum of its own, a space, JSON. No verdict is made of it, so it is not under
 * the checksum of the run: damage to it costs nothing else.
 */
export function textOfMadeWith(madeWith: MadeWith): string {
  const json = JSON.stringify(madeWith, MADE_WITH_FIELDS);
  return `${checksumOf(json)} ${json}`;
}

// Runs of a series mostly say the same.
const known = new Map<string, MadeWith>();
const MOST_KNOWN = 500;

/** What a stored text says; null where it is not what was once stored. */
export function madeWithIn(text: string): MadeWith | null {
  const before = known.get(text);
  if (before !== undefined) return before;
  const madeWith = parse(text);
  if (madeWith === null) return null;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, madeWith);
  return madeWith;
}

function parse(text: string): MadeWith | null {
  const json = text.slice(9);
  if (!CHECKSUM.test(text) || text.slice(0, 8) !== checksumOf(json)) return null;
  try {
    return partsOf(JSON.parse(json));
  } catch {
    return null;
  }
}

// Another version may have written more or less than this one knows. What is too large is noticed with the rest of the run.
function partsOf(value: unknown): MadeWith | null {
  if (!isObject(value)) return null;
  const text = (name: string) => (typeof value[name] === 'string' ? value[name] : null);
  return {
    node: text('node'),
    v8: text('v8'),
    runtime: text('runtime'),
    os: text('os'),
    kernel: text('kernel'),
    runnerImage: text('runnerImage'),
    processor: text('processor'),
    machineSpeed: speedIn(value.machineSpeed),
    lockfiles: Array.isArray(value.lockfiles) ? value.lockfiles.flatMap(lockfileIn) : [],
  };
}

function speedIn(value: unknown): MachineSpeed | null {
  if (!isObject(value)) return null;
  const { factor, compute, memory, allocation } = value;
  const isSpeed = [factor, compute, memory, allocation].every((each) => typeof each === 'number');
  return isSpeed ? ({ factor, compute, memory, allocation } as MachineSpeed) : null;
}

function lockfileIn(value: unknown): readonly Lockfile[] {
  if (!isObject(value)) return [];
  const { file, hash } = value;
  return typeof file === 'string' && typeof hash === 'string' ? [{ file, hash }] : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checksumOf(json: string): string {
  return (checksum(json) >>> 0).toString(16).padStart(8, '0');
}
