import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, so that no later one with the same number is taken for it, nor one of another machine or container. */
export interface Owner {
  /** Which machine, since it was started, and which of its containers: eight hexadecimal digits. */
  readonly machine: string;
  readonly pid: number;
  /** When it was started, in the kernel's ticks; 0 where the system does not tell. */
  readonly start: number;
}

let own: Owner | null = null;

/** This process. */
export function thisOwner(): Owner {
  own ??= ownerOf(process.pid);
  return own;
}

/** A process of this machine, whether or not it runs. */
export function ownerOf(pid: number): Owner {
  return { machine: machine(), pid, start: stateOf(pid)?.start ?? 0 };
}

/** An owner as part of a name: small letters, digits and hyphens. */
export function nameOfOwner({ machine, pid, start }: Owner): string {
  return [machine, pid.toString(36), start.toString(36)].join('-');
}

/** What {@link nameOfOwner} makes of an owner, as the source of a regular expression. */
export const OWNER_PATTERN = '([0-9a-f]{8})-([0-9a-z]{1,7})-([0-9a-z]{1,10})';

/** The owner that the groups of {@link OWNER_PATTERN} tell of. */
export function ownerFrom([machine = '', pid = '', start = '']: readonly string[]): Owner {
  return { machine, pid: Number.parseInt(pid, 36), start: Number.parseInt(start, 36) };
}

/** Whether a process has ended; null where it cannot be known, because it is one of another machine or container. */
export function isGone(owner: Owner): boolean | null {
  if (owner.machine !== machine()) return null;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return true;
  }
  const state = stateOf(owner.pid);
  if (state === null) return false;
  return state.hasEnded || (owner.start !== 0 && state.start !== owner.start);
}

let known: string | null = null;

function machine(): string {
  known ??= createHash('sha256').update(countsFrom()).digest('hex').slice(0, 8);
  return known;
}

// Numbers of processes count from each start of a machine, and in each container that has numbers of its own.
function countsFrom(): string {
  const boot = textOf('/proc/sys/kernel/random/boot_id');
  return boot === null ? hostname() : `${boot.trim()} ${namespace()}`;
}

function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

// What is read of a process after its name, which stands in brackets and may have anything in it; see proc_pid_stat(5).
const STATE = 0;
const START = 19;

/** What the kernel tells of a process; null where it tells nothing. */
function stateOf(pid: number): { readonly hasEnded: boolean; readonly start: number } | null {
  const text = textOf(`/proc/${pid}/stat`);
  if (text === null) return null;
  const values = text.replace(/^.*\) /s, '').split(' ');
  // A process whose exit is never collected keeps its number.
  return { hasEnded: values[STATE] === 'Z' || values[STATE] === 'X', start: Number(values[START]) };
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
