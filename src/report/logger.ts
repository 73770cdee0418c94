import { UsageError } from '../errors.ts';
import type { LogLevel, PerformanceLog } from '../model/log.ts';
import type { PerformanceComparisonResult, PerformanceTestResult } from '../model/result.ts';
import type { RegressionTestResult } from '../model/statistics.ts';
import type { ThresholdBounds } from '../model/verdict.ts';
import { problemWithOptions } from '../nearest-names.ts';
import { outputTo } from '../output/output.ts';
import { sanitized } from '../output/sanitize.ts';
import { dateOf } from '../real-time.ts';
import type { ReportFormat } from './documents/document.ts';
import {
  functionsCompared,
  type LogEvent,
  regressionTested,
  testFinished,
  testStarted,
  thresholdUpdated,
} from './log-events.ts';
import { logJson } from './log-json.ts';

/** How a logger writes. */
export interface PerformanceLoggerOptions {
  /** The least severe events that are written, for example `config.logLevel`. Default `'INFO'`. */
  readonly level?: LogLevel;
  /** `'text'` (the default) for people, or `'json'`: one object a line. */
  readonly format?: 'text' | 'json';
  /** Takes each line, with its line end. Default: standard error. */
  readonly write?: (line: string) => void;
  /** Tells the time, which JSON lines carry. Default: the system's clock. */
  readonly now?: () => Date;
}

const toStandardError = (line: string): void => outputTo(process.stderr).write(line);

const SEVERITY: Readonly<Record<LogLevel, number>> = { DEBUG: 0, INFO: 1, WARNING: 2, ERROR: 3 };

/**
 * Writes down what happens in performance tests (specification 8.1), as lines for people or as JSON lines. Given to
 * `PerformanceTestFramework` or `ThresholdManager` as `logger`, it is told of everything they do, before and after a
 * measurement and never during one.
 *
 * @example
 * import { PerformanceLogger, PerformanceTestFramework } from 'evenkeel';
 *
 * const logger = new PerformanceLogger({ level: 'DEBUG', format: 'json' });
 * const framework = new PerformanceTestFramework({ logger });
 * await framework.runPerformanceTest('parse', () => JSON.parse('[1]'), { iterations: 10 });
 * await framework.close();
 */
export class PerformanceLogger implements PerformanceLog {
  readonly #options: Required<PerformanceLoggerOptions>;

  /** @throws {UsageError} for an unknown option, level or format. */
  constructor(options: PerformanceLoggerOptions = {}) {
    const problem = problemWithOptions(options, ['level', 'format', 'write', 'now']);
    if (problem !== null) throw new UsageError(`PerformanceLogger: ${problem}`);
    requireOneOf('level', options.level, Object.keys(SEVERITY));
    requireOneOf('format', options.format, ['text', 'json']);
    const { level = 'INFO', format = 'text', write = toStandardError, now = () => dateOf() } = options;
    this.#options = { level, format, write, now };
  }

  /**
   * A test begins, with these options. Level DEBUG.
   *
   * @example
   * import { PerformanceLogger } from 'evenkeel';
   *
   * const lines: string[] = [];
   * const logger = new PerformanceLogger({ level: 'DEBUG', write: (line) => lines.push(line) });
   * logger.logTestStart('parse', { iterations: 100 });
   * console.log(lines[0]?.trimEnd()); // DEBUG   parse: begins (iterations: 100)
   */
  logTestStart(testName: string, config: Readonly<Record<string, unknown>>): void {
    this.log(testStarted(testName, config));
  }

  /**
   * The result of a test, without its samples. Level WARNING for what needs attention, INFO for everything else.
   *
   * @example
   * import { PerformanceLogger, PerformanceTestFramework } from 'evenkeel';
   *
   * const framework = new PerformanceTestFramework({ recording: 'never' });
   * const result = await framework.runPerformanceTest('parse', () => JSON.parse('[1]'), { iterations: 10 });
   * new PerformanceLogger().logTestResult(result);
   */
  logTestResult(result: PerformanceTestResult): void {
    this.log(testFinished(result));
  }

  /**
   * The result of comparing two functions. Level WARNING for what needs attention, INFO for everything else.
   *
   * @example
   * import { type PerformanceComparisonResult, PerformanceLogger } from 'evenkeel';
   *
   * const logger = new PerformanceLogger({ format: 'json' });
   * function logAll(comparisons: readonly PerformanceComparisonResult[]): void {
   *   for (const comparison of comparisons) logger.logComparisonResult(comparison);
   * }
   */
  logComparisonResult(result: PerformanceComparisonResult): void {
    this.log(functionsCompared(result));
  }

  /**
   * A textbook test for a regression was made. Level WARNING where it found one, INFO where it did not.
   *
   * @example
   * import { PerformanceLogger, StatisticalValidator } from 'evenkeel';
   *
   * const test = new StatisticalValidator().testRegression([1, 2, 3, 4], [11, 12, 13, 14]);
   * new PerformanceLogger().logRegressionDetection(test);
   */
  logRegressionDetection(result: RegressionTestResult): void {
    this.log(regressionTested(result));
  }

  /**
   * A baseline's bounds have changed (seconds per call). Level DEBUG.
   *
   * @example
   * import { PerformanceLogger, ThresholdManager } from 'evenkeel';
   *
   * const thresholds = new ThresholdManager();
   * const bounds = () => thresholds.calculateThreshold('parse', 'linux-x64', [0.0102]);
   * const before = await bounds();
   * await thresholds.updateBaseline('parse', 'linux-x64', [0.0102]);
   * new PerformanceLogger({ level: 'DEBUG' }).logThresholdUpdate('parse', before, await bounds());
   * await thresholds.close();
   */
  logThresholdUpdate(testName: string, oldThreshold: ThresholdBounds, newThreshold: ThresholdBounds): void {
    this.log(thresholdUpdated(testName, oldThreshold, newThreshold));
  }

  /**
   * Writes any event, where it is severe enough.
   *
   * @example
   * import { PerformanceLogger } from 'evenkeel';
   *
   * const lines: string[] = [];
   * const logger = new PerformanceLogger({ write: (line) => lines.push(line) });
   * logger.log({ level: 'INFO', event: 'warmed_up', facts: { passes: 3 }, words: 'warmed up' });
   * console.log(lines[0]?.trimEnd()); // INFO    warmed up
   */
  log({ level, event, facts, words }: LogEvent): void {
    const { level: least, format, write, now } = this.#options;
    if (SEVERITY[level] < SEVERITY[least]) return;
    if (format === 'text') write(sanitized(`${level.padEnd(7)} ${words}\n`));
    else write(`${logJson({ time: now().toISOString(), level, event, ...facts })}\n`);
  }

  /**
   * A report on results: `'json'` (the default; everything), `'markdown'` (for a pull request), `'junit'`, `'csv'` or
   * `'text'`.
   * @throws {UsageError} for any other format, and for what is not a list of results.
   *
   * @example
   * import { PerformanceLogger, PerformanceTestFramework } from 'evenkeel';
   *
   * const framework = new PerformanceTestFramework({ recording: 'never' });
   * const result = await framework.runPerformanceTest('parse', () => JSON.parse('[1]'), { iterations: 10 });
   * const markdown = await new PerformanceLogger().generatePerformanceReport([result], { outputFormat: 'markdown' });
   * console.log(markdown.includes('parse')); // true
   */
  async generatePerformanceReport(
    results: readonly PerformanceTestResult[],
    { outputFormat = 'json' }: { readonly outputFormat?: ReportFormat } = {},
  ): Promise<string> {
    const { checkedFormat, renderDocument } = await import('./documents/document.ts');
    const format = checkedFormat(outputFormat);
    requireResults(results);
    if (format === 'json') {
      const { resultsJson } = await import('./json.ts');
      return [...resultsJson(results)].join('');
    }
    const { entriesOfResults } = await import('./documents/entry.ts');
    return renderDocument(format, entriesOfResults(results));
  }
}

function requireResults(results: readonly PerformanceTestResult[]): void {
  if (!Array.isArray(results)) throw new UsageError('generatePerformanceReport takes a list of results.');
  const wrong = results.findIndex((result) => !result?.validation || !result.statistics);
  if (wrong === -1) return;
  throw new UsageError(`generatePerformanceReport: results[${wrong}] is not a result of runPerformanceTest.`);
}

function requireOneOf(option: string, value: string | undefined, words: readonly string[]): void {
  if (value === undefined || words.includes(value)) return;
  throw new UsageError(`PerformanceLogger: \`${option}\` must be one of ${words.join(', ')}, not ${value}.`);
}
