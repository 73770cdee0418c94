import type { HistoryEvidence, PairsEvidence } from '../model/evidence.ts';
import type { Aspect, PairManner, ProcessMeasurement } from '../model/measurement.ts';
import type { PerformanceTestResult, RunReport } from '../model/result.ts';
import type { DoubtCheck, VerdictView } from '../model/verdict.ts';
import { median } from '../statistics/core/median.ts';
import { formatBase } from './deciding.ts';
import { formatChange, formatCounted, formatDuration, formatPercent } from './format.ts';
import { explainGroups } from './groups.ts';
import { type Canvas, canvasOf, joinSections, type TerminalOptions } from './text/canvas.ts';
import { neutralizeName, neutralizeText } from './text/neutralize.ts';
import { HANG, wrap } from './text/wrap.ts';

/**
 * How the verdicts on the tests with this text in their name came about, for people, ending with a newline: what
 * decided, and why it was that, what was expected, what was measured, what was allowed for noise and for the machine, what every
 * process said, and whether its times lie in groups.
 */
export function renderExplanation(report: Pick<RunReport, 'results'>, name: string, options: TerminalOptions): string {
  const canvas = canvasOf(options);
  const wanted = name.toLowerCase();
  const results = report.results.filter(({ testName }) => testName.toLowerCase().includes(wanted));
  if (results.length === 0) {
    const text = `No test with a result has ${JSON.stringify(neutralizeName(name))} in its name, so there is nothing to explain.`;
    return joinSections([wrap(text, canvas.width, HANG)]);
  }
  return joinSections(results.flatMap((result) => explain(result, canvas)));
}

function explain(result: PerformanceTestResult, canvas: Canvas): string[][] {
  const { testName, validation, processes } = result;
  const groups = explainGroups(processes);
  const title = `How ${JSON.stringify(neutralizeName(testName))} came to be called ${validation.verdict.replace('_', ' ')}`;
  return [
    [
      ...wrap(title, canvas.width, HANG).map(canvas.colors.bold),
      ...wrap(neutralizeText(validation.message), canvas.width, HANG),
    ],
    ...[...explainEvidence(result), ...explainViews(result)].map(({ title, sentences }) =>
      lines(title, sentences, canvas),
    ),
    lines(`What its ${formatCounted(processes.length, 'process', 'processes')} said`, processes.map(sayOf), canvas),
    ...(groups.length === 0 ? [] : [lines('Its times lie in groups', groups, canvas)]),
  ];
}

/** How a result was held against past runs: what was expected, and what was allowed for noise and for the machine. */
export function explainViews({ views }: PerformanceTestResult): readonly Passage[] {
  return views.map((view) => ({ title: titles[view.name], sentences: describe(view) }));
}

const titles: Readonly<Record<VerdictView['name'], string>> = {
  lowEnd: 'The low end of its samples (5th percentile), against the baseline',
  cpuTime: 'The mean of its processor time, which shows dearer slow branches, against the baseline',
  drift: 'The low end again, against the oldest runs',
};

const ELSEWHERE =
  'Most of these runs were made on another machine, before this one was started, or more than six hours ago. All measurements of this run may share what is slower here, so more counts as noise than after runs of one machine session.';

function describe(view: VerdictView): string[] {
  const signed = (percent: number) => formatPercent(percent, { sign: true });
  const isBeyond = view.changePercent > view.allowedPercent;
  // One run does not show how far runs lie apart.
  const differ = view.runs === 1 ? 'are taken to differ' : 'differ';
  return [
    `${formatCounted(view.runs, 'past run')}: expected ${formatDuration(view.expected)}, measured ${formatDuration(view.measured)}: ${signed(view.changePercent)}.`,
    `Runs of unchanged code ${differ} by ${formatPercent(view.spreadPercent)} (standard deviation), so up to ${signed(view.allowedPercent)} counts as noise: this is ${isBeyond ? 'more' : 'not more'}.`,
    ...(view.isFromElsewhere ? [ELSEWHERE] : []),
    `The control kernel's time changed by ${signed(view.machinePercent)}, so ${signed(view.correctionPercent)} of the test's was put down to the machine.`,
    `Measurements beyond the noise: ${view.slowLooks} of ${view.looks}${view.checks.length === 0 ? ', so there is nothing to doubt' : ''}.`,
    ...view.checks.map(sayOfDoubt),
  ];
}

function sayOfDoubt({ name, applies, figures }: DoubtCheck): string {
  return `${applies ? 'doubt' : 'no doubt'} · ${name.replaceAll('_', ' ')}: ${neutralizeText(figures)}`;
}

function sayOf({ round, location, cpuTime, control, callsPerSample, samples }: ProcessMeasurement): string {
  const parts = [
    `process ${round + 1}: ${formatDuration(location)}`,
    ...(cpuTime === null ? [] : [`mean processor time ${formatDuration(cpuTime)}`]),
    ...(control.length === 0 ? [] : [`control kernel ${formatDuration(median(control))}`]),
    `${formatCounted(samples.length, 'sample')} of ${formatCounted(callsPerSample, 'call')}`,
  ];
  return parts.join(', ');
}

function lines(title: string, texts: readonly string[], canvas: Canvas): string[] {
  return [
    ...wrap(title, canvas.width),
    ...texts.flatMap((text) => wrap(text, canvas.width - HANG, HANG).map((line) => ' '.repeat(HANG) + line)),
  ];
}

/** Sentences under a title. */
export interface Passage {
  readonly title: string;
  readonly sentences: readonly string[];
}

/** What decided about a result, and why it was that. */
export function explainEvidence(result: PerformanceTestResult): readonly Passage[] {
  const { evidence } = result;
  if (evidence.decidedBy === 'history') return [explainHistory(evidence, result)];
  return [
    { title: 'Why past runs could not clear it', sentences: evidence.suspicions.map(({ sentence }) => said(sentence)) },
    { title: 'What pairs of processes showed, which decided', sentences: sayOfPairs(evidence, result) },
  ];
}

function explainHistory(
  { suspicions, withoutPairs }: HistoryEvidence,
  { views, method, validation, thresholds }: PerformanceTestResult,
): Passage {
  const whatDecided = thresholds.baselineMedian === null ? 'There are no past runs to decide.' : 'Past runs decided.';
  if (suspicions.length > 0) {
    const why = withoutPairs === null ? NOT_ASKED_FOR : `No pairs of processes decided: ${said(withoutPairs)}`;
    return {
      title: 'Why it was suspect, and what decided',
      sentences: [...suspicions.map(({ sentence }) => said(sentence)), why, whatDecided],
    };
  }
  const isSlower = validation.verdict === 'regression' || validation.verdict === 'inconclusive';
  const isCleared = views.length > 0 && method === 'fresh_processes' && !isSlower;
  return { title: 'What decided', sentences: [isCleared ? CLEARED : whatDecided] };
}

const CLEARED = 'Past runs decided: they cleared it of a slow-down, so no pairs of processes were needed.';
const NOT_ASKED_FOR = 'No pairs of processes decided: nobody asked for them.';

function sayOfPairs(evidence: PairsEvidence, { change, validation }: PerformanceTestResult): readonly string[] {
  const { base, manner, aspect, logRatios, control, historyChange } = evidence;
  const { doubts = [] } = validation;
  return [
    `It was compared with the code of ${formatBase(base)} in ${formatCounted(logRatios.lowEnd.length, 'pair')} of fresh processes.`,
    sayOfManner(manner),
    ...(change === null ? [] : [`${ASPECTS[aspect]} changed by ${formatChange(change)}.`]),
    `Pair by pair: ${logRatios[aspect].map(percentOf).join(', ')}.`,
    control === null
      ? 'There is no control: only a side that takes turns can be compared with itself.'
      : `Control: half of the turns of a side against its other half, which is not a difference: ${formatChange(control)}.`,
    historyChange === null ? 'Past runs had said nothing.' : `Past runs had said: ${formatChange(historyChange)}.`,
    ...doubts.map(({ sentence }) => `doubt · ${said(sentence)}`),
  ];
}

const ASPECTS: Readonly<Record<Aspect, string>> = {
  lowEnd: 'The low end of its samples',
  cpuTime: 'The mean of its processor time',
};

/** How the processes of pairs were measured, as a sentence. */
export function sayOfManner(manner: PairManner): string {
  if (manner.kind === 'one_after_other') {
    return `The processes of a pair were measured one after the other, because ${said(manner.reason)}.`;
  }
  return manner.isPinned
    ? 'The processes of a pair took turns of milliseconds, kept together on one processor.'
    : 'The processes of a pair took turns of milliseconds, each on whatever processor the system gave it.';
}

function percentOf(logRatio: number): string {
  return formatPercent(100 * Math.expm1(logRatio), { sign: true });
}

function said(text: string): string {
  return neutralizeText(text).trimEnd();
}
