import { expect, it } from 'vitest';
import { toLostRun } from '../../../src/baselines/encoding/stored-row.ts';

it('tells of a lost run the texts that are there, and takes nothing else for one', () => {
  const series = { testName: new Uint8Array([1]) as unknown as string, environmentKey: 'linux' };
  const run = { runId: 7 as unknown as string, recordedAt: '' };
  expect(toLostRun(series, run, 0)).toEqual({
    testName: null,
    environmentKey: 'linux',
    runId: null,
    recordedAt: null,
    method: 'fresh_processes',
  });
});
