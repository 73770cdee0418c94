import { PerformanceLogger, PerformanceTestFramework, type PerformanceTestResult, perf } from 'evenkeel';
import { SLOW } from './samples.ts';

const logger = new PerformanceLogger();

/** Results of many tests, made of one. */
async function results(): Promise<readonly PerformanceTestResult[]> {
  const framework = new PerformanceTestFramework({ recording: 'never' });
  const result = await framework.runPerformanceTest('a test', () => JSON.parse('[1]'), { iterations: 50 });
  await framework.close();
  return Array.from({ length: 100 }, (_, i) => ({ ...result, testName: `a test, number ${i}` }));
}

perf.group('report', () => {
  perf.each(['json', 'markdown', 'junit', 'text'] as const)(
    'of 100 results as %s',
    ({ format, made }: { format: 'json' | 'markdown' | 'junit' | 'text'; made: readonly PerformanceTestResult[] }) =>
      logger.generatePerformanceReport(made, { outputFormat: format }),
    { ...SLOW, setup: async (format) => ({ format, made: await results() }) },
  );
});
