import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openSqliteStore } from '../../src/baselines/sqlite/sqlite-store.ts';
import type { RunRecord } from '../../src/model/baseline.ts';
import type { CIEnvironment, EnvironmentContext } from '../../src/model/environment.ts';
import type { ProcessMeasurement } from '../../src/model/measurement.ts';
import type { ValidationResult, Verdict } from '../../src/model/verdict.ts';
import { localCi, someContext } from '../environment/contexts.ts';

/** A directory that is gone after the test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'evenkeel-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/**
 * Takes every variable away that might say that this is CI, where recording follows other rules; these tests run in CI
 * as well. For `beforeEach`: answers what undoes it.
 */
export function outsideCi(): () => void {
  const saved = { ...process.env };
  const kept = ['PATH', 'HOME', 'TMPDIR'];
  for (const name of Object.keys(process.env)) if (!kept.includes(name)) delete process.env[name];
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in saved)) delete process.env[name];
    Object.assign(process.env, saved);
  };
}

/** What a store in a directory holds, oldest first in each series. */
export async function storedRuns(directory: string): Promise<readonly RunRecord[]> {
  const store = await openSqliteStore({ directory });
  const runs: RunRecord[] = [];
  for (const key of await store.series()) runs.push(...(await store.history(key)));
  await store.close();
  return runs;
}

const numbers = Float64Array.from({ length: 2000 }, (_, i) => Math.sin(i * i));

/** Native work of a fraction of a millisecond, which no compiler makes faster. */
export function work(): Float64Array {
  return Float64Array.from(numbers).sort();
}

/** The same work several times over: slower by a factor that no noise reaches. */
export function workTimes(times: number): () => number {
  return () => {
    let length = 0;
    for (let i = 0; i < times; i++) length += work().length;
    return length;
  };
}

export { localCi as local } from '../environment/contexts.ts';

export function context(ciEnvironment: CIEnvironment = localCi): EnvironmentContext {
  return someContext({ ciEnvironment });
}

export function measured(location: number, overrides: Partial<ProcessMeasurement> = {}): ProcessMeasurement {
  return {
    round: 0,
    position: 0,
    startedAt: '2026-01-01T12:00:00.000Z',
    callsPerSample: 4,
    samples: [location, location * 1.01, location * 1.02],
    control: [2.5e-4, 2.6e-4],
    location,
    emptyCall: 1e-9,
    timingShare: 0.001,
    cpuTime: null,
    controlCpuTime: null,
    interruptions: null,
    collectedGarbage: true,
    stoppedEarly: null,
    ...overrides,
  };
}

export function validation(verdict: Verdict): ValidationResult {
  return {
    isValid: verdict !== 'regression',
    verdict,
    message: `It is ${verdict}.`,
    confidenceLevel: 0.99,
    testStatistic: null,
    pValue: null,
    validationMethod: 'run_history_robust',
    minimumDetectableChangePercent: null,
    warnings: [],
  };
}
