import { fallbacksIn } from '../../judge/stand-ins.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import { FUNCTION_METRICS } from '../../model/function-metrics.ts';
import { judgeMetrics, type RecordedMetric } from '../metrics/judge-metrics.ts';
import { unmeasured } from '../metrics/metric-results.ts';
import type { JudgedTest, JudgeTools } from './judge-suite.ts';
import { type MeasuredFigures, metricsMeasured, missingOf } from './measure-metrics.ts';
import { baselineKeyOf } from './plan-suite.ts';

/** What is known of the run. */
export interface OtherMetricsPlace {
  /** ISO 8601. */
  readonly recordedAt: string;
  readonly isCutShort: boolean;
}

/** Judges what was measured of tests besides time. They have no second look and no pairs: what is counted needs none. */
export async function judgeOtherMetrics(
  judged: readonly JudgedTest[],
  measured: ReadonlyMap<PlannedTest, MeasuredFigures>,
  { recordedAt, isCutShort }: OtherMetricsPlace,
  { isDirty, ...tools }: JudgeTools,
): Promise<ReadonlyMap<PlannedTest, readonly RecordedMetric[]>> {
  const { sessionId: runId, ciEnvironment } = tools.context;
  const { commit, branch } = ciEnvironment;
  const others = new Map<PlannedTest, readonly RecordedMetric[]>();
  for (const { test, looks } of judged) {
    const own = measured.get(test);
    if (own === undefined) continue;
    const { tolerancePercent } = test.declaration.options;
    const of = {
      baselineKey: baselineKeyOf(test),
      method: 'fresh_processes',
      metrics: metricsMeasured(test, own),
      fallbacks: fallbacksIn([...looks.flat(), own]),
      // The tolerance by default is that of time.
      plan: {
        thresholdFactor: test.plan.thresholdFactor,
        ...(tolerancePercent !== undefined && { tolerancePercent }),
      },
    } as const;
    const judgedOnes = await judgeMetrics(of, { runId, recordedAt, commit, branch, isDirty }, { ...tools, isCutShort });
    const missing = missingOf(test, own).map(([name, reason]) => unmeasured(FUNCTION_METRICS[name], reason));
    others.set(test, [...judgedOnes, ...missing]);
  }
  return others;
}
