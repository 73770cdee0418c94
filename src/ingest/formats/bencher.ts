import type { MeasuredMetric } from '../../model/measured-metric.ts';
import { ALLOCATED_BYTES, INSTRUCTIONS, type Metric, THROUGHPUT, TIME } from '../../model/metric.ts';
import { summaryOf } from '../figures.ts';
import { Findings } from '../findings.ts';
import { type Members, membersOf, numberOf } from '../json.ts';
import { jsonOf } from '../json-of.ts';
import type { Reader } from '../reader.ts';

/**
 * Bencher's metric format: measures of benchmarks by their names. The units of Bencher's own measures are known by name; those of
 * others are not in the file.
 * @see https://bencher.dev/docs/reference/bencher-metric-format
 */
export const bencher: Reader = {
  format: 'bencher',
  title: 'Bencher metric format',
  recognises(source) {
    const benchmarks = Object.values(membersOf(jsonOf(source))).map((measures) => Object.values(membersOf(measures)));
    return benchmarks.length > 0 && benchmarks.every((measures) => measures.length > 0 && measures.every(isMetric));
  },
  read(source) {
    const findings = new Findings();
    const run = findings.run();
    for (const [name, measures] of Object.entries(membersOf(source.json()))) {
      const metrics = new Map<string, MeasuredMetric>();
      for (const [measure, metric] of Object.entries(membersOf(measures))) {
        const read = metricOf(measure, membersOf(metric));
        const value = JSON.stringify(membersOf(metric).value ?? null);
        if (read === null) findings.problem(name, `its ${measure} is ${value}, which is none.`);
        else if (metrics.has(read.name))
          findings.problem(name, `${measure} is a second ${read.name}; the first one counts.`);
        else metrics.set(read.name, read);
        if (!KNOWN.has(slugOf(measure)))
          findings.note(`The unit of ${measure} is not in the file; less of it is taken for better.`);
      }
      if (metrics.size > 0) run.add(name, [...metrics.values()]);
    }
    return findings.file(source.name);
  },
};

const MEMBERS = ['value', 'lower_value', 'upper_value'];

function isMetric(metric: unknown): boolean {
  const names = Object.keys(membersOf(metric));
  return names.includes('value') && names.every((name) => MEMBERS.includes(name));
}

interface Measure {
  readonly metric: Metric;
  readonly factor: number;
  /** A smaller figure is none. */
  readonly least: number;
}

function counted(name: string, unit = ''): Measure {
  return { metric: { name, unit, better: 'lower', scatter: 'counted' }, factor: 1, least: 0 };
}

const BUILD_TIME: Metric = { name: 'build-time', unit: 'seconds', better: 'lower', scatter: 'sampled' };
const FILE_SIZE: Metric = { name: 'file-size', unit: 'bytes', better: 'lower', scatter: 'single' };

/** Bencher's own measures, by their slugs. */
const KNOWN: ReadonlyMap<string, Measure> = new Map([
  ['latency', { metric: TIME, factor: 1e-9, least: Number.MIN_VALUE }],
  ['throughput', { metric: THROUGHPUT, factor: 1, least: Number.MIN_VALUE }],
  ['build-time', { metric: BUILD_TIME, factor: 1, least: Number.MIN_VALUE }],
  ['file-size', { metric: FILE_SIZE, factor: 1, least: 0 }],
  ['allocated', { metric: ALLOCATED_BYTES, factor: 1, least: 0 }],
  ['instructions', { metric: INSTRUCTIONS, factor: 1, least: 0 }],
  ['estimated-cycles', counted('estimated-cycles')],
  ['total-bytes', counted('total-bytes', 'bytes')],
  ['total-blocks', counted('total-blocks')],
  ['max-bytes', counted('max-bytes', 'bytes')],
  ['max-blocks', counted('max-blocks')],
  ['final-bytes', counted('final-bytes', 'bytes')],
  ['final-blocks', counted('final-blocks')],
]);

// Measures go by their names or by their slugs: `Build Time`, `build-time`.
function slugOf(measure: string): string {
  return measure
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');
}

function metricOf(measure: string, { value }: Members): MeasuredMetric | null {
  const own: Metric = { name: measure, unit: '', better: 'lower', scatter: 'sampled' };
  const { metric, factor, least } = KNOWN.get(slugOf(measure)) ?? {
    metric: own,
    factor: 1,
    least: Number.NEGATIVE_INFINITY,
  };
  const number = numberOf(value);
  // What the bounds around it are, each of Bencher's adapters decides for itself.
  return number === null || number < least || measure.trim() === ''
    ? null
    : { ...metric, value: number * factor, figures: summaryOf() };
}
