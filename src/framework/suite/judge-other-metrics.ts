import { fallbacksIn } from '../../judge/stand-ins.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import { judgeMetrics } from '../metrics/judge-metrics.ts';
import type { ToJudge } from './judge-last.ts';
import type { JudgedTest, JudgeTools } from './judge-suite.ts';
import type { MeasuredMetrics } from './measure-metrics.ts';
import { baselineKeyOf } from './plan-suite.ts';

/** What was measured of tests besides time, to be judged. It has no second look and no pairs: what is counted needs none. */
export function otherMetricsToJudge(
  judged: readonly JudgedTest[],
  measured: ReadonlyMap<PlannedTest, MeasuredMetrics>,
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
      metrics: own.metrics,
      fallbacks: fallbacksIn([...looks.flat(), own]),
      // The tolerance by default is that of time.
      plan: {
        thresholdFactor: test.plan.thresholdFactor,
        ...(tolerancePercent !== undefined && { tolerancePercent }),
      },
    } as const;
    const judge: ToJudge['judge'] = async ({ recordedAt, isCutShort }) => ({
      others: await judgeMetrics(of, { runId, recordedAt, commit, branch, isDirty }, { ...tools, isCutShort }),
    });
    return [{ test, judge }];
  });
}
