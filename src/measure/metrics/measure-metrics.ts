import type { OtherMetric } from '../../model/function-metrics.ts';
import type { Subject } from '../subject.ts';
import { sampleAllocated, warmAllocating } from './allocated.ts';
import { sampleRunning, warmRunning } from './collections.ts';
import { sampleExecuted } from './executed.ts';
import type { MetricsOptions, ProcessFigures } from './figures.ts';
import { METRIC_GROUPS } from './groups.ts';
import { sampleRetained } from './retained.ts';

/**
 * Measures metrics of a function in this process; those of one request are of one of `METRIC_GROUPS`.
 * @throws whatever the function throws.
 */
export async function measureMetrics(
  subject: Subject,
  metrics: readonly OtherMetric[],
  options: MetricsOptions,
): Promise<readonly ProcessFigures[]> {
  const figures: ProcessFigures[] = [];
  if (metrics.includes('allocatedBytes'))
    figures.push(await sampleAllocated(await warmAllocating(subject, options), options));
  if (metrics.includes('retainedBytes')) figures.push(await sampleRetained(subject, options));
  if (metrics.includes('instructions')) figures.push(await sampleExecuted(subject, options));
  const running = metrics.filter((metric) => METRIC_GROUPS.running.includes(metric));
  if (running.length > 0) {
    const sampled = await sampleRunning(await warmRunning(subject, options), options);
    figures.push(...running.map((metric) => sampled[metric as keyof typeof sampled]));
  }
  return figures;
}
