import { adviceOn } from '../../judge/advice.ts';
import type { RevisionComparison } from '../../model/revisions.ts';
import { summarize } from '../../statistics/summarize.ts';
import { fallbacksIn, setPairsApart } from '../fallbacks.ts';
import type { MeasuredPair } from './measure-pairs.ts';

/** Puts the result of a judged pair together. */
export function pairResult({ pair, processes }: MeasuredPair, end: JudgedEnd): RevisionComparison {
  const { base, head } = processes;
  const { change, aspect } = end.judgement;
  const validation = setPairsApart(end.judgement.validation, fallbacksIn([...base, ...head]));
  const warnings = [...validation.warnings, ...adviceOn([...base, ...head])];
  return {
    testName: pair.test.declaration.name,
    file: pair.test.file,
    baseStatistics: summarize(base.flatMap(({ samples }) => samples)),
    headStatistics: summarize(head.flatMap(({ samples }) => samples)),
    change,
    aspect,
    validation: { ...validation, warnings },
    logRatios: end.logRatios,
    baseProcesses: base,
    headProcesses: head,
  };
}

type JudgedEnd = Extract<MeasuredPair['end'], { kind: 'judged' }>;
