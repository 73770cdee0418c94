import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import { StoreError } from '../../../src/errors.ts';
import { LazyStore } from '../../../src/framework/store/lazy-store.ts';
import { runRecord } from '../../baselines/records.ts';
import { storedRuns, temporaryDirectory } from '../fixtures.ts';

describe('LazyStore', () => {
  it('tries an opening again that failed', async () => {
    const path = join(temporaryDirectory(), 'cache');
    writeFileSync(path, 'in the way');
    const store = new LazyStore(new PerformanceConfig(), path);
    await expect(store.get()).rejects.toThrow(StoreError);
    rmSync(path);
    expect(await (await store.get()).series()).toEqual([]);
    await store.close();
  });

  it('opens once, however often and at once it is asked', async () => {
    const store = new LazyStore(new PerformanceConfig(), temporaryDirectory());
    const [one, other] = await Promise.all([store.get(), store.get()]);
    expect(one).toBe(other);
    expect(await store.get()).toBe(one);
    await store.close();
  });

  it('makes nothing for those who only read, and shows them the store that is there by the next time', async () => {
    const directory = join(temporaryDirectory(), 'cache');
    const store = new LazyStore(new PerformanceConfig(), directory);
    expect(await (await store.reader()).series()).toEqual([]);
    expect(await store.warnings()).toEqual([]);
    expect(existsSync(directory)).toBe(false);

    const other = new LazyStore(new PerformanceConfig(), directory);
    await other.append([runRecord(1, { recordedAt: new Date().toISOString() })]);
    await other.close();
    expect(await (await store.reader()).series()).toHaveLength(1);
    expect(await store.reader()).toBe(await store.get());
    await store.close();
    await expect(store.reader()).rejects.toThrow(/closed with `close\(\)`/);
  });

  it('shows readers what is kept in memory', async () => {
    const store = new LazyStore(new PerformanceConfig({ enableCaching: false }), null);
    await store.append([runRecord(1, { recordedAt: new Date().toISOString() })]);
    expect(await (await store.reader()).series()).toHaveLength(1);
    await store.close();
  });

  it('lets old runs go when it first adds one', async () => {
    const directory = temporaryDirectory();
    const config = new PerformanceConfig({ baselineRetentionDays: 1 });
    const first = new LazyStore(new PerformanceConfig({ baselineRetentionDays: 1e6 }), directory);
    for (let day = 0; day < 12; day++) await first.append([runRecord(day - 800)]);
    await first.close();
    expect(await storedRuns(directory)).toHaveLength(12);

    const second = new LazyStore(config, directory);
    await second.append([runRecord(0, { recordedAt: new Date().toISOString() })]);
    await second.close();
    // The newest three, and the oldest one as an anchor.
    expect(await storedRuns(directory)).toHaveLength(4);
  });

  it('cannot be used once it is closed, be it open or not', async () => {
    const store = new LazyStore(new PerformanceConfig({ enableCaching: false }), null);
    await store.close();
    await expect(store.get()).rejects.toThrow(/closed with `close\(\)`/);
    await expect(store.append([runRecord(1)])).rejects.toThrow(StoreError);
    await store.close();
  });

  it('uses the directory of the configuration where no other is given', async () => {
    const cacheDirectory = join(temporaryDirectory(), 'deep', 'cache');
    const store = new LazyStore(new PerformanceConfig({ cacheDirectory }), null);
    await store.append([runRecord(1, { recordedAt: new Date().toISOString() })]);
    await store.close();
    expect(await storedRuns(cacheDirectory)).toHaveLength(1);
  });
});
