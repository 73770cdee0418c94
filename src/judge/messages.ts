import type { Change, Verdict } from '../model/verdict.ts';

/** What a message may speak of; which of it is there depends on the verdict. */
export interface MessageFacts {
  readonly change?: Change;
  readonly detectable?: number;
  /** Runs until the gate has its full strength. */
  readonly runsToGo?: number;
  readonly looks?: number;
  readonly slowLooks?: number;
  /** On the logarithmic scale. */
  readonly margin?: number;
  readonly incomparable?: readonly string[];
}

/** A verdict in words. */
export function explain(verdict: Verdict, facts: MessageFacts): string {
  return sentences[verdict](facts);
}

const sentences: Readonly<Record<Verdict, (facts: MessageFacts) => string>> = {
  no_baseline: ({ runsToGo = 0 }) =>
    `First run: there is nothing to compare with yet. The next run is compared with this one; the gate has its full strength after ${plural(runsToGo, 'more run')}.`,
  incomparable: ({ incomparable = [] }) =>
    `There are baselines, but none that this run can be compared with: ${incomparable.join('; ')}. This run begins a baseline of its own.`,
  pass: (facts) =>
    facts.slowLooks
      ? `No slower than the baseline: it looked slower at first, and a second measurement in fresh processes did not confirm it (${size(facts)}).`
      : `No slower than the baseline (${size(facts)}).${strength(facts)}`,
  regression: (facts) =>
    `${percent(facts.change?.percent)} slower than the baseline, beyond the margin of ${margin(facts)} that its runs' own spread sets${facts.looks === 1 ? '' : '; confirmed by a second measurement in fresh processes'}.`,
  improvement: (facts) => `Faster than the baseline (${size(facts)}).`,
  inconclusive: (facts) =>
    facts.slowLooks
      ? `It looked slower (${size(facts)}), but a second measurement in fresh processes did not agree. Run it again, with more processes or on a quieter machine.`
      : `Too noisy to tell: a slow-down below ${percent(facts.detectable)} would not be seen. More processes, more runs or a quieter machine would help.`,
};

function size({ change }: MessageFacts): string {
  return `change ${percent(change?.percent, true)}`;
}

function strength({ runsToGo = 0 }: MessageFacts): string {
  return runsToGo > 0 ? ` The gate has its full strength after ${plural(runsToGo, 'more run')}.` : '';
}

function margin({ margin: width = 0 }: MessageFacts): string {
  return percent(100 * Math.expm1(width));
}

function percent(value = 0, signed = false): string {
  const text = `${Math.abs(value).toFixed(1)} %`;
  if (value < 0) return `−${text}`;
  return signed ? `+${text}` : text;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
