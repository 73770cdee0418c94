import type { CandidateRelation, CandidatesResult } from '../model/candidates.ts';
import { formatInterval, formatPercent } from './format.ts';

const WORDS: Readonly<Record<CandidateRelation, string>> = {
  better: 'better',
  worse: 'worse',
  alike: 'alike',
  open: 'not told apart',
};

/** A pair of candidates in words, one metric after the other: `time −8.1 % [−9.0, −7.2], better`. */
export function pairInWords({ differences }: CandidatesResult['pairs'][number]): string {
  const parts = differences.map(({ metric, change, relation }) => {
    const figures = change
      ? ` ${formatPercent(change.percent, { sign: true })} ${formatInterval(change.interval)}`
      : '';
    return `${metric}${figures}, ${WORDS[relation]}`;
  });
  return parts.join('; ');
}

/** How a candidate differs from those others that are not the baseline, in words; '' where there are none. */
export function othersInWords({ pairs, candidates }: CandidatesResult, name: string): string {
  return pairs
    .filter(({ candidate, against }) => candidate === name && against !== candidates[0]!.name)
    .map((pair) => ` Against ${pair.against}: ${pairInWords(pair)}.`)
    .join('');
}

/** Who is dominated and who is to be preferred, in words. */
export function choiceInWords({ message, preference }: CandidatesResult): string {
  return preference === null || preference.message === message ? message : `${message} ${preference.message}`;
}
