import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertStorable } from '../../src/baselines/record-check.ts';
import { UsageError } from '../../src/errors.ts';
import type { ProcessSummary, RunRecord } from '../../src/model/baseline.ts';
import type { QuantileSketch } from '../../src/model/statistics.ts';
import { runRecords } from './arbitraries.ts';
import { madeWith, processSummary, runRecord, sketchOfBuckets } from './records.ts';

const SPEED = { factor: 1, compute: 1, memory: 1, allocation: 1 };
const LOCKFILE = { file: 'yarn.lock', hash: '0123456789abcdef' };
const run = (overrides: Partial<RunRecord>) => runRecord(1, overrides);
const process = (overrides: Partial<ProcessSummary>) => run({ processes: [processSummary(overrides)] });
const sketch = (overrides: Partial<QuantileSketch>) =>
  process({ sketch: { ...sketchOfBuckets([[1, 1]]), ...overrides } });

describe('assertStorable', () => {
  it('lets any sound record through', () => {
    fc.assert(fc.property(fc.array(runRecords, { maxLength: 3 }), (records) => assertStorable(records)));
  });

  it.each([
    ['testName', run({ testName: 'a\0b' })],
    ['environmentKey', run({ environmentKey: '\ud800' })],
    ['branch', run({ branch: '\0' })],
    ['isDirty', run({ isDirty: undefined as unknown as null })],
    ['recordedAt', run({ recordedAt: 'last Tuesday' })],
    ['recordedAt', run({ recordedAt: '2026-13-01T00:00:00Z' })],
    ['recordedAt', run({ recordedAt: 'January 1, 2026' })],
    ['estimate', run({ estimate: Number.POSITIVE_INFINITY })],
    ['decayFactor', run({ decayFactor: -0.1 })],
    ['decayFactor', run({ decayFactor: Number.NaN })],
    ['madeWith.node', run({ madeWith: madeWith({ node: 'a\0b' }) })],
    ['madeWith.runnerImage', run({ madeWith: madeWith({ runnerImage: 'x'.repeat(1001) }) })],
    ['madeWith.machineSpeed.memory', run({ madeWith: madeWith({ machineSpeed: { ...SPEED, memory: 0 } }) })],
    ['madeWith has more than 20 lockfiles', run({ madeWith: madeWith({ lockfiles: Array(21).fill(LOCKFILE) }) })],
    ['madeWith.lockfiles[0].hash', run({ madeWith: madeWith({ lockfiles: [{ ...LOCKFILE, hash: 'password' }] }) })],
    ['madeWith.lockfiles[0].file', run({ madeWith: madeWith({ lockfiles: [{ ...LOCKFILE, file: '\ud800' }] }) })],
    ['there is no process', run({ processes: [] })],
    ['processes[0].location', process({ location: Number.NaN })],
    ['processes[0].control', process({ control: Number.NaN })],
    ['processes[0].callsPerSample', process({ callsPerSample: 1.5 })],
    ['processes[0].cpuTime', process({ cpuTime: Number.POSITIVE_INFINITY })],
    ['processes[0].controlCpuTime', process({ controlCpuTime: Number.NaN })],
    ['processes[0].position', process({ position: -1 })],
    ['processes[0].sketch.accuracy', sketch({ accuracy: 0 })],
    ['processes[0].sketch.zeroCount', sketch({ zeroCount: 2 ** 60 })],
    ['processes[0].sketch.there is no sample', sketch({ buckets: [] })],
    ['whole numbers', sketch({ buckets: [[0.5, 1]] })],
    ['stand for samples that are not', sketch({ buckets: [[2 ** 40, 1]] })],
    ['whole numbers', sketch({ buckets: [[1, 0]] })],
    [
      'ascending',
      sketch({
        buckets: [
          [1, 1],
          [1, 1],
        ],
      }),
    ],
  ])('refuses a record for its %s', (problem, record) => {
    expect(() => assertStorable([runRecord(0), record])).toThrow(UsageError);
    expect(() => assertStorable([runRecord(0), record])).toThrow(/^Run 1 /);
    expect(() => assertStorable([runRecord(0), record])).toThrow(problem);
  });
});
