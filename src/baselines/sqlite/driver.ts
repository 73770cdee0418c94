import { StoreError } from '../../errors.ts';

/** What SQLite columns hold, as far as this store uses them. */
export type SqliteValue = number | string | Uint8Array | null;

/** A prepared statement of `node:sqlite`, as far as this store uses it. */
export interface SqliteStatement {
  run(...parameters: SqliteValue[]): { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint };
  get(...parameters: SqliteValue[]): unknown;
  all(...parameters: SqliteValue[]): unknown[];
}

/** A connection of `node:sqlite`, as far as this store uses it. */
export interface SqliteDatabase {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

/** `node:sqlite`, or the package with the same interface. */
export interface SqliteDriver {
  readonly DatabaseSync: new (path: string, options?: SqliteOptions) => SqliteDatabase;
}

/** Options of a connection; a version that does not know one passes it over. */
export interface SqliteOptions {
  /** Whether SQL is kept from doing what only the repair of a damaged file needs. */
  readonly defensive?: boolean;
}

const PACKAGE = '@photostructure/sqlite';
const PLATFORM = `${process.platform}-${process.arch}`;

/** The first Node release whose `node:sqlite` needs no flag. */
const FIRST_BUILT_IN = [22, 13] as const;

/** Whether this version of Node (`process.versions.node`) brings SQLite along. */
export function hasBuiltInSqlite(nodeVersion: string): boolean {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  return major > FIRST_BUILT_IN[0] || (major === FIRST_BUILT_IN[0] && minor >= FIRST_BUILT_IN[1]);
}

/**
 * Loads SQLite: Node's own from 22.13 on, `@photostructure/sqlite` before, which is an optional dependency.
 *
 * @throws StoreError where it cannot be loaded: the package is not installed, or has no binary for this platform
 */
export async function loadDriver(nodeVersion = process.versions.node): Promise<SqliteDriver> {
  try {
    return hasBuiltInSqlite(nodeVersion) ? withoutSqliteWarning(loadBuiltIn) : await loadPackage();
  } catch (error) {
    throw new StoreError(isNotInstalled(error) ? notInstalled(nodeVersion) : notLoaded(error, nodeVersion), {
      cause: error,
    });
  }
}

function isNotInstalled(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ERR_MODULE_NOT_FOUND' && message.includes(`'${PACKAGE}'`);
}

function notInstalled(nodeVersion: string): string {
  return (
    `There is no SQLite to keep baselines with: Node ${nodeVersion} brings none along, and the optional package ${PACKAGE} is ` +
    `not installed. Use Node 22.13 or newer, or install the package: npm install --save-dev ${PACKAGE}. It has binaries ` +
    `for Linux, macOS and Windows on x64 and arm64; this is ${PLATFORM}.`
  );
}

function notLoaded(error: unknown, nodeVersion: string): string {
  return (
    `SQLite cannot be loaded on Node ${nodeVersion} (${PLATFORM}): ${String(error)}. ` +
    'Use Node 22.13 or newer, which brings SQLite along, or reinstall the dependencies on this platform.'
  );
}

function loadBuiltIn(): SqliteDriver {
  const driver = process.getBuiltinModule('node:sqlite' as 'node:fs') as unknown as SqliteDriver | undefined;
  if (!driver) throw new Error('node:sqlite is missing');
  return driver;
}

async function loadPackage(): Promise<SqliteDriver> {
  return (await import('@photostructure/sqlite')) as unknown as SqliteDriver;
}

/**
 * Runs `load` without the one warning that `node:sqlite` is experimental, which some versions of Node print: the store
 * uses a part of it that has not changed since. Every other warning is printed.
 */
export function withoutSqliteWarning<T>(load: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = ((warning: string | Error, ...rest: never[]) => {
    if (!/^SQLite is an experimental feature/.test(String(warning))) emitWarning.call(process, warning, ...rest);
  }) as typeof process.emitWarning;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
