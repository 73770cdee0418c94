import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import type { LogLevel } from '../../src/model/log.ts';
import type { RegressionTestResult } from '../../src/model/statistics.ts';
import { PerformanceLogger, type PerformanceLoggerOptions } from '../../src/report/logger.ts';
import { comparison, testResult } from './fixtures.ts';
import { problemsWithEvent } from './schemas.ts';

const slower: RegressionTestResult = {
  testType: 't_test',
  testStatistic: 3.1,
  pValue: 0.001,
  isRegression: true,
  effectSize: 0.9,
  confidenceLevel: 0.95,
  interpretation: 'The current mean is greater.',
};
const bounds = (median: number) => ({
  lowerBound: median * 0.9,
  upperBound: median * 1.1,
  baselineMedian: median,
  adaptiveFactor: 1.1,
  calculationMethod: 'spread_between_runs',
});

/** A logger of a fixed clock, and the lines that it wrote. */
function logger(options: PerformanceLoggerOptions = {}) {
  const lines: string[] = [];
  const made = new PerformanceLogger({
    write: (line) => void lines.push(line),
    now: () => new Date('2026-03-14T09:26:53.589Z'),
    ...options,
  });
  return { made, lines };
}

function logAll(made: PerformanceLogger): void {
  made.logTestStart('parse', { iterations: 100, statisticalMethod: 'robust' });
  made.logTestResult(testResult({ testName: 'parse' }));
  made.logTestResult(
    testResult({ testName: 'print', verdict: 'regression', change: { percent: 7, interval: [5, 9] } }),
  );
  made.logRegressionDetection(slower);
  made.logRegressionDetection({ ...slower, isRegression: false, interpretation: 'No evidence.' });
  made.logThresholdUpdate('parse', bounds(1e-3), bounds(1.1e-3));
  made.logComparisonResult(comparison());
}

describe('lines for people', () => {
  it('say everything at DEBUG', () => {
    const { made, lines } = logger({ level: 'DEBUG' });
    logAll(made);
    expect(lines).toEqual([
      'DEBUG   parse: begins (iterations: 100, statisticalMethod: "robust")\n',
      'INFO    parse: pass, 12.3 µs, +0.2 % [−0.6, +1.0]. No slower than the baseline of 14 runs.\n',
      'WARNING print: regression, 12.3 µs, +7.0 % [+5.0, +9.0]. No slower than the baseline of 14 runs.\n',
      'WARNING Regression: The current mean is greater.\n',
      'INFO    No regression: No evidence.\n',
      'DEBUG   parse: unchanged is now 990 µs to 1.21 ms, and was 900 µs to 1.10 ms\n',
      expect.stringMatching(
        /^INFO {4}sum of 10,000 numbers: pass, \+8\.0 % \[\+6\.9, \+9\.3\]\. reduce is slower by less/,
      ),
    ]);
  });

  it.each<[LogLevel, number]>([
    ['DEBUG', 7],
    ['INFO', 5],
    ['WARNING', 2],
    ['ERROR', 0],
  ])('are as many as %s lets through: %d', (level, count) => {
    const { made, lines } = logger({ level });
    logAll(made);
    expect(lines).toHaveLength(count);
  });

  it('stay lines, and do not steer the terminal, whatever a test is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (testName) => {
        const { made, lines } = logger({ level: 'DEBUG' });
        made.logTestStart(testName, { [testName]: testName });
        made.logTestResult(testResult({ testName, message: testName, warnings: [testName], change: null }));
        expect(lines).toHaveLength(2);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is what is tested
        for (const line of lines) expect(line).toMatch(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]+\n$/);
      }),
    );
  });
});

describe('JSON lines', () => {
  it('have the time, the level, the event and its facts', () => {
    const { made, lines } = logger({ level: 'DEBUG', format: 'json' });
    logAll(made);
    const events = lines.map((line) => JSON.parse(line));
    expect(events.map(({ level, event }) => `${level} ${event}`)).toEqual([
      'DEBUG test_start',
      'INFO test_result',
      'WARNING test_result',
      'WARNING regression_test',
      'INFO regression_test',
      'DEBUG threshold_update',
      'INFO comparison_result',
    ]);
    for (const event of events) expect([event.event, problemsWithEvent(event)]).toEqual([event.event, []]);
    expect(events[0]).toEqual({
      time: '2026-03-14T09:26:53.589Z',
      level: 'DEBUG',
      event: 'test_start',
      testName: 'parse',
      config: { iterations: 100, statisticalMethod: 'robust' },
    });
    expect(events[2]).toMatchObject({
      testName: 'print',
      environmentKey: 'linux-x86_64-epyc-7763-4cpu-node22-ci',
      change: { percent: 7 },
      validation: { verdict: 'regression', isValid: false },
      statistics: { sampleCount: 20 },
    });
    expect(events[2]).not.toHaveProperty('samples');
    expect(events[5]).toMatchObject({ oldThreshold: bounds(1e-3), newThreshold: bounds(1.1e-3) });
  });

  it('do not fail on what JSON cannot write', () => {
    for (const format of ['json', 'text'] as const) {
      const { made, lines } = logger({ level: 'DEBUG', format });
      const circle: Record<string, unknown> = { size: 5n };
      circle.self = circle;
      made.logTestStart('parse', circle);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain('5n');
    }
  });

  it('are one each, whatever a test is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (testName) => {
        const { made, lines } = logger({ format: 'json' });
        made.logTestResult(testResult({ testName }));
        expect(lines).toHaveLength(1);
        expect(lines[0]!.indexOf('\n')).toBe(lines[0]!.length - 1);
        expect(JSON.parse(lines[0]!).testName).toBe(testName);
      }),
    );
  });
});

describe('PerformanceLogger', () => {
  it('refuses an option that there is none of, and takes one that is undefined for its default', () => {
    expect(() => new PerformanceLogger({ levels: 'DEBUG' } as never)).toThrow(
      /unknown option `levels`; did you mean level\?/,
    );
    const { made, lines } = logger({ level: undefined, format: undefined } as never);
    made.logTestStart('quiet', {});
    expect(lines).toEqual([]);
  });

  it('writes to standard error unless told otherwise', () => {
    const written: unknown[] = [];
    const { write } = process.stderr;
    process.stderr.write = (text: unknown) => {
      written.push(text);
      return true;
    };
    onTestFinished(() => {
      process.stderr.write = write;
    });
    new PerformanceLogger().logRegressionDetection(slower);
    expect(written).toEqual(['WARNING Regression: The current mean is greater.\n']);
  });

  it('dates JSON lines by the system clock unless told otherwise', () => {
    const lines: string[] = [];
    new PerformanceLogger({ format: 'json', write: (line) => void lines.push(line) }).logRegressionDetection(slower);
    expect(Number.isFinite(Date.parse(JSON.parse(lines[0]!).time))).toBe(true);
  });

  it.each([
    [{ level: 'debug' }, 'PerformanceLogger: `level` must be one of DEBUG, INFO, WARNING, ERROR, not debug.'],
    [{ format: 'xml' }, 'PerformanceLogger: `format` must be one of text, json, not xml.'],
  ])('refuses %j', (options, message) => {
    expect(() => new PerformanceLogger(options as PerformanceLoggerOptions)).toThrow(message);
    expect(() => new PerformanceLogger(options as PerformanceLoggerOptions)).toThrow(UsageError);
  });
});

describe('generatePerformanceReport', () => {
  const results = [testResult({ testName: 'parse' }), testResult({ testName: 'print', verdict: 'regression' })];
  const { made } = logger();

  it('is JSON with everything, unless another format is asked for', async () => {
    const text = await made.generatePerformanceReport(results);
    const report = JSON.parse(text);
    expect(text.startsWith('{\n  "kind": "results",\n  "schemaVersion": 1,')).toBe(true);
    expect(report.results).toEqual(JSON.parse(JSON.stringify(results)));
    expect(await made.generatePerformanceReport(results, { outputFormat: 'json' })).toBe(text);
  });

  it('is made of results and of nothing else', async () => {
    const make = (results: unknown) => made.generatePerformanceReport(results as never, { outputFormat: 'csv' });
    await expect(make(null)).rejects.toThrow(/takes a list of results/);
    await expect(make([...results, {}])).rejects.toThrow(/results\[\d+\] is not a result of runPerformanceTest/);
    await expect(make([undefined])).rejects.toThrow(UsageError);
  });

  it('is any other document', async () => {
    expect(await made.generatePerformanceReport(results, { outputFormat: 'markdown' })).toMatch(
      /^\*\*Performance\*\* · 1 r/,
    );
    expect(await made.generatePerformanceReport(results, { outputFormat: 'junit' })).toMatch(/^<\?xml /);
    expect(parse(await made.generatePerformanceReport(results, { outputFormat: 'csv' }))).toHaveLength(3);
    expect(await made.generatePerformanceReport(results, { outputFormat: 'text' })).toMatch(
      /1 regression, 1 passed\.\n$/,
    );
  });

  it.each([
    ['markdwn', 'There is no report of the format "markdwn"; did you mean markdown?'],
    ['yaml', 'There is no report of the format "yaml"; there are json, markdown, junit, csv, text.'],
  ])('has no format %s', async (word, message) => {
    const report = made.generatePerformanceReport(results, { outputFormat: word as 'json' });
    await expect(report).rejects.toThrow(message);
    await expect(report).rejects.toBeInstanceOf(UsageError);
  });
});
