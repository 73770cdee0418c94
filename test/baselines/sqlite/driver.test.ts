import { describe, expect, it, vi } from 'vitest';
import { hasBuiltInSqlite, loadDriver, withoutSqliteWarning } from '../../../src/baselines/sqlite/driver.ts';
import { StoreError } from '../../../src/errors.ts';

describe('hasBuiltInSqlite', () => {
  it.each([
    ['20.12.0', false],
    ['20.20.2', false],
    ['22.5.0', false],
    ['22.12.0', false],
    ['22.13.0', true],
    ['23.4.0', true],
    ['24.0.0', true],
    ['26.1.0-nightly', true],
  ])('of Node %s is %s', (version, expected) => {
    expect(hasBuiltInSqlite(version)).toBe(expected);
  });
});

describe('loadDriver', () => {
  it('loads something that speaks SQL', async () => {
    const { DatabaseSync } = await loadDriver();
    const db = new DatabaseSync(':memory:');
    expect(db.prepare('SELECT 6 * 7 AS answer').get()).toEqual({ answer: 42 });
    db.close();
  });

  it('loads the package for a Node without SQLite', async () => {
    const { DatabaseSync } = await loadDriver('20.12.0');
    const db = new DatabaseSync(':memory:');
    db.close();
    expect(() => db.exec('SELECT 1')).toThrow();
  });

  it.skipIf(hasBuiltInSqlite(process.versions.node))('says what to do where SQLite cannot be loaded', async () => {
    const failure = await loadDriver('24.0.0').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StoreError);
    expect((failure as StoreError).message).toMatch(
      /SQLite cannot be loaded on Node 24\.0\.0 .*Use Node 22\.13 or newer/,
    );
  });
});

describe('withoutSqliteWarning', () => {
  it('keeps back one warning, lets others through, and puts things back', () => {
    const emitWarning = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const installed = process.emitWarning;
    const result = withoutSqliteWarning(() => {
      process.emitWarning('SQLite is an experimental feature and might change at any time', 'ExperimentalWarning');
      process.emitWarning('Something else is experimental', 'ExperimentalWarning');
      return 'loaded';
    });
    expect(result).toBe('loaded');
    expect(emitWarning.mock.calls).toEqual([['Something else is experimental', 'ExperimentalWarning']]);
    expect(process.emitWarning).toBe(installed);
    emitWarning.mockRestore();
  });

  it('puts things back where loading fails', () => {
    const installed = process.emitWarning;
    const load = () => {
      throw new Error('missing');
    };
    expect(() => withoutSqliteWarning(load)).toThrow('missing');
    expect(process.emitWarning).toBe(installed);
  });
});
