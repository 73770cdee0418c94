import type { LogLevel } from '../model/log.ts';
import type { PerformanceComparisonResult, PerformanceTestResult } from '../model/result.ts';
import type { RegressionTestResult } from '../model/statistics.ts';
import type { Change, ThresholdBounds, ValidationResult } from '../model/verdict.ts';
import { formatChange, formatDuration } from './format.ts';
import { logJson } from './log-json.ts';
import { neutralizeLine } from './text/neutralize.ts';
import { needsAttention } from './verdicts.ts';

/** Something that happened. */
export interface LogEvent {
  /** How severe it is: a logger leaves out what is below its own level. */
  readonly level: LogLevel;
  /** Stable, for programs: `test_result`. */
  readonly event: string;
  /** Plain data; times are seconds per call. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** The same for people, on one line. */
  readonly words: string;
}

/** A test begins. */
export function testStarted(testName: string, config: Readonly<Record<string, unknown>>): LogEvent {
  return {
    level: 'DEBUG',
    event: 'test_start',
    facts: { testName, config },
    words: neutralizeLine(`${testName}: begins (${settings(config)})`),
  };
}

/** A test was judged. */
export function testFinished(result: PerformanceTestResult): LogEvent {
  const { testName, file, baselineKey, method, estimate, change, statistics, thresholds, recording, timestamp } =
    result;
  const { validation, evidence, environmentContext } = result;
  const { environmentKey } = environmentContext;
  const size = change === null ? '' : `, ${formatChange(change)}`;
  const said = [validation.message, ...validation.warnings.map((warning) => `Warning: ${warning}`)].join(' ');
  return {
    level: needsAttention(validation.verdict) ? 'WARNING' : 'INFO',
    event: 'test_result',
    facts: {
      ...{ testName, file, baselineKey, environmentKey, method, estimate, change },
      ...{ validation, evidence, statistics, thresholds, recording, timestamp },
    },
    words: neutralizeLine(
      `${testName}: ${validation.verdict.replace('_', ' ')}, ${formatDuration(estimate)}${size}. ${said}`,
    ),
  };
}

/** Two functions, or two revisions of one, were compared. */
export function compared({ testName, file, metric, change, validation, words }: Comparison): LogEvent {
  const name = metric === undefined ? testName : `${testName} (${metric})`;
  const size = change === null ? '' : `, ${formatChange(change)}`;
  return {
    level: needsAttention(validation.verdict) ? 'WARNING' : 'INFO',
    event: 'comparison_result',
    facts: { testName, file, ...(metric !== undefined && { metric }), change, validation },
    words: neutralizeLine(`${name}: ${validation.verdict.replace('_', ' ')}${size}. ${words}`),
  };
}

/** What is said of a comparison. */
export interface Comparison {
  readonly testName: string;
  readonly file: string | null;
  /** What was compared, where it is not time. */
  readonly metric?: string;
  /** Null where there is no percentage. */
  readonly change: Change | null;
  readonly validation: ValidationResult;
  /** The result, for people. */
  readonly words: string;
}

/** Two functions were compared. */
export function functionsCompared(result: PerformanceComparisonResult): LogEvent {
  const { testName, file, overheadPercent, overheadInterval, statisticalSignificance, recommendation } = result;
  const change = { percent: overheadPercent, interval: overheadInterval };
  const { warnings } = statisticalSignificance;
  const words = [recommendation, ...warnings.map((warning) => `Warning: ${warning}`)].join(' ');
  return compared({ testName, file, change, validation: statisticalSignificance, words });
}

/** Samples were held against others by a textbook test. */
export function regressionTested(result: RegressionTestResult): LogEvent {
  return {
    level: result.isRegression ? 'WARNING' : 'INFO',
    event: 'regression_test',
    facts: { ...result },
    words: neutralizeLine(`${result.isRegression ? 'Regression' : 'No regression'}: ${result.interpretation}`),
  };
}

/** The bounds of a test have moved. */
export function thresholdUpdated(testName: string, before: ThresholdBounds, after: ThresholdBounds): LogEvent {
  return {
    level: 'DEBUG',
    event: 'threshold_update',
    facts: { testName, oldThreshold: before, newThreshold: after },
    words: neutralizeLine(`${testName}: unchanged is now ${between(after)}, and was ${between(before)}`),
  };
}

function settings(config: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(config).map(([name, value]) => `${name}: ${logJson(value)}`);
  return parts.length === 0 ? 'no options' : parts.join(', ');
}

function between({ lowerBound, upperBound }: ThresholdBounds): string {
  return `${formatDuration(lowerBound)} to ${formatDuration(upperBound)}`;
}
