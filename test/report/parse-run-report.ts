import type { RunReport } from '../../src/model/result.ts';
import { parseReport } from '../../src/report/parse-report.ts';

/** Reads the report of a run. */
export async function parseRunReport(text: string, origin = 'the report'): Promise<RunReport> {
  const parsed = await parseReport(text, origin);
  if (parsed.kind === 'run') return parsed.report;
  throw new Error(`${origin} is the report of ${parsed.kind}`);
}
