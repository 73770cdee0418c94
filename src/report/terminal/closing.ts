import type { EnvironmentContext } from '../../model/environment.ts';
import type { PerformanceTestResult, RunReport, RunSummary } from '../../model/result.ts';
import { baseOf, PAIRS_SIGN, pairsInWords } from '../deciding.ts';
import { formatCommit, formatCount, formatCounted, formatElapsed } from '../format.ts';
import type { Canvas } from '../text/canvas.ts';
import { flow } from '../text/flow.ts';
import { neutralizeName, neutralizeText } from '../text/neutralize.ts';
import type { Colors, Paint } from '../text/paint.ts';
import { HANG, wrap } from '../text/wrap.ts';

/** What pairs decided about, where the run was measured, and what became of its results. */
export function renderCircumstances(report: RunReport, canvas: Canvas): string[] {
  const recordings = describeRecordings(report.results);
  const pairs = pairsInWords(
    report.results.flatMap((result) => baseOf(result) ?? []),
    'suspect',
  );
  const lines = [
    ...(pairs === null ? [] : [`Pairs ${PAIRS_SIGN}: ${pairs}`]),
    `Measured on ${describeEnvironment(report.environment)}`,
    ...(recordings === null ? [] : [`Baselines: ${recordings}`]),
  ];
  return lines.flatMap((line) => wrap(line, canvas.width, HANG)).map((line) => canvas.colors.dim(line));
}

/** The machine, and what is known of where it ran. */
export function describeEnvironment({ environmentKey, ciEnvironment: ci }: EnvironmentContext): string {
  const facts = [
    ci.isCI ? `CI: ${ci.provider}` : 'not CI',
    ...(ci.isPullRequest ? [ci.pullRequest === null ? 'pull request' : `pull request ${ci.pullRequest}`] : []),
    ...(ci.branch === null ? [] : [`branch ${ci.branch}`]),
    ...(ci.commit === null ? [] : [`commit ${formatCommit(ci.commit)}`]),
  ];
  return `${neutralizeName(environmentKey)} (${facts.map(neutralizeName).join(', ')})`;
}

function describeRecordings(results: readonly PerformanceTestResult[]): string | null {
  const counts = new Map<string, number>();
  for (const { recording } of results) {
    const outcome = describeOutcome(recording);
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  const parts = [...counts].map(([outcome, count]) => `${formatCount(count)} ${outcome}`);
  if (counts.size > 1) return parts.join('; ');
  return [...counts.keys()][0] ?? null;
}

function describeOutcome(recording: PerformanceTestResult['recording']): string {
  switch (recording.state) {
    case 'recorded':
      return 'recorded';
    case 'recorded_in_part':
      return 'recorded as parts of a run that was cut short, which are not a baseline by themselves';
    case 'accepted':
      return 'accepted as the new baseline';
    case 'kept_as_regression':
      return 'kept aside as a regression';
    case 'not_recorded':
      return `not recorded (${neutralizeText(recording.reason)})`;
    case 'waiting':
      return 'to be recorded when the store can be reached';
    case 'failed':
      return 'could not be recorded';
  }
}

/** The counts of a run and its duration, on one line where it fits. */
export function renderSummary({ summary, duration }: RunReport, canvas: Canvas): string[] {
  const { incomparable, withoutBaseline, notStored, skipped, todo } = summary;
  const { yellow, blue, red, dim } = canvas.colors;
  const counts = [
    ...countsOf(summary, canvas.colors),
    { count: incomparable, what: 'incomparable', paint: yellow },
    { count: withoutBaseline, what: 'without baseline', paint: blue },
    { count: notStored, what: 'not stored', paint: red },
    { count: skipped, what: 'skipped', paint: dim },
    { count: todo, what: 'todo', paint: dim },
  ];
  return renderCounts({ ...summary, duration, counts }, canvas);
}

/** How many of what. */
export interface Count {
  readonly count: number;
  readonly what: string;
  readonly paint: Paint;
}

/** What a summary line says. */
export interface Summary {
  /** Tests in all. */
  readonly total: number;
  /** Counts of 0 are left out. */
  readonly counts: readonly Count[];
  /** Seconds. */
  readonly duration: number;
  readonly interrupted: boolean;
}

/** Counts and a duration, on one line where it fits. */
export function renderCounts(summary: Summary, { colors, width }: Canvas): string[] {
  const { duration, interrupted } = summary;
  const counts = summary.counts.filter(({ count }) => count > 0);
  const total = formatCounted(summary.total, 'test');
  const parts = counts.map(({ count, what, paint }, at) => {
    return { text: `${formatCount(count)} ${what}${at < counts.length - 1 ? ',' : ''}`, paint };
  });
  const end = `in ${formatElapsed(duration)}${interrupted ? ', interrupted' : ''}`;
  return flow(
    [
      { text: counts.length === 0 ? total : `${total}:`, paint: colors.bold },
      ...parts,
      { text: end, paint: interrupted ? colors.yellow : String },
    ],
    { width, gap: 1 },
  );
}

/** The counts that every kind of report has. */
export function countsOf(
  summary: Pick<RunSummary, 'passed' | 'regressions' | 'failed' | 'improvements' | 'inconclusive'>,
  colors: Colors,
): Count[] {
  const plural = (count: number, word: string): string => (count === 1 ? word : `${word}s`);
  const { regressions, improvements } = summary;
  return [
    { count: summary.passed, what: 'passed', paint: colors.green },
    { count: regressions, what: plural(regressions, 'regression'), paint: colors.red },
    { count: summary.failed, what: 'failed', paint: colors.red },
    { count: improvements, what: plural(improvements, 'improvement'), paint: colors.cyan },
    { count: summary.inconclusive, what: 'inconclusive', paint: colors.yellow },
  ];
}
