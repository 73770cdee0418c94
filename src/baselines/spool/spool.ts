import { randomBytes } from 'node:crypto';
import { accessSync, constants, lstatSync, readdirSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { basename, join } from 'node:path';
import { StoreError } from '../../errors.ts';
import { isOld } from '../../files/leftovers.ts';
import { makeDirectory } from '../../files/make-directory.ts';
import { isGone, nameOfOwner, OWNER_PATTERN, ownerFrom, thisOwner } from '../../files/owner.ts';
import { readOwnFile } from '../../files/read-own-file.ts';
import { createWhole } from '../../files/write-whole.ts';
import { dateOf, isoTime, timeOfDay } from '../../real-time.ts';
import { assertStorable } from '../record-check.ts';
import {
  type Destination,
  parseWaiting,
  type Waiting,
  type WaitingFor,
  type WaitingProblem,
  waitingText,
} from './waiting-text.ts';

/** All files together have at most so many bytes; a result has about 5,000. */
const MOST_BYTES = 200e6;
const MOST_FILES = 10_000;

const NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z-[0-9a-f]{12}\.json$/;
const CLAIMED = new RegExp(`^(.+\\.json)\\.sending-${OWNER_PATTERN}$`);

/** A file of a spool, as it was found. */
export interface SpoolFile {
  /** Its name in the directory. */
  readonly name: string;
  readonly content: WaitingFor | WaitingProblem;
}

/** What was seen in a spool. */
export interface Look {
  readonly names: readonly string[];
  /** What cannot be sent as it is, with why, as the end of a sentence that begins with the name. */
  readonly problems: readonly NamedProblem[];
}

/** A file that cannot be sent as it is. */
export interface NamedProblem extends WaitingProblem {
  /** Its name in the directory. */
  readonly file: string;
}

/** A file that this process sends and nobody else. */
export interface ClaimedFile {
  /** It was sent, and goes. */
  done(): void;
  /** It was not: it waits on. */
  release(): void;
}

/** How much a spool may hold. */
export interface SpoolBounds {
  readonly files: number;
  readonly bytes: number;
}

/**
 * A directory beside a project, where what cannot be written to a store waits for it: a file for each operation, in the order of
 * their names. Only this user can read it.
 */
export class Spool {
  readonly directory: string;
  readonly #parent: string;
  readonly #bounds: SpoolBounds;
  #last = 0;

  /**
   * @param cacheDirectory the project's directory of baselines, in which it is.
   * @param bounds what it may hold.
   */
  constructor(cacheDirectory: string, bounds: SpoolBounds = { files: MOST_FILES, bytes: MOST_BYTES }) {
    this.#parent = cacheDirectory;
    this.directory = join(cacheDirectory, 'spool');
    this.#bounds = bounds;
  }

  /**
   * Puts something there, whole or not at all; it is on the disk then.
   * @throws {UsageError} for what no store would take; {StoreError} where it cannot be written, and where the spool is full.
   */
  keep(waiting: Waiting, destination: Destination): void {
    assertStorable(waiting.runs);
    const since = isoTime();
    const text = waitingText({ ...waiting, ...destination, since });
    this.#trying(() => {
      this.#prepare();
      this.#requireRoom(Buffer.byteLength(text));
      createWhole(join(this.directory, this.#newName()), text, 0o600);
    });
  }

  /** Makes sure that something could be put there. @throws {StoreError} as {@link Spool.keep} does. */
  requireUsable(): void {
    this.#trying(() => {
      this.#prepare();
      accessSync(this.directory, constants.W_OK | constants.X_OK);
      this.#requireRoom(0);
    });
  }

  /** The names of what is there, oldest first: also of what is none of evenkeel's; or why it cannot be known. */
  look(): Look {
    try {
      const stats = lstatSync(this.directory, { throwIfNoEntry: false });
      if (stats === undefined) return { names: [], problems: [] };
      if (!stats.isDirectory()) return this.#unseen(`is ${kindOf(stats)}, and no directory`);
      const names = readdirSync(this.directory).filter((name) => !name.startsWith('.'));
      return { names: names.sort(), problems: [] };
    } catch (error) {
      return this.#unseen(`cannot be looked into: ${(error as Error).message}`);
    }
  }

  /** What a file holds; null where it is gone, because somebody else has sent it meanwhile. */
  async read(name: string): Promise<SpoolFile | null> {
    if (!NAME.test(CLAIMED.exec(name)?.[1] ?? name)) return { name, content: FOREIGN_NAME };
    try {
      const text = readOwnFile(join(this.directory, name), this.#bounds.bytes);
      return { name, content: await parseWaiting(text) };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return null;
      return { name, content: { problem: `cannot be read: ${message}` } };
    }
  }

  /**
   * Takes a file, so that no other process sends it as well. What a process had taken that has ended since can be taken again.
   * @returns null where somebody else has it, or it is gone.
   * @throws an error of the file system.
   */
  claim(name: string): ClaimedFile | null {
    const path = join(this.directory, name);
    const [, plain = name, ...owner] = CLAIMED.exec(name) ?? [];
    if (owner.length > 0 && !isLetGo(owner, path)) return null;
    const taken = join(this.directory, `${plain}.sending-${nameOfOwner(thisOwner())}`);
    try {
      renameSync(path, taken);
      // On another machine, only its age tells whether somebody still sends it.
      utimesSync(taken, dateOf(), dateOf());
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
    return {
      done: () => rmSync(taken, { force: true }),
      release: () => {
        try {
          renameSync(taken, join(this.directory, plain));
        } catch {
          // As where this process is killed: another one takes it over.
        }
      },
    };
  }

  #unseen(problem: string): Look {
    return { names: [], problems: [{ file: basename(this.directory), problem }] };
  }

  #prepare(): void {
    makeDirectory(this.#parent);
    const made = lstatSync(this.directory, { throwIfNoEntry: false }) === undefined;
    if (made) makeDirectory(this.directory, 0o700);
    const stats = lstatSync(this.directory);
    if (!stats.isDirectory()) throw new Error(`${this.directory} is ${kindOf(stats)}, and no directory`);
    // It belongs to this machine, as baselines do.
    if (made) createWhole(join(this.directory, '.gitignore'), '*\n', 0o600);
  }

  #requireRoom(bytes: number): void {
    const { files: most, bytes: mostBytes } = this.#bounds;
    const { names } = this.look();
    const sizes = names.map((name) => lstatSync(join(this.directory, name), { throwIfNoEntry: false })?.size ?? 0);
    const size = sizes.reduce((sum, each) => sum + each, bytes);
    if (names.length < most && size <= mostBytes) return;
    throw new Error(
      `it is full: ${names.length} files wait there already, and it holds ${most} of ${mostBytes / 1e6} MB together at most. ` +
        'Send them with `evenkeel store flush`, or look at why they were not sent with `evenkeel store status`',
    );
  }

  #newName(): string {
    // Later ones come after earlier ones, also where the clock was set back.
    this.#last = Math.max(timeOfDay(), this.#last + 1);
    return `${isoTime(this.#last).replaceAll(':', '-')}-${randomBytes(6).toString('hex')}.json`;
  }

  #trying(work: () => void): void {
    try {
      work();
    } catch (cause) {
      throw new StoreError(`Nothing can wait in ${this.directory}: ${(cause as Error).message}.`, {
        data: { path: this.directory },
        cause,
      });
    }
  }
}

const FOREIGN_NAME: WaitingProblem = { problem: 'is nothing that evenkeel keeps there; move it elsewhere' };

function isLetGo(owner: readonly string[], path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats !== undefined && (isGone(ownerFrom(owner)) ?? isOld(stats));
}

function kindOf(stats: NonNullable<ReturnType<typeof lstatSync>>): string {
  return stats.isSymbolicLink() ? 'a link' : 'a file';
}
