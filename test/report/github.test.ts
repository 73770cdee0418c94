import { describe, expect, it } from 'vitest';
import { entriesOfRun } from '../../src/report/documents/entry.ts';
import { renderAnnotations } from '../../src/report/github.ts';
import { failure, report, testResult } from './fixtures.ts';

function annotationsOf(parts: object): string {
  return renderAnnotations(entriesOfRun({ ...report, results: [], comparisons: [], failures: [], ...parts }));
}

describe('renderAnnotations', () => {
  it('escapes what a command of GitHub Actions would read as its own', () => {
    const result = testResult({
      testName: 'a, b: 100%',
      file: 'src/a,b.ts',
      verdict: 'regression',
      message: '5 %\nslower',
    });
    expect(annotationsOf({ results: [result] })).toBe(
      '::error file=src/a%2Cb.ts,title=regression%3A a%2C b%3A 100%25::5 %25%0Aslower\n',
    );
  });

  it('makes errors of failures, warnings of noise, and nothing of the rest', () => {
    const results = [
      testResult({ testName: 'noisy', file: null, verdict: 'inconclusive', message: 'Noise.' }),
      testResult({ testName: 'fine', verdict: 'pass' }),
    ];
    const [noisy, failed, ...rest] = annotationsOf({ results, failures: [failure] })
      .trimEnd()
      .split('\n');
    expect(noisy).toBe('::warning title=inconclusive%3A noisy::Noise.');
    expect(failed).toMatch(/^::error file=.*,title=Failed%3A /);
    expect(rest).toEqual([]);
  });
});
