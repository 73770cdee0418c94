import { CacheCorruptionError, PerformanceTestingError, StoreError } from '../../errors.ts';

/** Primary result codes of SQLite (https://sqlite.org/rescode.html). */
const CODE = {
  ERROR: 1,
  PERM: 3,
  BUSY: 5,
  LOCKED: 6,
  READONLY: 8,
  IOERR: 10,
  CORRUPT: 11,
  FULL: 13,
  CANTOPEN: 14,
  TOOBIG: 18,
  FORMAT: 24,
  NOTADB: 26,
} as const;

/**
 * What may result from a damaged file. A statement of ours that is an `ERROR` means that the schema is not ours any more; a
 * row that is `TOOBIG` claims a length that no row has.
 */
const SIGNS_OF_DAMAGE: readonly number[] = [CODE.ERROR, CODE.CORRUPT, CODE.TOOBIG, CODE.FORMAT, CODE.NOTADB];

const ADVICE: Readonly<Record<number, string>> = {
  [CODE.PERM]: 'Give this user the right to read and write the file and its directory.',
  [CODE.BUSY]: 'Another process kept it locked for too long; let that process end, or end it, and try again.',
  [CODE.LOCKED]: 'Another process kept it locked for too long; let that process end, or end it, and try again.',
  [CODE.READONLY]:
    'Give this user the right to write the file and its directory, or choose another cache directory. A user who has ' +
    'that right should move the file away: its header is damaged, and forbids writing.',
  [CODE.IOERR]: 'The disk does not answer as it should; check it, or choose another cache directory.',
  [CODE.FULL]: 'The disk is full; free some space, or choose another cache directory.',
  [CODE.CANTOPEN]:
    'Check that the directory can be read and written by this user and that the name is not taken by something else, ' +
    'or choose another cache directory.',
};

const FALLBACK_ADVICE = 'Check the file and its directory, or choose another cache directory.';

/** What SQLite says for a result code (sqlite3_errstr). */
const CODE_OF_MESSAGE: Readonly<Record<string, number>> = {
  'access permission denied': CODE.PERM,
  'database is locked': CODE.BUSY,
  'database table is locked': CODE.LOCKED,
  'attempt to write a readonly database': CODE.READONLY,
  'disk I/O error': CODE.IOERR,
  'database disk image is malformed': CODE.CORRUPT,
  'database or disk is full': CODE.FULL,
  'unable to open database file': CODE.CANTOPEN,
  'string or blob too big': CODE.TOOBIG,
  'file is not a database': CODE.NOTADB,
};

/** The primary result code of an error that SQLite reported; null for any other error. */
function resultCode(error: unknown): number | null {
  const { code, errcode, message } = Object(error) as { code?: unknown; errcode?: unknown; message?: unknown };
  // The upper bits say more than is needed here (extended result codes).
  if (typeof errcode === 'number') return errcode & 0xff;
  // The package for Node 20 leaves the number out where reading all rows fails.
  return code === 'ERR_SQLITE_ERROR' ? (CODE_OF_MESSAGE[String(message)] ?? null) : null;
}

/** Whether an error may come from damage to the database, so that the file is worth a closer look. */
export function suggestsDamage(error: unknown): boolean {
  return SIGNS_OF_DAMAGE.includes(resultCode(error) ?? CODE.BUSY);
}

/** Whether another process was using the database, so that it may work a moment later. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error) ?? resultCode(Object(error).cause);
  return code === CODE.BUSY || code === CODE.LOCKED;
}

/**
 * An error of SQLite or of the file system, in the words of this store; any other error is returned as it is.
 *
 * @param action - what was tried, for example "read baselines from"
 */
export function storeFailure(error: unknown, action: string, path: string): unknown {
  if (error instanceof PerformanceTestingError) return error;
  const code = resultCode(error);
  const { message = '', syscall } = Object(error) as { message?: string; syscall?: unknown };
  if (code === null && syscall === undefined) return error;
  const Failure = suggestsDamage(error) ? CacheCorruptionError : StoreError;
  return new Failure(`Cannot ${action} ${path}: ${message}. ${ADVICE[code ?? CODE.CANTOPEN] ?? FALLBACK_ADVICE}`, {
    data: { path },
    cause: error,
  });
}
