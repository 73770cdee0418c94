import { describe, expect, it } from 'vitest';
import type { PerformanceTestResult } from '../../../src/model/result.ts';
import { REPORT_FORMATS, renderDocument } from '../../../src/report/documents/document.ts';
import { entriesOfResults } from '../../../src/report/documents/entry.ts';
import { runJson } from '../../../src/report/json.ts';
import { report, testResult } from '../fixtures.ts';

const TESTS = 500;
const TIMES = 10;

/** A suite with a file every fifty tests, of which each hundredth got slower and each tenth has a warning. */
function suite(count: number): readonly PerformanceTestResult[] {
  return Array.from({ length: count }, (_, i) => ({
    ...testResult({
      testName: `group ${i % 50} > does something for the ${i}th time`,
      verdict: i % 100 === 0 ? 'regression' : 'pass',
      warnings: i % 10 === 0 ? ['Do more work in a call.'] : [],
    }),
    file: `bench/file-${Math.floor(i / 50)}.perf.ts`,
  }));
}

const render: Readonly<Record<string, (results: readonly PerformanceTestResult[]) => number>> = Object.fromEntries(
  REPORT_FORMATS.map((format) => [
    format,
    format === 'json'
      ? (results) => [...runJson({ ...report, results })].reduce((sum, piece) => sum + piece.length, 0)
      : (results) => renderDocument(format, entriesOfResults(results)).length,
  ]),
);

/** Microseconds of the processor for the quickest of a few renderings, and how long the text is. */
function cost(format: string, results: readonly PerformanceTestResult[], times: number) {
  let length = 0;
  const costs = Array.from({ length: times }, () => {
    const before = process.cpuUsage();
    length = render[format]!(results);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return { time: Math.min(...costs), length };
}

describe('a suite ten times as large', () => {
  const small = suite(TESTS);
  const large = suite(TESTS * TIMES);

  // Quadratic is a hundred times; three is the room that a busy machine and caches are given.
  it.each(REPORT_FORMATS)('takes about ten times as long, and as much room, as %s', (format) => {
    const one = cost(format, small, 4);
    const ten = cost(format, large, 2);
    expect(ten.time / one.time).toBeLessThan(3 * TIMES);
    expect(ten.length / one.length).toBeLessThan(1.2 * TIMES);
  });
});
