import { ALLOCATED_BYTES, INSTRUCTIONS, type Metric, THROUGHPUT, TIME } from '../../model/metric.ts';
import { type BaseUnit, baseUnitOf } from '../units.ts';

/** A metric of JMH, and what a figure of it is in base units. */
export interface JmhMetric {
  readonly metric: Metric;
  readonly factor: number;
}

/** What a benchmark of a mode (`thrpt`, `avgt`, `sample`, `ss`) is about. */
export function primaryMetric(mode: string, scoreUnit: string): JmhMetric {
  const { unit, factor, better } = baseUnitOf(scoreUnit);
  if (mode === 'thrpt') return { metric: THROUGHPUT, factor };
  if (unit === 'seconds') return { metric: TIME, factor };
  return { metric: { name: scoreUnit, unit, better, scatter: 'sampled' }, factor };
}

/**
 * What a profiler, or a part of a group, adds to a benchmark.
 * @returns null for what says how busy the collector was, which is not what a call costs.
 */
export function secondaryMetric(label: string, scoreUnit: string): JmhMetric | null {
  const name = label.replace(/^·/, '');
  if (name === 'gc.alloc.rate.norm') return { metric: ALLOCATED_BYTES, factor: 1 };
  if (/^gc\.|^safepoints?\.|^mem\.|^stack$|^p\d/.test(name)) return null;
  if (/^instructions(?::u)?$/.test(name)) return { metric: INSTRUCTIONS, factor: 1 };
  const { unit, factor, better } = binary(scoreUnit) ?? baseUnitOf(scoreUnit);
  return { metric: { name, unit: unit === '---' ? '' : unit, better, scatter: 'sampled' }, factor };
}

// JMH counts 1,024 × 1,024 bytes to a megabyte.
function binary(unit: string): BaseUnit | null {
  return unit === 'MB/sec' ? { unit: 'bytes per second', factor: 2 ** 20, better: 'higher' } : null;
}

/** Names of one benchmark whose modes, or numbers of threads, differ: the first one that comes has the plain name. */
export class JmhVariants {
  readonly #first = new Map<string, string>();

  nameOf(name: string, mode: string, metric: string, threads: number | null): string {
    const variant = `${mode}/${threads}`;
    const key = `${name}/${metric}`;
    if (!this.#first.has(key)) this.#first.set(key, variant);
    if (this.#first.get(key) === variant) return name;
    return `${name} [${mode}${threads === null ? '' : `, ${threads} threads`}]`;
  }
}

/** The name with parameters as JMH's console has them. */
export function nameWith(name: string, parameters: readonly (readonly [string, string])[]): string {
  if (parameters.length === 0) return name;
  return `${name} (${parameters.map(([key, value]) => `${key} = ${value}`).join(', ')})`;
}
