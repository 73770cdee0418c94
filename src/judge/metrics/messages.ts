import { TIME } from '../../model/metric.ts';
import type { MetricEvidence } from '../../model/metric-result.ts';
import type { Change, ValidationResult, Verdict } from '../../model/verdict.ts';
import { UNREAD } from '../history/messages.ts';
import type { Margin } from '../margin.ts';
import { percentText, percentTextOf } from '../percent.ts';
import type { MetricCase, MetricJudgement } from './case.ts';

/** What a message may speak of; which of it is there depends on the verdict. */
export interface MetricFacts {
  readonly given: MetricCase;
  /** In the metric's unit. */
  readonly baseline?: number;
  readonly change?: Change;
  readonly margin?: Margin;
  /** In percent. */
  readonly detectable?: number;
  /** Runs to record until the gate has its full strength. */
  readonly runsToGo: number;
}

/** A metric's verdict in words. */
export function explainMetric(verdict: Verdict, facts: MetricFacts): string {
  return [sentences[verdict](facts), weakness(verdict, facts)].filter((sentence) => sentence !== '').join(' ');
}

const sentences: Readonly<Record<Verdict, (facts: MetricFacts) => string>> = {
  no_baseline: ({ given }) =>
    given.isUnread
      ? UNREAD
      : given.metric.scatter === 'single'
        ? 'First run: there is nothing to compare with yet.'
        : 'First run: there is nothing to compare with yet. The gate works from the second recorded run on.',
  incomparable: ({ given }) =>
    `There are baselines, but none that this can be compared with: ${given.incomparable.join('; ')}. Runs that are recorded here make a baseline of their own.`,
  pass: (facts) => `No ${worse(facts)} than the baseline (${size(facts)}).${strength(facts)}`,
  regression: (facts) =>
    facts.margin === undefined
      ? `${capital(nameOf(facts))} was ${facts.baseline} in the baseline, and is ${facts.given.value}.`
      : `${percentText(Math.abs(facts.change?.percent ?? 0))} ${worse(facts)} than the baseline, beyond the margin of ${percentTextOf(facts.margin.width)} ${marginSource(facts)}.`,
  improvement: (facts) => `${capital(better(facts))} than the baseline (${size(facts)}).`,
  inconclusive: (facts) =>
    facts.margin === undefined
      ? `It was ${facts.baseline} in the baseline and is ${facts.given.value}, which is no percentage of it. Record more runs, or look at a metric that is never 0.`
      : `Too noisy to tell: a change for the worse below ${percentText(facts.detectable ?? 0)} would not be seen. More recorded runs, or more processes in each, would help.`,
};

function marginSource({ given }: MetricFacts): string {
  return given.metric.scatter === 'sampled' ? "that its runs' own spread sets" : 'that figures of its kind are allowed';
}

const EVIDENCE: Readonly<Record<MetricEvidence, string>> = {
  processes: '',
  exact: '',
  samples: 'One process was measured, which is weak evidence: give its harness several (forks, invocations, files).',
  summary:
    'There is a summary and not what it was made from, which is weak evidence: let its harness write its samples.',
};

// Where the evidence decided how wide the margin is.
function weakness(verdict: Verdict, { given }: MetricFacts): string {
  const isJudged = verdict !== 'no_baseline' && verdict !== 'incomparable';
  return isJudged && given.metric.scatter === 'sampled' ? EVIDENCE[given.evidence] : '';
}

function isTime({ given }: MetricFacts): boolean {
  return given.metric.unit === TIME.unit;
}

function worse(facts: MetricFacts): string {
  if (isTime(facts)) return 'slower';
  return facts.given.metric.better === 'lower' ? 'more' : 'less';
}

function better(facts: MetricFacts): string {
  if (isTime(facts)) return 'faster';
  return facts.given.metric.better === 'lower' ? 'less' : 'more';
}

function nameOf({ given }: MetricFacts): string {
  return given.metric.name;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function size({ change, given, baseline }: MetricFacts): string {
  return change === undefined
    ? `${baseline} before, ${given.value} now`
    : `change ${percentText(change.percent, true)}`;
}

function strength({ runsToGo }: MetricFacts): string {
  if (runsToGo === 0) return '';
  return ` The gate has its full strength after ${runsToGo} more ${runsToGo === 1 ? 'run' : 'runs'}.`;
}

/** What is said of a figure that a person declared to be the new baseline: what is right is not a regression any more. */
export function acceptedMetric({
  validation,
  change,
}: Pick<MetricJudgement, 'validation' | 'change'>): ValidationResult {
  if (validation.verdict !== 'regression') return validation;
  const size = change === null ? '' : `: ${percentText(change.percent, true)} against the one before`;
  return { ...validation, verdict: 'pass', isValid: true, message: `Accepted as the new baseline${size}.` };
}

/** A judgement that is reported and decides nothing: whatever it says, the test does not go by it. */
export function reportedOnly(judgement: MetricJudgement): MetricJudgement {
  const { validation } = judgement;
  if (['pass', 'no_baseline', 'incomparable'].includes(validation.verdict)) return judgement;
  const message = `Reported, and decides nothing: ${lowerFirst(validation.message)}`;
  return { ...judgement, validation: { ...validation, verdict: 'pass', isValid: true, message } };
}

/** What two measurements of one run do not agree about: only together they are beyond the margin. */
export function disagreeing(judgement: MetricJudgement): MetricJudgement {
  const { validation, change } = judgement;
  const size = change === null ? '' : ` (${percentText(change.percent, true)} in both together)`;
  const message = `The first measurement looked worse than the baseline, and a second one did not${size}: run it again on a calmer machine, or with more runs.`;
  return { ...judgement, validation: { ...validation, verdict: 'inconclusive', isValid: true, message } };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
