import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PerformanceConfig } from '../../src/config/performance-config.ts';
import { StoreError } from '../../src/errors.ts';
import { PerformanceTestFramework } from '../../src/framework/api/framework.ts';
import type { PerformanceTestResult, RunReport } from '../../src/model/result.ts';
import { performanceFile, project, QUICK } from '../end-to-end/command.ts';
import { temporaryDirectory, work } from '../framework/fixtures.ts';
import { asOrdinaryUser } from '../framework/ordinary-user.ts';
import { CAN_MOUNT, evenkeelCommand, run, withMounts } from './processes.ts';

describe.runIf(CAN_MOUNT)('a cache that is mounted read-only', () => {
  it('is read; a run that should store keeps its verdict and exits with 2, one that should not with 0', async () => {
    const cwd = project({ 'sort.perf.js': performanceFile(`perf('sort', sort, ${QUICK});`) });
    expect((await run(evenkeelCommand('run'), { cwd })).exitCode).toBe(0);
    const cache = join(cwd, '.performance-cache');
    const before = readFileSync(join(cache, 'baselines.sqlite'));
    const readOnly = `mount --bind '${cache}' '${cache}' && mount -o remount,bind,ro '${cache}'`;
    const reading = await run(withMounts(readOnly, evenkeelCommand('run', '--no-record')), { cwd });
    expect(reading.exitCode, reading.err).toBe(0);
    // On a busy machine the few samples may be too noisy to tell.
    expect(reading.out).toMatch(/1 test: 1 (?:passed|inconclusive|improvement)/);
    const recording = await run(withMounts(readOnly, evenkeelCommand('run', '--json', '-')), { cwd });
    expect(recording.exitCode, recording.err).toBe(2);
    const { results, summary } = JSON.parse(recording.out) as RunReport;
    expect(results[0]!.recording).toEqual({
      state: 'failed',
      reason: expect.stringMatching(/Cannot write baselines to/),
    });
    expect(summary).toMatchObject({ total: 1, failed: 0, withoutBaseline: 0, notStored: 1 });
    expect(readFileSync(join(cache, 'baselines.sqlite')).equals(before)).toBe(true);
  });
});

// Needs no rights.
it.skipIf(process.platform === 'win32')(
  'a cache without the right to write throws in-process, with the result',
  async () => {
    const directory = temporaryDirectory();
    const config = new PerformanceConfig({ cacheDirectory: directory });
    const measure = async (framework: PerformanceTestFramework) => {
      try {
        // No noise reaches this tolerance: measurements that do not agree would not be recorded.
        return await framework.runPerformanceTest('sort', work, { iterations: 5, tolerancePercent: 1000 });
      } finally {
        await framework.close();
      }
    };
    await measure(new PerformanceTestFramework({ config }));
    for (const name of readdirSync(directory)) chmodSync(join(directory, name), 0o444);
    chmodSync(directory, 0o555);
    const becomeRootAgain = asOrdinaryUser();
    const error = await measure(new PerformanceTestFramework({ config })).catch((thrown: unknown) => thrown);
    becomeRootAgain();
    chmodSync(directory, 0o755);
    expect(error).toBeInstanceOf(StoreError);
    const { result, path } = (error as StoreError).data as { result: PerformanceTestResult; path: string };
    expect(path).toBe(join(directory, 'baselines.sqlite'));
    expect(result).toMatchObject({ testName: 'sort', recording: { state: 'failed' } });
    expect(result.validation.verdict).not.toBe('no_baseline');
  },
);
