import type { MeasurementMethod } from '../model/measurement.ts';
import type { Change, Verdict } from '../model/verdict.ts';
import { percentInWords } from './words.ts';

/** What a message may speak of; which of it is there depends on the verdict. */
export interface MessageFacts {
  readonly method: MeasurementMethod;
  readonly change?: Change;
  readonly detectable?: number;
  /** Runs to record until the gate has its full strength. */
  readonly runsToGo?: number;
  readonly looks?: number;
  readonly slowLooks?: number;
  /** How much slower the machine was, where that may explain a slow-down; on the logarithmic scale. */
  readonly machineShift?: number;
  /** On the logarithmic scale. */
  readonly margin?: number;
  readonly incomparable?: readonly string[];
}

/** A verdict in words. */
export function explain(verdict: Verdict, facts: MessageFacts): string {
  return sentences[verdict](facts);
}

const secondLooks: Readonly<Record<MeasurementMethod, string>> = {
  fresh_processes: 'a second measurement in fresh processes',
  in_process: 'a second measurement',
  samples: 'a second measurement',
};

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
    facts.slowLooks
      ? `No slower than the baseline: it looked slower at first, and ${secondLooks[facts.method]} did not confirm it (${size(facts)}).`
      : `No slower than the baseline (${size(facts)}).${strength(facts)}`,
  regression: (facts) =>
    `${percentInWords(facts.change?.percent ?? 0)} slower than the baseline, beyond the margin of ${margin(facts)} that its runs' own spread sets${facts.looks === 1 ? '' : `; confirmed by ${secondLooks[facts.method]}`}.`,
  improvement: (facts) => `Faster than the baseline (${size(facts)}).`,
  inconclusive: (facts) => `${doubt(facts)} ${remedies[facts.method]}`,
};

function doubt(facts: MessageFacts): string {
  const { slowLooks = 0, looks, method, machineShift = 0 } = facts;
  if (slowLooks === 0)
    return `Too noisy to tell: a slow-down below ${percentInWords(facts.detectable ?? 0)} would not be seen.`;
  if (slowLooks === looks && machineShift > 0) {
    return `It looks slower (${size(facts)}), but so was the machine: its control kernel took ${percentInWords(100 * Math.expm1(machineShift))} longer.`;
  }
  return slowLooks === looks
    ? `It looks slower (${size(facts)}), but its own processes disagree too much to be sure.`
    : `It looked slower, but ${secondLooks[method]} did not agree (${size(facts)}).`;
}

function size({ change }: MessageFacts): string {
  return `change ${percentInWords(change?.percent ?? 0, true)}`;
}

function strength({ runsToGo = 0 }: MessageFacts): string {
  if (runsToGo === 0) return '';
  return ` The gate has its full strength after ${runsToGo} more ${runsToGo === 1 ? 'run' : 'runs'}.`;
}

function margin({ margin: width = 0 }: MessageFacts): string {
  return percentInWords(100 * Math.expm1(width));
}
