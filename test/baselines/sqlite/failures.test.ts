import { describe, expect, it } from 'vitest';
import { storeFailure, suggestsDamage } from '../../../src/baselines/sqlite/failures.ts';
import { CacheCorruptionError, StoreError, UsageError } from '../../../src/errors.ts';

const PATH = '/cache/baselines.sqlite';
const sqliteError = (errcode: number) => Object.assign(new Error('what SQLite says'), { errcode });
const systemError = Object.assign(new Error('EACCES: permission denied'), { syscall: 'rename', code: 'EACCES' });

describe('storeFailure', () => {
  it.each([
    ['a full disk', sqliteError(13), /free some space/],
    ['a locked file', sqliteError(5), /Another process/],
    ['a locked table', sqliteError(6), /Another process/],
    ['a lock whose extended code says more (SQLITE_BUSY_SNAPSHOT)', sqliteError(517), /Another process/],
    ['a read-only file', sqliteError(8), /right to write/],
    ['a read-only directory (SQLITE_READONLY_DIRECTORY)', sqliteError(1544), /right to write/],
    ['no permission', sqliteError(3), /right to read and write/],
    ['a failing disk (SQLITE_IOERR_WRITE)', sqliteError(778), /disk does not answer/],
    ['a file that cannot be opened', sqliteError(14), /name is not taken/],
    ['anything else of SQLite', sqliteError(21), /another cache directory/],
    ['the file system', systemError, /name is not taken/],
  ])('says of %s where it was and what to do', (_, error, advice) => {
    const failure = storeFailure(error, 'write baselines to', PATH) as StoreError;
    expect(failure).toBeInstanceOf(StoreError);
    expect(failure.message).toContain(`Cannot write baselines to ${PATH}: ${error.message}. `);
    expect(failure.message).toMatch(advice);
    expect(failure.cause).toBe(error);
    expect(failure.data).toEqual({ path: PATH });
  });

  it.each([11, 26, 267])('calls what stays damaged by its name: code %i', (code) => {
    expect(storeFailure(sqliteError(code), 'read', PATH)).toBeInstanceOf(CacheCorruptionError);
  });

  it.each([new UsageError('said already'), new TypeError('a mistake of ours'), 'not even an error', undefined])(
    'returns %s as it is',
    (error) => {
      expect(storeFailure(error, 'read', PATH)).toBe(error);
    },
  );
});

describe('suggestsDamage', () => {
  it.each([
    [11, true],
    [26, true],
    [1, true],
    [267, true],
    [5, false],
    [8, false],
    [10, false],
    [13, false],
  ])('of code %i is %s', (code, expected) => {
    expect(suggestsDamage(sqliteError(code))).toBe(expected);
  });

  it('is never true of an error that is not of SQLite', () => {
    expect(suggestsDamage(systemError)).toBe(false);
    expect(suggestsDamage(null)).toBe(false);
  });
});
