import { analyseSeries } from '../../analysis/analyse-series.ts';
import type { RunRecord } from '../../model/baseline.ts';
import type { MeasurementMethod } from '../../model/measurement.ts';
import { TIME } from '../../model/metric.ts';
import type { SeriesTrends } from '../../model/trends.ts';

/**
 * What the stored runs of a series say of it, those that were judged slower among them. Runs of another method than the newest
 * one's are not comparable with it, and are left out; a note says so.
 * @param records of one series, oldest first.
 * @param project that they are of.
 * @returns null where there are none.
 */
export function trendsOf(records: readonly RunRecord[], project: string): SeriesTrends | null {
  const newest = records.at(-1);
  if (newest === undefined) return null;
  const comparable = records.filter(({ method }) => method === newest.method);
  const analysis = analyseSeries(
    comparable.map(({ estimate, recordedAt, commit }) => ({ value: estimate, recordedAt, commit })),
  );
  const { name, unit, better } = newest.metric ?? TIME;
  return {
    testName: newest.testName,
    metric: name,
    unit,
    better,
    project,
    environmentKey: newest.environmentKey,
    ...analysis,
    notes: [...othersLeftOut(records.length - comparable.length, newest.method), ...analysis.notes],
  };
}

const MEASURED: Readonly<Record<MeasurementMethod, string>> = {
  fresh_processes: 'in fresh processes',
  in_process: 'in-process',
  samples: 'elsewhere',
};

function othersLeftOut(count: number, method: MeasurementMethod): readonly string[] {
  if (count === 0) return [];
  const runs = count === 1 ? '1 run was' : `${count} runs were`;
  return [`${runs} measured in another way than the newest, which was measured ${MEASURED[method]}: left out.`];
}
