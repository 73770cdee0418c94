import type { Pool, PoolClient } from 'pg';
import { StoreError } from '../../errors.ts';
import { readMilliseconds, startTimer } from '../../real-time.ts';
import { storeIsAway } from '../away.ts';
import type { ServerAddress } from './server-address.ts';
import { isOfAbsence, isTransient, isTrouble, wordsFor } from './troubles.ts';

/** How long a server is waited for, in milliseconds. */
export interface Patience {
  /** For a connection. */
  readonly connect: number;
  /** For one statement, there and here. */
  readonly statement: number;
  /** For what is tried again: from the first trouble to the last try. */
  readonly retry: number;
}

export const PATIENCE: Patience = { connect: 10_000, statement: 30_000, retry: 15_000 };

/** Connections at a time: a run asks for the histories of a block of tests at once. */
const CONNECTIONS = 4;
/** Milliseconds before the second try; each later one waits twice as long as the one before, up to the last of these. */
const [FIRST_PAUSE, LONGEST_PAUSE] = [50, 2000];

/** What a statement says to the server, and what comes back. */
export type Ask = <Row>(sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

/**
 * A server, spoken to in transactions. What is transient (a restart, a failover, a lost connection, transactions that got into
 * each other's way) is tried again, so what is done in a transaction must come out the same when it is done twice.
 */
export class Server {
  readonly address: ServerAddress;
  readonly #pool: Pool;
  readonly #patience: Patience;
  #closing: Promise<void> | null = null;

  private constructor(pool: Pool, address: ServerAddress, patience: Patience) {
    this.#pool = pool;
    this.address = address;
    this.#patience = patience;
  }

  /** Connects when it is first asked. @throws {StoreError} where the package `pg` is not installed. */
  static async open(address: ServerAddress, patience: Patience = PATIENCE): Promise<Server> {
    const { default: pg } = await loadPackage();
    const { host, port, database, user, password, ssl } = address;
    const pool = new pg.Pool({
      ...{ host, port, database, user, password },
      // Whose certificate it must be: without it, some versions of the package take one for `localhost` from any address.
      ssl: ssl && { ...ssl, host },
      max: CONNECTIONS,
      connectionTimeoutMillis: patience.connect,
      statement_timeout: patience.statement,
      idle_in_transaction_session_timeout: patience.statement,
      // A server that does not answer any more cannot end the statement itself.
      query_timeout: patience.statement + 1000,
      keepAlive: true,
      allowExitOnIdle: true,
      application_name: 'evenkeel',
    });
    // Of a connection that nobody is asking anything at this moment; who asks next is told, or gets another one.
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    return new Server(pool, address, patience);
  }

  /** One statement that only reads. @throws {StoreError} where the server cannot be spoken to, or refuses. */
  read<Row>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.#trying(async (client) => (await client.query(sql, [...values])).rows as Row[]);
  }

  /** Statements that happen whole or not at all. @throws {StoreError} as {@link Server.read} does. */
  write<Result>(work: (ask: Ask) => Promise<Result>): Promise<Result> {
    return this.#trying(async (client) => {
      await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
      try {
        const result = await work(async (sql, values = []) => (await client.query(sql, [...values])).rows);
        await client.query('COMMIT');
        return result;
      } catch (error) {
        // Where the connection is gone, so is the transaction.
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }

  /** Lets go of the connections. */
  async close(): Promise<void> {
    this.#closing ??= this.#pool.end();
    await this.#closing;
  }

  async #trying<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const end = readMilliseconds() + this.#patience.retry;
    for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      try {
        return await this.#once(work);
      } catch (error) {
        if (!isTrouble(error)) throw error;
        if (!isTransient(error) || readMilliseconds() + pause > end) {
          const words = wordsFor(error, this.address);
          throw isOfAbsence(error) ? storeIsAway(words, error) : new StoreError(words, { cause: error });
        }
        // Others wait as long: not all of them come back at once.
        await new Promise((resolve) => startTimer(resolve, pause * (0.5 + Math.random() / 2)));
      }
    }
  }

  async #once<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    if (this.#closing !== null) {
      throw new StoreError(`The store of baselines in ${this.address.shown} is closed; use it before closing it.`);
    }
    const client = await this.#pool.connect();
    let trouble: unknown;
    try {
      return await work(client);
    } catch (error) {
      trouble = error;
      throw error;
    } finally {
      // What a connection is in the middle of after a trouble is not known.
      client.release(trouble !== undefined && isTrouble(trouble));
    }
  }
}

async function loadPackage(): Promise<typeof import('pg')> {
  try {
    return await import('pg');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new StoreError(
      'Baselines are to be kept in Postgres, and the optional package pg is not installed: npm install --save-dev pg.',
      { cause: error },
    );
  }
}
