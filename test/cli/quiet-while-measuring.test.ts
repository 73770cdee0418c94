import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { WatchFlags } from '../../src/cli/flags.ts';
import { run } from '../../src/cli/run.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import type { WorkerPool } from '../../src/measure/processes/worker-process.ts';
import { measured, outsideCi, temporaryDirectory } from '../framework/fixtures.ts';
import { talking } from '../measure/processes/talking.ts';
import { recorder } from './recorder.ts';

beforeEach(outsideCi);

/** Runs two tests, of which one looks slower at last; what was written, and how often that was during a measurement. */
async function watched(flags: WatchFlags, overrides: Partial<Terminal>) {
  const directory = temporaryDirectory();
  const config = join(directory, 'evenkeel.toml');
  writeFileSync(config, 'log_level = "DEBUG"\ncache_directory = "cache"');
  writeFileSync(join(directory, 'a.perf.js'), '');
  let measuring = 0;
  let disturbances = 0;
  let writes = 0;
  const note = () => {
    writes++;
    if (measuring > 0) disturbances++;
  };
  const { terminal } = recorder({ ...overrides, out: note, draw: note, err: note, redraw: note });
  const oneRun = async (location: number) => {
    const tests = ['a', 'b'].map((name) => ({ kind: 'test', name, options: { processes: 3 } }) as const);
    const pool: WorkerPool = talking(async (request) => {
      if (request.kind === 'collect') return { kind: 'collected', tests };
      if (request.kind !== 'measure') throw new Error('only measuring is asked');
      measuring++;
      // Long enough for anything that waits for its turn, and for the bar to want to be drawn again.
      await delay(15);
      measuring--;
      const slow = request.testName === 'b' ? location : 1;
      return { kind: 'measured', measurement: measured(slow, request.place) };
    });
    await run([directory], { config, ...flags }, terminal, { pool });
  };
  await oneRun(1);
  await oneRun(2);
  return { writes, disturbances };
}

describe('nothing is written while something is measured', () => {
  it.each<[string, WatchFlags, Partial<Terminal>]>([
    ['JSON lines', { logJson: true }, {}],
    ['lines for people', {}, {}],
    ['a bar', {}, { isInteractive: true }],
  ])('%s', async (_what, flags, overrides) => {
    const { writes, disturbances } = await watched(flags, overrides);
    expect(writes).toBeGreaterThan(10);
    expect(disturbances).toBe(0);
  });
});
