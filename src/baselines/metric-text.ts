import { type Better, type Metric, type Scatter, TIME } from '../model/metric.ts';

const BETTER: readonly Better[] = ['lower', 'higher'];
const SCATTERS: readonly Scatter[] = ['sampled', 'counted', 'single'];

/**
 * A metric as series are told apart by it, and as it is stored: figures in other units, or with another good direction, are
 * another series. '' for time, which is what is meant where nothing is said.
 */
export function textOfMetric(metric: Metric = TIME): string {
  const { name, unit, better, scatter } = metric;
  return isTime(metric) ? '' : JSON.stringify([name, unit, better, scatter]);
}

/** The metric of a stored text; null where it is none. */
export function metricIn(text: unknown): Metric | null {
  if (text === '') return TIME;
  const parts = partsOf(text);
  if (parts === null) return null;
  const [name, unit, better, scatter] = parts as readonly [unknown, unknown, Better, Scatter];
  const isMetric =
    typeof name === 'string' && typeof unit === 'string' && BETTER.includes(better) && SCATTERS.includes(scatter);
  return isMetric ? { name, unit, better, scatter } : null;
}

/** Whether a metric is seconds per call, of which absence is as good a name. */
export function isTime({ name, unit, better, scatter }: Metric): boolean {
  return name === TIME.name && unit === TIME.unit && better === TIME.better && scatter === TIME.scatter;
}

/** What a key or a record says of its metric: nothing where it is time. */
export function ofMetric(metric: Metric | undefined): { readonly metric?: Metric } {
  return metric === undefined || isTime(metric) ? {} : { metric };
}

function partsOf(text: unknown): readonly unknown[] | null {
  if (typeof text !== 'string') return null;
  try {
    const parts: unknown = JSON.parse(text);
    return Array.isArray(parts) && parts.length === 4 ? parts : null;
  } catch {
    return null;
  }
}
