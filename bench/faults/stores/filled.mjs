// Stores to be damaged. Filled once for each size, and copied.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../../dist/baselines/sqlite/sqlite-store.js';
import { sketchOf } from '../../../dist/statistics/core/quantile-sketch.js';
import { createGenerator } from '../../../dist/statistics/core/random.js';

const SIZES = { small: { tests: 5, runs: 8 }, large: { tests: 60, runs: 30 } };
const made = new Map();
const directory = mkdtempSync(join(tmpdir(), 'evenkeel-filled-'));
process.on('exit', () => rmSync(directory, { recursive: true, force: true }));

/** Puts a store of that size into a directory. */
export async function fillStore(target, size) {
  if (!made.has(size)) made.set(size, await make(size));
  copyFileSync(made.get(size), join(target, 'baselines.sqlite'));
}

/** The runs in it, each as text. */
export function runsOf(size) {
  return records(size).map((record) => JSON.stringify(record));
}

async function make(size) {
  const store = await openSqliteStore({ directory: join(directory, size) });
  await store.append(records(size));
  await store.close();
  return join(directory, size, 'baselines.sqlite');
}

const kept = new Map();

function records(size) {
  const known = kept.get(size);
  if (known !== undefined) return known;
  const { tests, runs } = SIZES[size];
  const all = Array.from({ length: tests * runs }, (_, i) => record(i % tests, Math.floor(i / tests)));
  kept.set(size, all);
  return all;
}

function record(test, run) {
  const random = createGenerator(test * 1000 + run);
  const process = (position) => {
    const samples = Array.from({ length: 40 }, () => 1e-3 * (1 + random() / 10));
    return {
      position,
      location: Math.min(...samples),
      control: 2e-4,
      cpuTime: Math.fround(1e-3),
      controlCpuTime: null,
      callsPerSample: 16,
      sketch: sketchOf(samples),
    };
  };
  const processes = [process(test), process(test + 1)];
  return {
    ...{
      testName: `test ${test}`,
      environmentKey: 'linux-x86_64-node20',
      runId: `run-${run}`,
      recordedAt: new Date(Date.UTC(2026, 0, 1 + run)).toISOString(),
    },
    ...{
      method: 'fresh_processes',
      status: 'recorded',
      estimate: processes[0].location,
      decayFactor: 0.9,
      commit: `${run}`.padStart(40, 'a'),
      branch: 'main',
      isDirty: false,
    },
    processes,
  };
}
