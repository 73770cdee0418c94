import { describe, expect, it } from 'vitest';
import { baselineRuns } from '../../src/baselines/baseline-runs.ts';
import type { RunRecord, RunStatus } from '../../src/model/baseline.ts';
import type { MeasurementMethod } from '../../src/model/measurement.ts';
import { runRecord } from './records.ts';

const STATUS: Record<string, RunStatus> = {
  r: 'recorded',
  x: 'regression',
  a: 'accepted',
  u: 'undecided',
  p: 'partial',
};
const METHOD: Record<string, MeasurementMethod> = { f: 'fresh_processes', i: 'in_process', s: 'samples' };

/** "rf ai": a recorded run of fresh processes on day 0, an accepted in-process run on day 1. */
function runs(text: string): RunRecord[] {
  return text
    .split(' ')
    .filter(Boolean)
    .map((code, number) => runRecord(number, { status: STATUS[code[0]!]!, method: METHOD[code[1]!]! }));
}

describe('baselineRuns', () => {
  it.each([
    ['', undefined, []],
    ['xf xf', undefined, []],
    ['rf xf rf', undefined, [0, 2]],
    ['rf af rf xf rf', undefined, [1, 2, 4]],
    ['rf uf xf uf', undefined, [0, 1, 3]],
    ['rf uf af uf', undefined, [2, 3]],
    ['af rf af xf', undefined, [2]],
    ['rf ri rf rs', undefined, [3]],
    ['rf ri rf xs', undefined, [0, 2]],
    ['rf ai rf', 'fresh_processes', [0, 2]],
    ['rf ai rf', 'in_process', [1]],
    ['rf ai rf', 'samples', []],
    // What was cut short counts beside a whole run, and never by itself.
    ['pf', undefined, []],
    ['pf pf xf', undefined, []],
    ['pf rf pf', undefined, [0, 1, 2]],
    ['rf pf af pf', undefined, [2, 3]],
    ['rf pi', 'in_process', []],
  ] as const)('of %j by %s takes %j', (text, method, expected) => {
    expect(baselineRuns(runs(text), method).map((run) => run.runId)).toEqual(expected.map((number) => `run-${number}`));
  });

  it('puts runs in order of time first', () => {
    const [first, accepted, last] = runs('rf af rf');
    expect(baselineRuns([last!, accepted!, first!])).toEqual([accepted, last]);
  });
});
