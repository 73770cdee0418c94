import type { MeasuredMetric } from '../../model/measured-metric.ts';
import { type Metric, THROUGHPUT, TIME } from '../../model/metric.ts';
import { summaryOf } from '../figures.ts';
import { Findings, fewOf } from '../findings.ts';
import { type Members, membersOf, numberOf, textOf } from '../json.ts';
import { jsonOf } from '../json-of.ts';
import { isoTime } from '../origin.ts';
import type { Reader } from '../reader.ts';

/**
 * The summary of a k6 test: of `--summary-export`, of `handleSummary`, and of `--new-machine-readable-summary`. Each metric of k6
 * is a benchmark; a summary does not say how its values scatter.
 * @see https://grafana.com/docs/k6
 */
export const k6: Reader = {
  format: 'k6',
  title: 'k6',
  recognises(source) {
    const json = membersOf(jsonOf(source));
    if ('k6Version' in membersOf(json.metadata)) return Array.isArray(membersOf(json.results).metrics);
    const metrics = membersOf(json.metrics);
    return 'root_group' in json ? Object.keys(metrics).length > 0 : Object.values(metrics).some(isTyped);
  },
  read(source) {
    const json = membersOf(source.json());
    const findings = new Findings();
    const all = metricsOf(json);
    const run = findings.run({ recordedAt: isoTime(membersOf(json.metadata).generatedAt) });
    const failed = failedShare(all);
    noteThresholds(all, findings);
    const zeros: string[] = [];
    for (const metric of all) {
      if (isSetting(metric.name)) continue;
      const figures = figuresOf(metric, findings);
      if (failed === 1 && metric.name.startsWith('http_req')) continue;
      const above = figures.filter(({ value }) => value > 0 || metric.kind === 'rate');
      if (above.length > 0) run.add(metric.name, above);
      else if (figures.length > 0) zeros.push(metric.name);
      else findings.problem(metric.name, 'it has no figure that can be read: neither a mean, a rate, nor a value.');
    }
    if (zeros.length > 0) findings.note(`Nothing was measured of what is 0 throughout: ${fewOf(zeros, 10)}.`);
    if (failed > 0) findings.problem('http_req_failed', failureOf(failed));
    findings.note(
      "Numbers of virtual users are k6's settings, and the least and greatest values say little; they are left out.",
    );
    return findings.file(source.name);
  },
};

type Kind = 'trend' | 'rate' | 'counter' | 'gauge';

/** A metric of k6, whichever form the summary has. */
interface K6Metric {
  readonly name: string;
  readonly kind: Kind | null;
  /** `time` (milliseconds), `data` (bytes), `default`; null where the summary does not say it. */
  readonly contains: string | null;
  readonly values: Members;
  /** Thresholds that the test has not met. */
  readonly missed: readonly string[];
}

function isTyped(metric: unknown): boolean {
  const { type, contains, values } = membersOf(metric);
  return textOf(type) !== null && textOf(contains) !== null && Object(values) === values;
}

function metricsOf(json: Members): readonly K6Metric[] {
  const { metrics: listed } = membersOf(json.results);
  if (Array.isArray(listed)) {
    const seconds = numberOf(membersOf(json.config).duration);
    return listed.map(membersOf).map((metric) => withRate(typed(textOf(metric.name) ?? '', metric), seconds));
  }
  return Object.entries(membersOf(json.metrics)).map(([name, metric]) =>
    isTyped(metric) ? typed(name, membersOf(metric)) : untyped(name, membersOf(metric)),
  );
}

function typed(name: string, { type, contains, values, thresholds }: Members): K6Metric {
  const missed = Object.entries(membersOf(thresholds)).filter(([, result]) => membersOf(result).ok === false);
  const kind = KINDS.find((each) => each === type) ?? null;
  return { name, kind, contains: textOf(contains), values: membersOf(values), missed: missed.map(([each]) => each) };
}

const KINDS: readonly Kind[] = ['trend', 'rate', 'counter', 'gauge'];

// `--summary-export` has no types, and there `true` says that a threshold was missed.
function untyped(name: string, metric: Members): K6Metric {
  const missed = Object.entries(membersOf(metric.thresholds)).filter(([, isMissed]) => isMissed === true);
  const kind = 'passes' in metric ? 'rate' : 'count' in metric ? 'counter' : 'value' in metric ? 'gauge' : 'trend';
  return { name, kind, contains: containsOf(name, kind), values: metric, missed: missed.map(([each]) => each) };
}

const TIMES = /^(?:http_req_|iteration_duration|group_duration|grpc_req_duration|ws_|browser_(?:http_req|web_vital))/;
const LIKE_TIMES = /(?:duration|latency|time|wait|delay|_ms)(?:$|[{_])/i;

function containsOf(name: string, kind: Kind): string | null {
  if (name.startsWith('data_')) return 'data';
  if (kind !== 'trend') return 'default';
  if (TIMES.test(name)) return name.startsWith('browser_web_vital_cls') ? 'default' : 'time';
  return LIKE_TIMES.test(name) ? 'time' : null;
}

// The new summary counts, and says how long the test took.
function withRate(metric: K6Metric, seconds: number | null): K6Metric {
  const count = numberOf(metric.values.count);
  if (metric.kind !== 'counter' || count === null || seconds === null || seconds <= 0 || 'rate' in metric.values)
    return metric;
  return { ...metric, values: { ...metric.values, rate: count / seconds } };
}

function isSetting(name: string): boolean {
  return name === 'vus' || name === 'vus_max';
}

function failedShare(all: readonly K6Metric[]): number {
  const values = all.find(({ name }) => name === 'http_req_failed')?.values ?? {};
  return numberOf(values.rate) ?? numberOf(values.value) ?? 0;
}

function failureOf(share: number): string {
  return share === 1
    ? 'all requests failed, so none of their times is one of an answer; mend the test or the service.'
    : `${(share * 100).toPrecision(3)} % of the requests failed; their times are among the others.`;
}

function noteThresholds(all: readonly K6Metric[], findings: Findings): void {
  const missed = all.flatMap((metric) => metric.missed.map((threshold) => `${metric.name} ${threshold}`));
  if (missed.length > 0) findings.note(`The test missed thresholds of its own in k6: ${fewOf(missed, 10)}.`);
  const checks = all.find(({ name }) => name === 'checks')?.values ?? {};
  const fails = numberOf(checks.fails) ?? 0;
  if (fails > 0) findings.note(`${fails} of ${fails + (numberOf(checks.passes) ?? 0)} checks of k6 failed.`);
}

function figuresOf(metric: K6Metric, findings: Findings): readonly MeasuredMetric[] {
  const { values, kind, name } = metric;
  if (kind === 'trend') return trendOf(metric, findings);
  if (kind === 'counter') return figure(rateMetric(metric), values.rate);
  const value = kind === 'rate' ? (values.rate ?? values.value ?? values.matches) : values.value;
  const better = LIKE_FAILURES.test(name) || kind === 'gauge' ? 'lower' : 'higher';
  if (kind === 'gauge')
    findings.note('Whether less or more of a gauge is better k6 does not say; less is taken for better.');
  const { unit, factor } = unitOf(metric);
  return figure({ name: kind === 'rate' ? 'rate' : 'value', unit, better, scatter: 'sampled' }, value, factor);
}

function figure(metric: Metric, value: unknown, factor = 1): readonly MeasuredMetric[] {
  const number = numberOf(value);
  return number === null || number < 0 ? [] : [{ ...metric, value: number * factor, figures: summaryOf() }];
}

const LIKE_FAILURES = /err|fail|drop|lost|timeout|reject|miss/i;

function rateMetric({ name, contains }: K6Metric): Metric {
  const better = LIKE_FAILURES.test(name) ? 'lower' : 'higher';
  return { ...THROUGHPUT, unit: contains === 'data' ? 'bytes per second' : 'per second', better };
}

const MILLISECOND = 1e-3;

function unitOf({ contains, kind }: K6Metric) {
  if (contains === 'time') return { unit: 'seconds', factor: MILLISECOND };
  return { unit: contains === 'data' && kind !== 'rate' ? 'bytes' : '', factor: 1 };
}

// Of its values, the mean, the median and the percentiles.
function trendOf(metric: K6Metric, findings: Findings): readonly MeasuredMetric[] {
  const { name, values, contains } = metric;
  if (contains === null || contains === 'default') {
    findings.note('Values of trends of which the summary does not say that they are times have no unit.');
  }
  const { unit, factor } = unitOf(metric);
  const other = { unit, better: LIKE_GAINS.test(name) ? 'higher' : 'lower', scatter: 'sampled' } as const;
  return Object.entries(values)
    .flatMap(([statistic, value]) => {
      if (statistic === 'avg') return figure(contains === 'time' ? TIME : { name: 'value', ...other }, value, factor);
      return /^(?:med|p\([\d.]+\))$/.test(statistic) ? figure({ name: statistic, ...other }, value, factor) : [];
    })
    .sort((a, b) => Number(isMean(b)) - Number(isMean(a)));
}

const LIKE_GAINS = /throughput|per_sec|rps|score/i;

function isMean({ name }: Metric): boolean {
  return name === TIME.name || name === 'value';
}
