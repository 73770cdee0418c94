import type { MeasuredMetric } from '../../model/measured-metric.ts';
import { THROUGHPUT, TIME } from '../../model/metric.ts';
import { summaryOf } from '../figures.ts';
import { Findings, type RunFindings } from '../findings.ts';
import { type Members, membersOf, numberOf, textOf } from '../json.ts';
import { jsonOf } from '../json-of.ts';
import { isoTime } from '../origin.ts';
import type { Reader } from '../reader.ts';

/**
 * autocannon's `--json`: one result, or a list of them. Latencies are in milliseconds.
 * @see https://github.com/mcollina/autocannon
 */
export const autocannon: Reader = {
  format: 'autocannon',
  title: 'autocannon',
  recognises(source) {
    return resultsOf(jsonOf(source)).some(isResult);
  },
  read(source) {
    const results = resultsOf(source.json());
    const findings = new Findings();
    const run = findings.run({ recordedAt: isoTime(results[0]?.start) });
    for (const result of results) addResult(result, run, findings);
    return findings.file(source.name);
  },
};

function resultsOf(json: unknown): readonly Members[] {
  return (Array.isArray(json) ? json : [json]).map(membersOf);
}

function isResult(result: Members): boolean {
  const isHistogram = (name: string) => 'average' in membersOf(result[name]);
  return 'connections' in result && 'errors' in result && ['latency', 'requests', 'throughput'].every(isHistogram);
}

function addResult(result: Members, run: RunFindings, findings: Findings): void {
  const name = nameOf(result);
  const total = numberOf(membersOf(result.requests).total) ?? 0;
  const failures = FAILURES.map(([member, words]) => ({ count: numberOf(result[member]) ?? 0, words })).filter(
    ({ count }) => count > 0,
  );
  const said = failures.map(({ count, words }) => `${count} ${words}`).join(', ');
  const isLost = total === 0 || (numberOf(result.non2xx) ?? 0) >= total;
  if (failures.length > 0) {
    const rest = isLost ? 'no request was answered as it should be' : 'their figures are among those of the others';
    findings.problem(name, `of ${total} answers: ${said}; ${rest}.`);
  } else if (isLost) {
    findings.problem(name, 'no request was answered; look at the service.');
  }
  if (isLost) return;
  const metrics = metricsOf(result);
  if (metrics.length > 0) run.add(name, metrics);
  else findings.problem(name, 'neither its latency nor its requests a second are above 0.');
  findings.note('Of latencies, the mean and the percentiles 50, 97.5 and 99 are read, as far as they are above 0 ms.');
}

const FAILURES = [
  ['non2xx', 'with another status than 2xx'],
  ['errors', 'errors'],
  ['timeouts', 'time-outs'],
  ['mismatches', 'with another body than expected'],
] as const;

// How many connections ask decides what is measured, so it is part of the name.
function nameOf({ title, url, connections, pipelining, workers }: Members): string {
  const parts = [
    `${String(connections)} connections`,
    (numberOf(pipelining) ?? 1) > 1 ? `${String(pipelining)} pipelined` : '',
    (numberOf(workers) ?? 0) > 0 ? `${String(workers)} workers` : '',
  ];
  return `${textOf(title) ?? textOf(url) ?? ''} (${parts.filter((part) => part !== '').join(', ')})`;
}

const MILLISECOND = 1e-3;

function metricsOf({ latency, requests, throughput, samples }: Members): readonly MeasuredMetric[] {
  const times = membersOf(latency);
  const rates = membersOf(requests);
  const bytes = membersOf(throughput);
  const count = numberOf(samples);
  const metrics: readonly MeasuredMetric[] = [
    {
      ...TIME,
      value: scaled(times.average),
      figures: summaryOf(scaled(times.stddev), numberOf(times.totalCount) ?? numberOf(rates.total)),
    },
    { ...THROUGHPUT, value: numberOf(rates.average) ?? 0, figures: summaryOf(numberOf(rates.stddev), count) },
    {
      name: 'bytesPerSecond',
      unit: 'bytes per second',
      better: 'higher',
      scatter: 'sampled',
      value: numberOf(bytes.average) ?? 0,
      figures: summaryOf(numberOf(bytes.stddev), count),
    },
    ...['p50', 'p97_5', 'p99'].map((name) => ({ ...TIME, name, value: scaled(times[name]), figures: summaryOf() })),
  ];
  return metrics.filter(({ value }) => value > 0);
}

function scaled(milliseconds: unknown): number {
  return (numberOf(milliseconds) ?? 0) * MILLISECOND;
}
