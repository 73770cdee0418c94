import { describe, expect, it } from 'vitest';
import { baselineBatch } from '../../../src/framework/store/history.ts';
import type { RunRecord } from '../../../src/model/baseline.ts';

function run(...calls: number[]): RunRecord {
  return { processes: calls.map((callsPerSample) => ({ callsPerSample })) } as unknown as RunRecord;
}

describe('the calls a sample of a baseline', () => {
  it.each([
    { runs: [], expected: undefined },
    { runs: [run()], expected: undefined },
    { runs: [run(4, 4, 4), run(16, 4, 4)], expected: 4 },
    { runs: [run(8, 8), run(2, 2)], expected: 2 },
  ])('are those of most processes: $expected', ({ runs, expected }) => {
    expect(baselineBatch({ runs })).toBe(expected);
  });
});
