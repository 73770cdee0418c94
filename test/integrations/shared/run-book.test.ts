import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NO_OUTCOME } from '../../../src/integrations/shared/outcome.ts';
import { RunBook } from '../../../src/integrations/shared/run-book.ts';
import { runRecord } from '../../baselines/records.ts';
import { storedRuns } from '../../framework/fixtures.ts';
import { comparison, failure, testResult } from '../../report/fixtures.ts';
import { settings } from './fixtures.ts';

const owner = (id: string, file = 'a.test.ts') => ({ id, testName: `test ${id}`, file });
const measured = (testName: string) => ({
  ...NO_OUTCOME,
  results: [testResult({ testName, file: null })],
  records: [{ ...runRecord(1), testName, recordedAt: new Date().toISOString() }],
});

describe('RunBook', () => {
  it('refuses to store a second test under the baseline of another', async () => {
    const given = settings();
    const book = new RunBook(given);
    expect(book.isEmpty).toBe(true);
    book.add(owner('1'), measured('parse'));
    book.add(owner('2', 'b.test.ts'), measured('parse'));
    const report = await book.close();
    expect(book.isEmpty).toBe(false);
    expect(report.results).toHaveLength(1);
    expect(report.failures).toEqual([
      {
        testName: 'test 2',
        file: 'b.test.ts',
        reason: 'invalid_file',
        message:
          'The baseline "parse" belongs to "test 1" in a.test.ts already, so this was not recorded. Give this test another name, or its own `baselineKey`.',
        stack: null,
      },
    ]);
    expect(report.summary.exitCode).toBe(2);
    expect(await storedRuns(given.config.cacheDirectory)).toHaveLength(1);
  });

  it('takes the last that a test tells, and names the file of what was measured in a process of the runner', async () => {
    const given = settings();
    const book = new RunBook(given);
    book.add(owner('1'), measured('parse'));
    book.add(owner('1'), {
      ...measured('parse'),
      comparisons: [comparison({ file: null }), comparison({ file: 'own.ts' })],
    });
    const report = await book.close();
    expect(report.results.map(({ file }) => file)).toEqual(['a.test.ts']);
    expect(report.comparisons.map(({ file }) => file)).toEqual(['a.test.ts', 'own.ts']);
    expect(await storedRuns(given.config.cacheDirectory)).toHaveLength(1);
  });

  it('keeps the verdicts where they cannot be stored, and says so', async () => {
    const given = settings();
    // A file stands where the directory of the store should be.
    writeFileSync(given.config.cacheDirectory, '');
    const book = new RunBook(given);
    book.add(owner('1'), measured('parse'));
    const report = await book.close();
    expect(report.results.map(({ validation }) => validation.verdict)).toEqual(['pass']);
    expect(report.results[0]!.recording).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('baselines'),
    });
    expect(report.summary).toMatchObject({ notStored: 1, exitCode: 2 });
  });

  it('tells once what failed several tests, and says that a run was interrupted', async () => {
    const book = new RunBook(settings());
    book.add(owner('1'), { ...NO_OUTCOME, failures: [failure], warnings: ['Careful.'] });
    book.add(owner('2'), { ...NO_OUTCOME, failures: [failure], warnings: ['Careful.'] });
    const report = await book.close({ interrupted: true });
    expect(report.failures).toEqual([failure]);
    expect(report.warnings).toEqual(['Careful.']);
    expect(report.environment.environmentKey).not.toBe('');
    expect(report.summary.exitCode).toBe(130);
  });
});
