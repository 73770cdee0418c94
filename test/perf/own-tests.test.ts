import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { copyOfItself } from '../../scripts/compare-itself.mjs';
import type { ListReport } from '../../src/model/list.ts';
import type { SmokeReport } from '../../src/model/smoke.ts';
import { evenkeel, ROOT, runProgram } from '../end-to-end/command.ts';

const FILES = readdirSync(join(ROOT, 'perf'))
  .filter((name) => name.endsWith('.perf.ts'))
  .map((name) => `perf/${name}`)
  .sort();

async function answer<Report>(...args: readonly string[]): Promise<Report> {
  const { exitCode, out, err } = await evenkeel([...args, '--json', '-', 'perf'], { cwd: ROOT });
  expect(exitCode, err).toBe(0);
  return JSON.parse(out) as Report;
}

describe('the performance tests of this package', () => {
  it('are there for what must stay fast', async () => {
    const { tests } = await answer<ListReport>('list');
    expect([...new Set(tests.map(({ file }) => file))].sort()).toEqual(FILES);
    const groups = new Set(tests.map(({ testName }) => testName.split(' > ')[0]));
    expect([...groups].sort()).toEqual(['judge', 'report', 'start-up', 'statistics', 'store']);
  });

  it('all work', async () => {
    const { ran, failures, skipped } = await answer<SmokeReport>('run', '--smoke');
    expect({ failures, skipped }).toEqual({ failures: [], skipped: [] });
    expect(ran.length).toBeGreaterThan(12);
  });

  it('are run by a copy of the package that lives outside of the tree', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'evenkeel-itself-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    const command = copyOfItself(directory);
    expect(command.startsWith(directory)).toBe(true);
    const { exitCode, out, err } = await runProgram(process.execPath, [command, 'list', 'perf', '--json', '-'], {
      cwd: ROOT,
    });
    expect(exitCode, err).toBe(0);
    expect((JSON.parse(out) as ListReport).summary.files).toBe(FILES.length);
  });
});
