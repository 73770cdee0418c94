import type { CandidateDifference, CandidatePair, CandidateRelation, CandidatesResult } from '../model/candidates.ts';
import { formatFigure, formatInterval, formatPercent } from './format.ts';

const WORDS: Readonly<Record<CandidateRelation, string>> = {
  better: 'better',
  worse: 'worse',
  alike: 'alike',
  open: 'not told apart',
};
const NOT_MEASURED = 'n/a';

/** A difference of two candidates in two parts: how large it is, and how far that may be off. */
export interface DifferenceInWords {
  readonly size: string;
  /** What it is against, where one of them is 0, which has no percents; '' where nothing was measured. */
  readonly reach: string;
}

/** How large a difference of a pair is: `−8.1 %` and `[−9.0, −7.2]`, or `4.10 kB` and `against 0 B`. */
export function differenceInWords(
  { metric, change }: CandidateDifference,
  { candidate, against }: CandidatePair,
  { metrics, candidates }: CandidatesResult,
): DifferenceInWords {
  if (change !== null)
    return { size: formatPercent(change.percent, { sign: true }), reach: formatInterval(change.interval) };
  const unit = metrics.find(({ name }) => name === metric)?.unit ?? '';
  const [own, other] = [candidate, against].map(
    (name) =>
      candidates.find((each) => each.name === name)?.figures.find((figure) => figure.metric === metric)?.value ?? null,
  );
  if (own == null || other == null) return { size: NOT_MEASURED, reach: '' };
  return { size: formatFigure(own, unit), reach: `against ${formatFigure(other, unit)}` };
}

/** A pair of candidates in words, one metric after the other: `time −8.1 % [−9.0, −7.2], better`. */
function pairInWords(pair: CandidatePair, all: CandidatesResult): string {
  const parts = pair.differences.map((difference) => {
    const { size, reach } = differenceInWords(difference, pair, all);
    return `${difference.metric} ${size}${reach && ` ${reach}`}, ${WORDS[difference.relation]}`;
  });
  return parts.join('; ');
}

/** How a candidate differs from those others that are not the baseline, in words; '' where there are none. */
export function othersInWords(all: CandidatesResult, name: string): string {
  return all.pairs
    .filter(({ candidate, against }) => candidate === name && against !== all.candidates[0]!.name)
    .map((pair) => ` Against ${pair.against}: ${pairInWords(pair, all)}.`)
    .join('');
}

/** What is sure of all metrics of a pair together, in a word. */
export function togetherInWords(relations: readonly CandidateRelation[]): string {
  const has = (relation: CandidateRelation) => relations.includes(relation);
  if (has('better') && has('worse')) return 'better and worse';
  if (has('open'))
    return relations.length === 1 || !(has('better') || has('worse')) ? 'not told apart' : 'in part not told apart';
  if (has('better')) return 'better';
  return has('worse') ? 'worse' : 'alike';
}

/** Who is dominated and who is to be preferred, in words. */
export function choiceInWords({ message, preference }: CandidatesResult): string {
  return preference === null || preference.message === message ? message : `${message} ${preference.message}`;
}
