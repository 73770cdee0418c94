import { fallbacksIn } from '../../judge/stand-ins.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import { FUNCTION_METRICS } from '../../model/function-metrics.ts';
import { judgeMetrics } from '../metrics/judge-metrics.ts';
import { unmeasured } from '../metrics/metric-results.ts';
import type { ToJudge } from './judge-last.ts';
import type { JudgedTest, JudgeTools } from './judge-suite.ts';
import { type MeasuredFigures, metricsMeasured, missingOf } from './measure-metrics.ts';
import { baselineKeyOf } from './plan-suite.ts';

/** What was measured of tests besides time, to be judged. It has no second look and no pairs: what is counted needs none. */
export function otherMetricsToJudge(
  judged: readonly JudgedTest[],
  measured: ReadonlyMap<PlannedTest, MeasuredFigures>,
  { isDirty, ...tools }: JudgeTools,
): readonly ToJudge[] {
  const { sessionId: runId, ciEnvironment } = tools.context;
  const { commit, branch } = ciEnvironment;
  return judged.flatMap(({ test, looks }): readonly ToJudge[] => {
    const own = measured.get(test);
    if (own === undefined) return [];
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
    const missing = missingOf(test, own).map(([name, reason]) => unmeasured(FUNCTION_METRICS[name], reason));
    const judge: ToJudge['judge'] = async ({ recordedAt, isCutShort }) => {
      const place = { runId, recordedAt, commit, branch, isDirty };
      return { others: [...(await judgeMetrics(of, place, { ...tools, isCutShort })), ...missing] };
    };
    return [{ test, judge }];
  });
}
