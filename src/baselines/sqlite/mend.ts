import { closeSync, copyFileSync, openSync, readSync, writeSync } from 'node:fs';
import { connect } from './connection.ts';
import type { SqliteDatabase, SqliteDriver } from './driver.ts';
import { removeDatabase, type StoreFiles } from './files.ts';
import { migrate } from './schema.ts';

const PAGE_SIZE = 4096;
/** Where the header counts the pages of the file and those on the list of free ones. */
const PAGE_COUNTS = { start: 28, end: 40 } as const;

/**
 * Lets `use` read a copy of a damaged database whose first page, which holds the header and the schema, is that of a
 * new database: without a sound first page SQLite reads nothing of a file, and ours is the same in every file. Where it
 * is not (in a file that was migrated), tables are looked for in the wrong place, and no checksum holds.
 */
export function withMendedCopy<T>(driver: SqliteDriver, files: StoreFiles, use: (db: SqliteDatabase) => T): T {
  removeDatabase(files.mending);
  try {
    const firstPage = readFirstPage(driver, files.mending);
    removeDatabase(files.mending);
    copyFileSync(files.database, files.mending);
    writeFirstPage(files.mending, firstPage);
    const copy = connect(driver, files.mending, 0, { defensive: false });
    try {
      return use(copy);
    } finally {
      copy.close();
    }
  } finally {
    removeDatabase(files.mending);
  }
}

function readFirstPage(driver: SqliteDriver, path: string): Uint8Array {
  const db = connect(driver, path, 0);
  try {
    migrate(db);
  } finally {
    db.close();
  }
  const page = new Uint8Array(PAGE_SIZE);
  withFile(path, 'r', (file) => readSync(file, page, 0, PAGE_SIZE, 0));
  // With no number of pages SQLite takes the size of the file.
  return page.fill(0, PAGE_COUNTS.start, PAGE_COUNTS.end);
}

function writeFirstPage(path: string, page: Uint8Array): void {
  withFile(path, 'r+', (file) => writeSync(file, page, 0, page.length, 0));
}

function withFile(path: string, flags: string, use: (file: number) => void): void {
  const file = openSync(path, flags);
  try {
    use(file);
  } finally {
    closeSync(file);
  }
}
