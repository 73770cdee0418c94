import * as v from 'valibot';
import { problemWithRecord } from '../../framework/store/recording.ts';
import type { RunRecord } from '../../model/baseline.ts';
import { candidates, comparison, failure, result, skippedTest } from '../../report/schemas/judgement.ts';
import { runRecord } from '../../report/schemas/measurement.ts';

const schema = v.strictObject({
  results: v.array(result),
  comparisons: v.array(comparison),
  candidates: v.array(candidates),
  failures: v.array(failure),
  skipped: v.array(skippedTest),
  records: v.array(runRecord),
  warnings: v.array(v.string()),
});

/** What is wrong with something that should be the outcome of a test, without a full stop; null where nothing is. */
export function problemWithOutcome(outcome: unknown): string | null {
  const { success, issues, output } = v.safeParse(schema, outcome);
  if (!success) return `${v.getDotPath(issues[0]) ?? 'the whole'}: ${issues[0].message}`;
  const records = output.records as readonly RunRecord[];
  const keys = new Set(output.results.map(({ baselineKey }) => baselineKey));
  const foreign = records.find(({ testName }) => !keys.has(testName));
  if (foreign !== undefined)
    return `a run of ${JSON.stringify(foreign.testName)}, which it did not measure, is to be stored`;
  return records.map(problemWithRecord).find((problem) => problem !== null) ?? null;
}
