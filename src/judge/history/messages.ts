import type { MeasurementMethod } from '../../model/measurement.ts';
import type { Change, ValidationResult, Verdict } from '../../model/verdict.ts';
import { NOTEWORTHY_MACHINE } from '../constants.ts';
import { percentText, percentTextOf } from '../percent.ts';
import type { Judgement } from './case.ts';
import { doubtsOf } from './doubts.ts';
import type { View } from './views.ts';

/** What a message may speak of; which of it is there depends on the verdict. */
export interface MessageFacts {
  readonly method: MeasurementMethod;
  readonly change?: Change;
  readonly detectable?: number;
  /** Runs to record until the gate has its full strength. */
  readonly runsToGo?: number;
  /** The view that decided. */
  readonly view?: View;
  readonly incomparable?: readonly string[];
  readonly isUnread?: boolean | undefined;
}

/** Of what was held against nothing, because the store is away. */
export const UNREAD = 'Its past runs could not be read, so there was nothing to compare with.';

/** A verdict in words. */
export function explain(verdict: Verdict, facts: MessageFacts): string {
  return sentences[verdict](facts);
}

function furtherLooks({ method, view }: MessageFacts): string {
  const looks = view?.looks === 3 ? 'two more measurements' : 'a second measurement';
  return method === 'fresh_processes' ? `${looks} in fresh processes` : looks;
}

const SAID_AT_ONCE = 2;

const remedies: Readonly<Record<MeasurementMethod, string>> = {
  fresh_processes: 'More processes, more runs or a quieter machine would help.',
  in_process: 'A quieter machine would help, or `evenkeel run`, which measures in fresh processes.',
  samples: 'Samples from a quieter machine would help.',
};

const sentences: Readonly<Record<Verdict, (facts: MessageFacts) => string>> = {
  no_baseline: ({ runsToGo = 0, isUnread = false }) =>
    isUnread
      ? UNREAD
      : `First run: there is nothing to compare with yet. The gate works from the second recorded run on, and has its full strength after ${runsToGo}.`,
  incomparable: ({ incomparable = [] }) =>
    `There are baselines, but none that this run can be compared with: ${incomparable.join('; ')}. Runs that are recorded here make a baseline of their own.`,
  pass: (facts) =>
    facts.view?.slowLooks
      ? `No slower than the baseline: it looked slower at first, and ${furtherLooks(facts)} did not confirm it (${size(facts)}).`
      : `No slower than the baseline (${size(facts)})${machine(facts)}.${strength(facts)}`,
  regression: (facts) =>
    `${subject(facts)}${percentText(facts.change?.percent ?? 0)} slower than ${than(facts)}, beyond the margin of ${margin(facts)} that its runs' own spread sets${machine(facts)}${facts.view?.looks === 1 ? '' : `; confirmed by ${furtherLooks(facts)}`}.`,
  improvement: (facts) => `Faster than the baseline (${size(facts)})${machine(facts)}.`,
  inconclusive: doubt,
};

function doubt(facts: MessageFacts): string {
  const { view, method } = facts;
  if (!view?.slowLooks) {
    return `Too noisy to tell: a slow-down below ${percentText(facts.detectable ?? 0)} would not be seen. ${remedies[method]}`;
  }
  const doubts = doubtsOf(view, 'regression');
  // All of them are in the verdict; nobody reads a sentence with more than two reasons.
  const reasons = doubts.slice(0, SAID_AT_ONCE).map(({ clause }) => clause(view));
  const looked = view.slowLooks < view.looks ? 'looked' : 'looks';
  const remedy = doubts.find((rule) => rule.remedy)?.remedy ?? remedies[method];
  return `It ${looked} slower (${size(facts)}), but ${reasons.join('; and ')}. ${remedy}`;
}

function subject({ view }: MessageFacts): string {
  return view?.name === 'cpuTime' ? 'On average, through a part of its calls, ' : '';
}

function than({ view }: MessageFacts): string {
  return view?.name === 'drift'
    ? 'the oldest runs, though no single run was so much slower than those before it'
    : 'the baseline';
}

function machine({ view }: MessageFacts): string {
  if (!view || Math.abs(view.machine.shift) < NOTEWORTHY_MACHINE) return '';
  const { shift, correction } = view.machine;
  const kernel = `the control kernel took ${percentTextOf(Math.abs(shift))} ${shift > 0 ? 'longer' : 'less'} than in the past runs`;
  return `, after ${percentTextOf(correction, true)} put down to the machine (${kernel})`;
}

function size({ change }: MessageFacts): string {
  return `change ${percentText(change?.percent ?? 0, true)}`;
}

function strength({ runsToGo = 0 }: MessageFacts): string {
  if (runsToGo === 0) return '';
  return ` The gate has its full strength after ${runsToGo} more ${runsToGo === 1 ? 'run' : 'runs'}.`;
}

function margin({ view }: MessageFacts): string {
  return percentTextOf(view?.margin.width ?? 0);
}

/** What is said of a run that a person declared to be the new baseline: what is right is not a regression any more. */
export function accepted({ validation, change }: Pick<Judgement, 'validation' | 'change'>): ValidationResult {
  if (validation.verdict !== 'regression') return validation;
  const message = `Accepted as the new baseline: ${percentText(change?.percent ?? 0)} slower than the one before.`;
  return { ...validation, verdict: 'pass', isValid: true, message };
}
