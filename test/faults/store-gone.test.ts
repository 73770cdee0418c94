import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PerformanceConfig } from '../../src/config/performance-config.ts';
import { StoreError } from '../../src/errors.ts';
import { PerformanceTestFramework } from '../../src/framework/api/framework.ts';
import type { PerformanceTestResult, RunReport } from '../../src/model/result.ts';
import { project, QUICK } from '../end-to-end/command.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { evenkeelCommand, run } from './processes.ts';

/** A test that puts a directory in the place of the store while it is measured, where it is asked to. */
const BREAKING = `
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { perf } from 'evenkeel';

const store = '.performance-cache/baselines.sqlite';
perf('sum', () => {
  // Asked in every run, so that none is slower by it.
  if (!existsSync(store + '.aside') && process.env.BREAK) {
    renameSync(store, store + '.aside');
    mkdirSync(store);
  }
  let sum = 0;
  for (let i = 0; i < 1000; i++) sum += i;
  return sum;
}, ${QUICK});
`;

describe('a store that cannot be read any more when a test was measured', () => {
  it('leaves evenkeel run its verdict by what was read before, and the result says that it is not stored', async () => {
    const cwd = project({ 'sum.perf.js': BREAKING });
    const first = await run(evenkeelCommand('run'), { cwd });
    expect(first.exitCode, first.err).toBe(0);
    const { exitCode, out, err } = await run(evenkeelCommand('run', '--json', '-'), { cwd, env: { BREAK: '1' } });
    expect(exitCode, err).toBe(2);
    const { results, summary } = JSON.parse(out) as RunReport;
    expect(results).toHaveLength(1);
    expect(results[0]!.validation.verdict).not.toBe('no_baseline');
    expect(results[0]!.samples.length).toBeGreaterThan(0);
    expect(results[0]!.recording).toEqual({ state: 'failed', reason: expect.stringMatching(/baselines\.sqlite/) });
    expect(summary).toMatchObject({ failed: 0, notStored: 1 });
  });

  it('leaves runPerformanceTest its result, in the data of the error', async () => {
    const directory = temporaryDirectory();
    const config = new PerformanceConfig({ cacheDirectory: directory });
    const store = join(directory, 'baselines.sqlite');
    let breaks = false;
    const sum = () => {
      if (breaks) {
        breaks = false;
        renameSync(store, `${store}.aside`);
        mkdirSync(store);
      }
      return [1, 2, 3].reduce((a, b) => a + b);
    };
    const framework = new PerformanceTestFramework({ config });
    await framework.runPerformanceTest('sum', sum, { iterations: 5 });
    breaks = true;
    const error = await framework.runPerformanceTest('sum', sum, { iterations: 5 }).catch((thrown: unknown) => thrown);
    await framework.close();
    expect(error).toBeInstanceOf(StoreError);
    const { result } = (error as StoreError).data as { result: PerformanceTestResult };
    expect(result).toMatchObject({ testName: 'sum', recording: { state: 'failed' } });
    expect(result.validation.verdict).not.toBe('no_baseline');
  });
});
