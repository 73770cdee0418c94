import type { HistoryEvidence, PairsEvidence } from '../../model/evidence.ts';
import type { Aspect, PairManner } from '../../model/measurement.ts';
import type { PerformanceTestResult } from '../../model/result.ts';
import { baseInWords } from '../deciding.ts';
import { formatChange, formatCounted, formatPercent } from '../format.ts';
import { neutralizeText } from '../text/neutralize.ts';

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
  { views, method, validation }: PerformanceTestResult,
): Passage {
  const whatDecided = views.length === 0 ? 'There are no past runs to decide.' : 'Past runs decided.';
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
    `It was held against the code of ${baseInWords(base)} in ${formatCounted(logRatios.lowEnd.length, 'pair')} of fresh processes.`,
    sayOfManner(manner),
    ...(change === null ? [] : [`${ASPECTS[aspect]} changed by ${formatChange(change)}.`]),
    `Pair by pair: ${logRatios[aspect].map(percentOf).join(', ')}.`,
    control === null
      ? 'There is no control: only a side that takes turns can be held against itself.'
      : `Control: half of the turns of a side against its other half, which is no difference: ${formatChange(control)}.`,
    historyChange === null ? 'Past runs had said nothing.' : `Past runs had said: ${formatChange(historyChange)}.`,
    ...doubts.map(({ sentence }) => `doubt · ${said(sentence)}`),
  ];
}

const ASPECTS: Readonly<Record<Aspect, string>> = {
  lowEnd: 'The low end of its samples',
  cpuTime: 'The mean of its processor time',
};

function sayOfManner(manner: PairManner): string {
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
