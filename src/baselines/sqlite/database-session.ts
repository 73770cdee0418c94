import { StoreError } from '../../errors.ts';
import type { LostRun } from '../../model/baseline.ts';
import { readMilliseconds, startTimer } from '../../real-time.ts';
import { transaction } from './connection.ts';
import { isBusy, storeFailure, suggestsDamage } from './failures.ts';
import { fileIdentity } from './files.ts';
import { type OpenedDatabase, type OpenSettings, openDatabase } from './open-database.ts';
import { Queries } from './queries.ts';
import type { Losses } from './salvage.ts';

/** Enough for a repair of our own and one by another process; beyond that, something replaces the file all the time. */
const MOST_ATTEMPTS = 4;

interface Connection extends OpenedDatabase {
  readonly queries: Queries;
}

/**
 * Keeps a connection to the file that has the database's name: it opens it anew where another process has put a repaired
 * one in its place, and has it repaired where SQLite reports damage in the middle of work.
 */
export class DatabaseSession {
  readonly #settings: OpenSettings;
  readonly #warnings = new Set<string>();
  readonly #lost: LostRun[] = [];
  #knowsLosses = true;
  #openings = 0;
  #connection: Connection | null = null;
  #isClosed = false;

  private constructor(settings: OpenSettings) {
    this.#settings = settings;
  }

  /** @throws StoreError, CacheCorruptionError */
  static async open(settings: OpenSettings): Promise<DatabaseSession> {
    const session = new DatabaseSession(settings);
    await session.#attempt('open the baselines in', () => undefined);
    return session;
  }

  /** The database file. */
  get path(): string {
    return this.#settings.files.database;
  }

  /** What happened to the file, each thing once. */
  get warnings(): readonly string[] {
    return [...this.#warnings];
  }

  /** How often a file was opened: rows of one opening are not those of another. */
  get openings(): number {
    return this.#openings;
  }

  /** What was lost while the file was in this session's hands. */
  get losses(): Losses {
    return { lost: this.#lost, isComplete: this.#knowsLosses };
  }

  /** @throws StoreError, CacheCorruptionError */
  read<T>(work: (queries: Queries) => T): Promise<T> {
    return this.#attempt('read baselines from', ({ db, queries }) => transaction(db, 'DEFERRED', () => work(queries)));
  }

  /** Runs `work` in a transaction, and again from its start where that fails. @throws StoreError, CacheCorruptionError */
  write<T>(work: (queries: Queries) => T): Promise<T> {
    return this.#attempt('write baselines to', (connection) => {
      try {
        return transaction(connection.db, 'IMMEDIATE', () => {
          // Looked at under the lock: a repair by another process needs that lock before it can replace the file.
          if (this.#isReplaced(connection)) throw new ReplacedFile(this.path);
          return work(connection.queries);
        });
      } finally {
        connection.queries.forget();
      }
    });
  }

  close(): void {
    this.#drop();
    this.#isClosed = true;
  }

  async #attempt<T>(action: string, work: (connection: Connection) => T): Promise<T> {
    const patience = startPatience(this.#settings.busyTimeoutMs);
    for (let attempts = MOST_ATTEMPTS; ; ) {
      try {
        return work(this.#current());
      } catch (error) {
        if (isBusy(error) && (await patience())) continue;
        attempts--;
        const canRetry = error instanceof ReplacedFile || suggestsDamage(error);
        if (!canRetry || attempts === 0) throw storeFailure(error, action, this.path);
        this.#drop();
      }
    }
  }

  #current(): Connection {
    if (this.#isClosed) {
      throw new StoreError(`The store of baselines in ${this.path} is closed; open it again to use it.`);
    }
    if (this.#connection !== null && this.#isReplaced(this.#connection)) this.#drop();
    this.#connection ??= this.#open();
    return this.#connection;
  }

  #isReplaced({ identity }: Connection): boolean {
    const current = fileIdentity(this.path);
    if (current === null) {
      this.#knowsLosses = false;
      this.#warnings.add(
        `${this.path} was removed while it was in use, and the runs in it with it; a new store was begun.`,
      );
    }
    return current !== identity;
  }

  #open(): Connection {
    this.#openings++;
    const opened = openDatabase({ ...this.#settings, busyTimeoutMs: Math.min(this.#settings.busyTimeoutMs, TURN) });
    for (const warning of opened.warnings) this.#warnings.add(warning);
    this.#lost.push(...opened.losses.lost);
    this.#knowsLosses &&= opened.losses.isComplete;
    return { ...opened, queries: new Queries(opened.db) };
  }

  #drop(): void {
    this.#connection?.db.close();
    this.#connection = null;
  }
}

/** Another file has taken the name of the one that is open; nothing was written. */
class ReplacedFile extends StoreError {
  constructor(path: string) {
    super(`Something replaces ${path} again and again; find out what does it. Nothing was written.`);
  }

  override get name(): string {
    return 'StoreError';
  }
}

/**
 * Milliseconds that SQLite itself may wait for another process. It does so without letting anything else of this process
 * run, not even what a signal is to do.
 */
const TURN = 50;
/** Milliseconds between turns; so that others do not always find the database just taken. */
const PAUSE = 10;

/**
 * Starts waiting for another process.
 * @param milliseconds how long to wait in all
 * @returns a function to be called after each failure: it waits a moment and returns true, or false where the time is up.
 */
function startPatience(milliseconds: number): () => Promise<boolean> {
  const end = readMilliseconds() + milliseconds;
  return async () => {
    if (readMilliseconds() >= end) return false;
    await new Promise((resolve) => startTimer(resolve, PAUSE));
    return true;
  };
}
