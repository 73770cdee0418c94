import type { ProcessSummary, RunRecord } from '../../src/model/baseline.ts';
import type { StoredGate } from '../../src/model/gate.ts';
import type { MadeWith } from '../../src/model/made-with.ts';
import type { QuantileSketch } from '../../src/model/statistics.ts';

/** A process that took these samples' worth of buckets. */
export function processSummary(overrides: Partial<ProcessSummary> = {}): ProcessSummary {
  return {
    location: 0.001_234,
    control: 0.000_5,
    cpuTime: Math.fround(0.001_3),
    controlCpuTime: null,
    callsPerSample: 1000,
    position: 3,
    sketch: sketchOfBuckets([
      [-340, 5],
      [-339, 40],
      [-300, 1],
    ]),
    ...overrides,
  };
}

export function sketchOfBuckets(buckets: QuantileSketch['buckets']): QuantileSketch {
  return { accuracy: 0.01, zeroCount: 0, buckets };
}

/** A run of one test; run `number` is recorded on day `number`. */
export function runRecord(number: number, overrides: Partial<RunRecord> = {}): RunRecord {
  return {
    testName: 'parse a large file',
    environmentKey: 'linux-x86_64-node20',
    runId: `run-${number}`,
    recordedAt: day(number),
    method: 'fresh_processes',
    status: 'recorded',
    estimate: 0.001_234 + number / 1e9,
    decayFactor: 0.9,
    commit: '0123456789abcdef',
    branch: 'main',
    isDirty: false,
    processes: [processSummary(), processSummary({ location: 0.001_25, control: null })],
    ...overrides,
  };
}

/** What the gate was in a run. */
export function storedGate(overrides: Partial<StoredGate> = {}): StoredGate {
  return {
    suite: '.',
    environmentKey: 'linux-x86_64-node20',
    runId: 'run-1',
    recordedAt: day(1),
    commit: null,
    branch: 'main',
    tests: [
      { key: 'parse', testName: 'parse', kind: 'test', file: 'a.perf.ts', leftOut: null, limits: { timeLimit: 60 } },
    ],
    settings: { confidence_level: 0.95, enable_caching: true, main_branch: '' },
    ...overrides,
  };
}

/** What a run was made with on a hosted runner. */
export function madeWith(overrides: Partial<MadeWith> = {}): MadeWith {
  return {
    node: '20.19.5',
    v8: '11.3.244.8-node.30',
    runtime: null,
    os: 'Ubuntu 24.04.3 LTS',
    kernel: '6.11.0-1018-azure',
    runnerImage: 'ubuntu24 20261116.1.0',
    processor: 'AMD EPYC 7763 64-Core Processor',
    machineSpeed: { factor: 1.25, compute: 1.2, memory: 1.3, allocation: 1.25 },
    lockfiles: [{ file: 'package-lock.json', hash: '0123456789abcdef' }],
    ...overrides,
  };
}

/** Noon of a day, counted from the first of January 2026; ISO 8601. */
export function day(number: number): string {
  return new Date(Date.UTC(2026, 0, 1 + number, 12)).toISOString();
}

/** Deterministic numbers from 0 to 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
