import type { GateChange } from '../model/gate.ts';
import type { LogLevel } from '../model/log.ts';
import type { FailedTest, RunReport } from '../model/result.ts';
import type { CompareReport, RevisionMetric } from '../model/revisions.ts';
import { formatCounted } from '../report/format.ts';
import { compared, functionsCompared, type LogEvent } from '../report/log-events.ts';
import { PerformanceLogger } from '../report/logger.ts';
import type { Terminal } from './terminal.ts';
import type { CommandEvent, CommandReport, Watcher } from './watcher.ts';

/** Tells what a command does as JSON lines, one for each event: its steps, and in the end the result of every test. */
export function logEvents(terminal: Terminal, level: LogLevel): Watcher {
  const logger = new PerformanceLogger({ level, format: 'json', write: (line) => terminal.err(line) });
  return {
    onEvent: (event) => logger.log(eventOf(event)),
    note: (words) => logger.log({ level: 'WARNING', event: 'note', facts: { words }, words }),
    end: () => undefined,
    report: (report) => {
      if ('results' in report) for (const result of report.results) logger.logTestResult(result);
      for (const event of closing(report)) logger.log(event);
    },
  };
}

function eventOf(event: CommandEvent): LogEvent {
  const { kind, ...facts } = event;
  if (event.kind !== 'step') return { level: 'INFO', event: kind, facts, words: kind };
  return { level: 'DEBUG', event: 'step', facts: { ...event.progress }, words: event.progress.testName };
}

function closing(report: CommandReport): readonly LogEvent[] {
  const { startedAt, duration, summary } = report;
  return [
    ...('comparisons' in report ? report.comparisons.map(comparedOf) : []),
    ...('metrics' in report ? report.metrics.map(metricCompared) : []),
    ...report.failures.map(failed),
    ...('gateChanges' in report ? report.gateChanges : []).map(gateChanged),
    ...('warnings' in report ? report.warnings : []).map(
      (words): LogEvent => ({ level: 'WARNING', event: 'warning', facts: { words }, words }),
    ),
    {
      level: 'INFO',
      event: 'finished',
      facts: { startedAt, duration, summary },
      words: formatCounted(summary.total, 'test'),
    },
  ];
}

function comparedOf(comparison: (RunReport | CompareReport)['comparisons'][number]): LogEvent {
  if ('statisticalSignificance' in comparison) return functionsCompared(comparison);
  return compared({ ...comparison, words: comparison.validation.message });
}

function metricCompared({ name: metric, ...rest }: RevisionMetric): LogEvent {
  return compared({ ...rest, metric, words: rest.validation.message });
}

function gateChanged({ words, ...facts }: GateChange): LogEvent {
  return { level: 'WARNING', event: 'gate_changed', facts: { ...facts, words }, words };
}

function failed(failure: FailedTest): LogEvent {
  return { level: 'ERROR', event: 'test_failed', facts: { ...failure }, words: failure.message };
}
