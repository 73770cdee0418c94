import type { MeasurementMethod } from '../../model/measurement.ts';
import type { Change, Verdict } from '../../model/verdict.ts';
import { percentInWords } from '../words.ts';
import { mayBeTheMachine } from './decide.ts';
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
}

/** A verdict in words. */
export function explain(verdict: Verdict, facts: MessageFacts): string {
  return sentences[verdict](facts);
}

function furtherLooks({ method, view }: MessageFacts): string {
  const looks = view?.looks === 3 ? 'two more measurements' : 'a second measurement';
  return method === 'fresh_processes' ? `${looks} in fresh processes` : looks;
}

const remedies: Readonly<Record<MeasurementMethod, string>> = {
  fresh_processes: 'More processes, more runs or a quieter machine would help.',
  in_process: 'A quieter machine would help, or `evenkeel run`, which measures in fresh processes.',
  samples: 'Samples from a quieter machine would help.',
};

const sentences: Readonly<Record<Verdict, (facts: MessageFacts) => string>> = {
  no_baseline: ({ runsToGo = 0 }) =>
    `First run: there is nothing to compare with yet. The gate works from the second recorded run on, and has its full strength after ${runsToGo}.`,
  incomparable: ({ incomparable = [] }) =>
    `There are baselines, but none that this run can be compared with: ${incomparable.join('; ')}. Runs that are recorded here make a baseline of their own.`,
  pass: (facts) =>
    facts.view?.slowLooks
      ? `No slower than the baseline: it looked slower at first, and ${furtherLooks(facts)} did not confirm it (${size(facts)}).`
      : `No slower than the baseline (${size(facts)})${machine(facts)}.${strength(facts)}`,
  regression: (facts) =>
    `${subject(facts)}${percentInWords(facts.change?.percent ?? 0)} slower than ${than(facts)}, beyond the margin of ${margin(facts)} that its runs' own spread sets${machine(facts)}${facts.view?.looks === 1 ? '' : `; confirmed by ${furtherLooks(facts)}`}.`,
  improvement: (facts) => `Faster than the baseline (${size(facts)})${machine(facts)}.`,
  inconclusive: (facts) => `${doubt(facts)} ${remedies[facts.method]}`,
};

function doubt(facts: MessageFacts): string {
  const { view } = facts;
  if (!view?.slowLooks)
    return `Too noisy to tell: a slow-down below ${percentInWords(facts.detectable ?? 0)} would not be seen.`;
  if (view.slowLooks < view.looks)
    return `It looked slower, but ${furtherLooks(facts)} did not agree (${size(facts)}).`;
  const reason = view.mayBeOthers
    ? 'other programs were given the processor in the middle of most samples, and its processor time does not show it'
    : mayBeTheMachine(view)
      ? `so was the machine, more than in any past run (the control kernel took ${percentInWords(100 * Math.expm1(view.machine.shift))} longer)`
      : 'its own processes disagree too much to be sure';
  return `It looks slower (${size(facts)}), but ${reason}.`;
}

function subject({ view }: MessageFacts): string {
  return view?.name === 'cpuTime' ? 'On average, through a part of its calls, ' : '';
}

function than({ view }: MessageFacts): string {
  return view?.name === 'drift'
    ? 'the oldest runs, though no single run was so much slower than those before it'
    : 'the baseline';
}

// Below this the machine is as it was, for people.
const NOTEWORTHY = Math.log(1.05);

function machine({ view }: MessageFacts): string {
  if (!view || Math.abs(view.machine.shift) < NOTEWORTHY) return '';
  const { shift, correction } = view.machine;
  const kernel = `the control kernel took ${percentInWords(100 * Math.expm1(Math.abs(shift)))} ${shift > 0 ? 'longer' : 'less'} than in the past runs`;
  return `, after ${percentInWords(100 * Math.expm1(correction), true)} put down to the machine (${kernel})`;
}

function size({ change }: MessageFacts): string {
  return `change ${percentInWords(change?.percent ?? 0, true)}`;
}

function strength({ runsToGo = 0 }: MessageFacts): string {
  if (runsToGo === 0) return '';
  return ` The gate has its full strength after ${runsToGo} more ${runsToGo === 1 ? 'run' : 'runs'}.`;
}

function margin({ view }: MessageFacts): string {
  return percentInWords(100 * Math.expm1(view?.margin.width ?? 0));
}
