import { describe, expect, it } from 'vitest';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import { coveredByPairs } from '../../../src/framework/confirm/confirm-suspects.ts';
import { runRecord } from '../../baselines/records.ts';
import { makeRepository } from '../../revisions/made-repository.ts';
import { context, local, temporaryDirectory } from '../fixtures.ts';
import { planned } from '../suite/scripted.ts';

function coveredIn(directory: string, commit: string, signal?: AbortSignal) {
  const runs = [{ ...runRecord(1, { commit, isDirty: false }), isOfSameMachineSession: true }];
  const test = planned('parse');
  const options = { config: new PerformanceConfig(), context: context(local), directory, isDirty: true, signal };
  return coveredByPairs([{ test, stored: { runs, incomparable: [] } }], options).then((tests) => tests.has(test));
}

describe('what pairs stand behind', () => {
  it('is what has the code of its baseline here', async () => {
    const made = makeRepository();
    const commit = made.git('rev-parse', 'HEAD').trim();
    expect(await coveredIn(made.directory, commit)).toBe(true);
    expect(await coveredIn(made.directory, 'f'.repeat(40))).toBe(false);
    expect(await coveredIn(temporaryDirectory(), commit)).toBe(false);
  });

  it('is nothing once the run is interrupted', async () => {
    const made = makeRepository();
    const commit = made.git('rev-parse', 'HEAD').trim();
    expect(await coveredIn(made.directory, commit, AbortSignal.abort())).toBe(false);
  });
});
