import type { ProcessMeasurement } from '../model/measurement.ts';
import type { PerformanceTestResult, RunReport } from '../model/result.ts';
import type { DoubtCheck, VerdictView } from '../model/verdict.ts';
import { median } from '../statistics/core/median.ts';
import { explainEvidence } from './explanation/evidence.ts';
import { explainGroups } from './explanation/groups.ts';
import { formatCounted, formatDuration, formatPercent } from './format.ts';
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
  const { testName, validation, views, processes } = result;
  const title = `How ${JSON.stringify(neutralizeName(testName))} came to be called ${validation.verdict.replace('_', ' ')}`;
  return [
    [
      ...wrap(title, canvas.width, HANG).map(canvas.colors.bold),
      ...wrap(neutralizeText(validation.message), canvas.width, HANG),
    ],
    ...explainEvidence(result).map(({ title, sentences }) => lines(title, sentences, canvas)),
    ...views.map((view) => lines(titles[view.name], describe(view), canvas)),
    lines(`What its ${formatCounted(processes.length, 'process', 'processes')} said`, processes.map(sayOf), canvas),
    ...explainGroups(processes).map(({ title, sentences }) => lines(title, sentences, canvas)),
  ];
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
    `${formatCounted(view.runs, 'past run')} lead to expect ${formatDuration(view.expected)}; measured were ${formatDuration(view.measured)}: ${signed(view.changePercent)}.`,
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
