// The types of what the commands write as JSON, as programs that read it use them.
import type { CompareReport, DoctorReport, ResultsReport, RunReport, StoredReport } from 'evenkeel';

declare function read<Report>(file: string): Report;

const run = read<RunReport>('run.json');
export const slower: readonly string[] = run.results
  .filter(({ validation }) => validation.verdict === 'regression')
  .map(({ testName }) => testName);

const compared = read<CompareReport>('compare.json');
export const changes: ReadonlyMap<string, number> = new Map(
  compared.comparisons.map(({ testName, change }) => [testName, change.percent]),
);
export const base: string = compared.base.commit;
export const commit: string | null = compared.head.commit;
export const kind: 'compare' = compared.kind;
// @ts-expect-error There is no such count.
compared.summary.withoutBaseline;

export const results: readonly number[] = read<ResultsReport>('results.json').results.map(({ estimate }) => estimate);
export const stored: readonly string[] = read<StoredReport>('stored.json').series.map(({ newest }) => newest.runId);

const { host, noise, advice } = read<DoctorReport>('doctor.json');
export const governor: string | null = host.governor;
export const noisy: boolean = noise.medianPercent > 5 && advice.length > 0;
// @ts-expect-error What the machine does not say is null.
export const turbo: boolean = host.turbo;
