import type { ComparedBenchmark, ComparedMetric, GeometricMean } from '../../model/compared-files.ts';

/** The geometric mean of all benchmarks of each metric, on either side; as benchstat has it below each table. */
export function geometricMeans(comparisons: readonly ComparedBenchmark[]): readonly GeometricMean[] {
  const byMetric = new Map<string, ComparedMetric[]>();
  for (const metric of comparisons.flatMap(({ metrics }) => metrics)) {
    const key = JSON.stringify([metric.name, metric.unit]);
    byMetric.set(key, [...(byMetric.get(key) ?? []), metric]);
  }
  return [...byMetric.values()].filter((all) => all.length > 1).map(meanOf);
}

function meanOf(all: readonly ComparedMetric[]): GeometricMean {
  const { name, unit } = all[0]!;
  const base = geometricMean(all.map((metric) => metric.base.center));
  const head = geometricMean(all.map((metric) => metric.head.center));
  const changePercent = base === null || head === null ? null : 100 * (head / base - 1);
  return { name, unit, base, head, changePercent, benchmarks: all.length };
}

// Of what is 0 there is none.
function geometricMean(values: readonly number[]): number | null {
  if (!values.every((value) => value > 0)) return null;
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
