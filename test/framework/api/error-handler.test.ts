import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../../src/baselines/sqlite/sqlite-store.ts';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import { DependencyResolver } from '../../../src/dependencies/dependency-resolver.ts';
import { CacheCorruptionError, StatisticalValidationError, StoreError, UsageError } from '../../../src/errors.ts';
import { FrameworkErrorHandler } from '../../../src/framework/api/error-handler.ts';
import { PerformanceTestFramework } from '../../../src/framework/api/framework.ts';
import { ThresholdManager } from '../../../src/framework/api/threshold-manager.ts';
import { StatisticalValidator } from '../../../src/statistics/textbook/statistical-validator.ts';
import { runRecord } from '../../baselines/records.ts';
import { storedRuns, temporaryDirectory } from '../fixtures.ts';

const RUNS = 300;

/** A cache with runs, the file of which is damaged in one place. */
async function damagedCache(): Promise<string> {
  const directory = temporaryDirectory();
  const store = await openSqliteStore({ directory });
  await store.append(Array.from({ length: RUNS }, (_, run) => runRecord(run)));
  await store.close();
  const path = join(directory, 'baselines.sqlite');
  const bytes = readFileSync(path);
  // In the middle, so that pages of rows are among what is lost.
  writeFileSync(path, bytes.fill(0xa5, Math.floor(0.4 * bytes.length), Math.floor(0.6 * bytes.length)));
  return directory;
}

it('throws what is an error of another kind again, so that whatever was caught may be given', async () => {
  const handler = new FrameworkErrorHandler();
  const other = new TypeError('mine');
  await expect(handler.handleCacheCorruption(other as never)).rejects.toBe(other);
  expect(() => handler.handleStatisticalFailure(other as never)).toThrow(other);
});

describe('handleCacheCorruption', () => {
  it('rebuilds from what is sound, sets the rest aside, and says what was lost', async () => {
    const directory = await damagedCache();
    const error = new CacheCorruptionError('damaged', { data: { path: join(directory, 'baselines.sqlite') } });
    const { messages, lost, isComplete } = await new FrameworkErrorHandler().handleCacheCorruption(error);
    expect(messages.join('\n')).toMatch(/set aside as baselines\.damaged-.*runs were saved and/);
    const saved = await storedRuns(directory);
    expect(saved.length).toBeGreaterThan(0);
    expect(saved.length).toBeLessThan(RUNS);
    expect(messages.join('\n')).toContain(`${saved.length} of its runs were saved`);
    expect(isComplete).toBe(true);
    expect(saved.length + lost.length).toBe(RUNS);
    // The names of some are gone as well; those that are named were stored, and are not there any more.
    const named = lost.flatMap(({ runId }) => runId ?? []);
    const ids = [...saved.map(({ runId }) => runId), ...named];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^run-\d+$/.test(id))).toBe(true);
    const aside = readdirSync(directory).filter((name) => name.startsWith('baselines.damaged-'));
    expect(aside.toSorted()).toEqual([expect.stringMatching(/\.lost\.json$/), expect.stringMatching(/\.sqlite$/)]);
    const listed = readFileSync(join(directory, aside.find((name) => name.endsWith('json'))!), 'utf8');
    expect(JSON.parse(listed)).toEqual({ isComplete, lost });
  });

  it('looks in its own cache where the error names none, and finds nothing in a sound one', async () => {
    const cachePath = await damagedCache();
    const handler = new FrameworkErrorHandler({ cachePath });
    expect((await handler.handleCacheCorruption(new CacheCorruptionError('somewhere'))).lost).not.toEqual([]);
    const byConfig = new FrameworkErrorHandler({ config: new PerformanceConfig({ cacheDirectory: cachePath }) });
    expect(await byConfig.handleCacheCorruption(new CacheCorruptionError('somewhere'))).toEqual({
      messages: [],
      lost: [],
      isComplete: true,
    });
  });

  it('says where there is nothing to rebuild, and makes nothing', async () => {
    const cachePath = join(temporaryDirectory(), 'cache');
    const recovery = await new FrameworkErrorHandler({ cachePath }).handleCacheCorruption(
      new CacheCorruptionError('x'),
    );
    expect(recovery).toMatchObject({ lost: [], isComplete: false });
    expect(recovery.messages).toEqual([expect.stringMatching(/^There is no store of baselines in .*cache, so/)]);
    expect(existsSync(cachePath)).toBe(false);
  });

  it('leaves what is no damage to others', async () => {
    const file = join(temporaryDirectory(), 'taken');
    mkdirSync(join(file, 'baselines.sqlite'), { recursive: true });
    const handler = new FrameworkErrorHandler({ cachePath: file });
    await expect(handler.handleCacheCorruption(new CacheCorruptionError('x'))).rejects.toBeInstanceOf(StoreError);
  });
});

describe('handleStatisticalFailure', () => {
  const handler = new FrameworkErrorHandler();

  it('answers by a simpler method, and says which and why', () => {
    const ask = () => new StatisticalValidator().validatePerformance([2], 0, 1, { method: 'parametric' });
    expect(ask).toThrow(StatisticalValidationError);
    let error: StatisticalValidationError | null = null;
    try {
      ask();
    } catch (failure) {
      error = failure as StatisticalValidationError;
    }
    const answer = handler.handleStatisticalFailure(error!);
    expect(answer).toMatchObject({ verdict: 'inconclusive', isValid: true, validationMethod: 'robust' });
    expect(answer.warnings[0]).toMatch(
      /^The method parametric could not be used \(.*2.*\); robust was used instead\.$/,
    );
  });

  it('answers a regression test by ranks where a mean has no spread, and says so', () => {
    const ask = (current: readonly number[]) => {
      try {
        new StatisticalValidator().testRegression([1, 1.1, 1.2], current, { testType: 't_test' });
      } catch (failure) {
        return handler.handleStatisticalFailure(failure as StatisticalValidationError);
      }
      throw new Error('it did not fail');
    };
    const answer = ask([2]);
    expect(answer).toMatchObject({ verdict: 'inconclusive', isValid: true, validationMethod: 'ks_test' });
    expect(answer.pValue).toBeGreaterThan(0.05);
    expect(answer.warnings).toEqual([
      expect.stringMatching(/^The method t_test could not be used \(.+\); ks_test was used instead\.$/),
    ]);
    expect(ask([])).toMatchObject({ verdict: 'inconclusive', validationMethod: 'none' });
  });

  it('finds a regression by the simpler test where there is one', () => {
    const data = {
      baselineSamples: Array.from({ length: 20 }, (_, i) => 1 + i / 100),
      currentSamples: Array.from({ length: 20 }, (_, i) => 2 + i / 100),
      testType: 't_test',
      confidenceLevel: 0.95,
    };
    const answer = handler.handleStatisticalFailure(new StatisticalValidationError('no', { data }));
    expect(answer).toMatchObject({ verdict: 'regression', isValid: false, validationMethod: 'ks_test' });
  });

  it('concludes nothing where there is nothing to go by', () => {
    expect(handler.handleStatisticalFailure(new StatisticalValidationError('no samples'))).toMatchObject({
      verdict: 'inconclusive',
      message: 'Nothing can be said of these samples: no samples',
    });
  });
});

describe('handleDependencyMissing', () => {
  it('gives a stand-in for what is missing, and the real thing where it is there', async () => {
    const handler = new FrameworkErrorHandler();
    const standIn = await handler.handleDependencyMissing('a-package-that-is-not-there');
    expect(standIn('anything' as never)).toBe('anything');
    expect(await handler.handleDependencyMissing('node:assert')).toBe((await import('node:assert')).default);
  });

  it('knows the factories of a resolver that it is given', async () => {
    const resolver = new DependencyResolver();
    resolver.registerFallbackFactory('fast-thing', 'default', () => () => 42);
    const handler = new FrameworkErrorHandler({ resolver });
    expect((await handler.handleDependencyMissing('fast-thing'))()).toBe(42);
  });
});

it('refuses a configuration that is wrong', () => {
  const config = new PerformanceConfig({ confidenceLevel: 2 });
  expect(() => new FrameworkErrorHandler({ config })).toThrow(UsageError);
});

it.each([
  ['PerformanceTestFramework', PerformanceTestFramework],
  ['ThresholdManager', ThresholdManager],
  ['FrameworkErrorHandler', FrameworkErrorHandler],
])('%s refuses an option that there is none of', (name, Made) => {
  const make = () => new Made({ cachepath: 'x' } as never);
  expect(make).toThrow(`${name}: unknown option \`cachepath\`; did you mean cachePath?`);
  expect(make).toThrow(UsageError);
});
