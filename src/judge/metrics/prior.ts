import type { Metric } from '../../model/metric.ts';
import type { MetricEvidence } from '../../model/metric-result.ts';
import { METRIC_PRIOR_DEVIATION, METRIC_PRIOR_OF_ONE_PROCESS } from '../constants.ts';

/** What runs of unchanged code are taken to differ by before any were seen, on the logarithmic scale. */
export function priorDeviationOf({
  metric: { scatter },
  evidence,
  processes,
}: {
  readonly metric: Pick<Metric, 'scatter'>;
  readonly evidence: MetricEvidence;
  readonly processes: number;
}): number {
  if (scatter !== 'sampled') return METRIC_PRIOR_DEVIATION[scatter];
  const least = METRIC_PRIOR_DEVIATION[evidence];
  return evidence === 'processes' ? Math.max(least, METRIC_PRIOR_OF_ONE_PROCESS / Math.sqrt(processes)) : least;
}
