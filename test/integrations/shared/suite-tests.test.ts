import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { measureSuiteTests } from '../../../src/integrations/shared/suite-tests.ts';
import type { WorkerPool } from '../../../src/measure/processes/worker-process.ts';
import type { TestDeclaration } from '../../../src/model/suite.ts';
import { outsideCi, storedRuns } from '../../framework/fixtures.ts';
import { scriptedPool } from '../../framework/suite/scripted.ts';
import { settings } from './fixtures.ts';

beforeEach(outsideCi);

const options = { processes: 2 };
const DECLARED: readonly TestDeclaration[] = [
  { kind: 'test', name: 'parse', options: { ...options, baselineKey: 'parser' } },
  { kind: 'test', name: 'print', options },
  { kind: 'comparison', name: 'old and new', options },
  { kind: 'test', name: 'throws', options },
];

/** Processes that declare these tests, and take a second for each. */
function pool(): WorkerPool & { readonly asked: readonly string[] } {
  const error = { name: 'Error', message: 'no', stack: null, code: null };
  const scripted = scriptedPool(({ testName }) => (testName === 'throws' ? { kind: 'failed', error, output: '' } : 1));
  return {
    ...scripted,
    ask: async (request, ...rest) =>
      request.kind === 'collect' ? { kind: 'collected', tests: DECLARED } : scripted.ask(request, ...rest),
  };
}

describe('measureSuiteTests', () => {
  it('answers an outcome for every test that was asked for, and measures no other', async () => {
    const given = settings();
    const path = join(given.directory, 'a.perf.ts');
    writeFileSync(path, '');
    const processes = pool();
    const tests = ['parse', 'old and new', 'throws', 'gone'];
    const outcomes = await measureSuiteTests(given, { path, name: 'a.perf.ts', tests, pool: processes });
    expect([...outcomes.keys()]).toEqual(tests);
    const parse = outcomes.get('parse')!;
    expect(parse.results[0]).toMatchObject({ method: 'fresh_processes', file: 'a.perf.ts', baselineKey: 'parser' });
    expect(parse.records.map(({ testName }) => testName)).toEqual(['parser']);
    expect(outcomes.get('old and new')!.comparisons).toHaveLength(1);
    expect(outcomes.get('throws')!.failures[0]).toMatchObject({ reason: 'threw', message: 'Error: no' });
    expect(outcomes.get('gone')!.failures[0]!.message).toMatch(/"gone" is not declared where a\.perf\.ts is loaded/);
    expect(processes.asked).not.toContain('print/candidate');
    expect(await storedRuns(given.config.cacheDirectory)).toEqual([]);
  });

  it('says where none of the tests is there', async () => {
    const given = settings();
    const asked = measureSuiteTests(given, { path: '/a.perf.ts', name: 'a.perf.ts', tests: ['gone'], pool: pool() });
    await expect(asked).rejects.toThrow(new UsageError('No test is called "gone".'));
  });
});
