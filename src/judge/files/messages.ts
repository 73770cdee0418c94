import { TIME } from '../../model/metric.ts';
import type { MetricEvidence } from '../../model/metric-result.ts';
import type { Verdict } from '../../model/verdict.ts';
import { countForMedianRanks } from '../../statistics/core/median-ranks.ts';
import { countForRankSum } from '../../statistics/core/rank-sum.ts';
import { FILES_ALPHA } from '../constants.ts';
import { percentText, percentTextOf } from '../percent.ts';
import type { FilesCase, FilesJudgement } from './case.ts';
import type { FilesMargin } from './margin.ts';

/** What a message may speak of. */
export interface FilesFacts
  extends Pick<
    FilesJudgement,
    'base' | 'head' | 'pValue' | 'method' | 'isSignificant' | 'processesNeeded' | 'changePercent'
  > {
  readonly given: FilesCase;
  /** On the logarithmic scale; positive is worse. */
  readonly shift: number;
  readonly margin: FilesMargin;
  /** In percent. */
  readonly detectable: number;
}

/** A verdict on two files in words. */
export function explainFiles(verdict: Verdict, facts: FilesFacts): string {
  const { margin, detectable } = facts;
  const size = percentText(Math.abs(facts.changePercent ?? 0));
  switch (verdict) {
    case 'regression':
      return `${size} ${worse(facts)}, beyond the margin of ${percentTextOf(margin.width)}${chance(facts)}.`;
    case 'improvement':
      return `${size} ${better(facts)}, beyond the margin of ${percentTextOf(margin.width)}${chance(facts)}.`;
    case 'inconclusive':
      return isSuspect(facts)
        ? `${size} ${worse(facts)} in these figures${chance(facts)}, but ${doubt(facts)}`
        : `Too noisy to tell: a change for the worse below ${percentText(detectable)} would not be seen.`;
    default:
      return `No ${worse(facts)} than can be told: a change for the worse from ${percentText(detectable)} on would have been seen.`;
  }
}

/** A verdict where a side is at 0, of which nothing is a percentage. */
export function explainAroundZero(verdict: Verdict, { metric: { name, unit }, base, head }: FilesCase): string {
  const figures = [base, head].map(({ estimate }) => `${estimate} ${unit}`.trim());
  if (figures[0] === figures[1]) return `It is ${figures[0]} on both sides.`;
  const change = `${name} was ${figures[0]}, and is ${figures[1]}`;
  return verdict === 'inconclusive'
    ? `${change}, which is no percentage of it: look at a metric that is never 0.`
    : `${change}.`;
}

/** What a person should know or do besides. */
export function adviceOnFiles(verdict: Verdict, facts: FilesFacts): readonly string[] {
  const isFew = facts.method !== 'mann_whitney';
  return [fewFigures(facts), isFew || verdict === 'inconclusive' ? advice(facts) : ''].filter(
    (sentence) => sentence !== '',
  );
}

// Worse, and by more than chance, or else by more than the margin.
function isSuspect({ shift, isSignificant, margin }: FilesFacts): boolean {
  return shift > 0 && (isSignificant || shift > margin.width);
}

const DOUBTS: Readonly<Record<MetricEvidence, string>> = {
  processes: 'runs of unchanged code differ by as much now and then',
  samples: 'single processes of unchanged code differ by as much now and then',
  summary: 'single summaries of unchanged code differ by as much now and then',
  exact: 'that is within what figures of its kind are allowed',
};

function doubt({ given, margin, isSignificant }: FilesFacts): string {
  if (!isSignificant) return 'that may be chance.';
  const weakest = [given.base, given.head].map(({ evidence }) => evidence).find((evidence) => evidence !== 'processes');
  return `${DOUBTS[weakest ?? 'processes']}; beyond ${percentTextOf(margin.width)} it would be a regression.`;
}

// What never scatters is not so by chance.
function chance({ pValue, method, margin }: FilesFacts): string {
  if (pValue === null || margin.deviation === 0) return '';
  return ` (p = ${pValue.toFixed(3)}${method === 'mann_whitney' ? '' : ' of a t-test of logarithms'})`;
}

// What benchstat says of few figures, and why another test stands in its place.
function fewFigures({ method, base, head, given }: FilesFacts): string {
  if (method === 'mann_whitney' || given.metric.scatter !== 'sampled') return '';
  const needed = countForRankSum(FILES_ALPHA);
  const ends = countForMedianRanks(1 - FILES_ALPHA);
  return `A rank test of ${base.count} and ${head.count} figures cannot reach p = ${FILES_ALPHA}, whatever they are: it takes ${needed} a side, and ${ends} for an interval of a median.`;
}

function advice(facts: FilesFacts): string {
  const { processesNeeded, given } = facts;
  if (processesNeeded !== null) {
    const what = isSuspect(facts) ? 'it' : '+25 %';
    if (given.of === 'revisions') {
      return `About ${processesNeeded} processes a side would show ${what}: set \`processes\` of the test, and --blocks, to as many.`;
    }
    return `About ${processesNeeded} processes a side would show ${what}: run the harness so often, and give a directory of files for either side.`;
  }
  return given.metric.scatter === 'sampled' && isSuspect(facts) && given.of !== 'revisions'
    ? 'Two files do not show so small a change, however many processes they are of: "evenkeel compare <git-ref>" measures both revisions in turns, and "evenkeel ingest" records runs.'
    : '';
}

function isTime({ given }: FilesFacts): boolean {
  return given.metric.unit === TIME.unit;
}

function worse(facts: FilesFacts): string {
  if (isTime(facts)) return 'slower';
  return facts.given.metric.better === 'lower' ? 'more' : 'less';
}

function better(facts: FilesFacts): string {
  if (isTime(facts)) return 'faster';
  return facts.given.metric.better === 'lower' ? 'less' : 'more';
}
