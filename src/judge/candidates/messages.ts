import type { CandidateStanding } from '../../model/candidates.ts';
import type { Metric } from '../../model/metric.ts';
import type { Wish } from '../../model/wish.ts';
import type { CandidatesCase, MetricEvidence } from './case.ts';
import type { Preferred } from './preference.ts';

/** What front and metrics are explained with. */
interface Facts {
  readonly metrics: readonly Metric[];
  readonly tolerancePercent: number;
}

/** Who is dominated, in words. */
export function explainFront(candidates: readonly CandidateStanding[], { metrics, tolerancePercent }: Facts): string {
  const dominated = candidates.filter(({ isDominated }) => isDominated);
  const left = candidates.filter(({ isDominated }) => !isDominated).map(({ name }) => name);
  const isOne = metrics.length === 1;
  if (dominated.length === 0) {
    const what = isOne ? 'slower than another one' : 'beaten by another one in everything';
    return `None is surely ${isOne && metrics[0]!.name !== 'time' ? 'worse than another one' : what} by more than ${tolerancePercent} %.`;
  }
  const reasons = dominated.map(
    ({ name, dominatedBy, confidence }) => `${name} by ${dominatedBy} (${confidenceText(confidence)})`,
  );
  const meaning = isOne
    ? `worse by more than ${tolerancePercent} %`
    : `in no metric better, and in one worse by more than ${tolerancePercent} %`;
  return `Worth having: ${listed(left, 'and')}. Dominated, which is ${meaning}: ${reasons.join(', ')}.`;
}

function confidenceText(confidence: number): string {
  // Rounded down, because it is a promise.
  const percent = Math.floor(1000 * confidence) / 10;
  return percent > 99.9 ? 'over 99.9 % sure' : `${percent} % sure`;
}

/** What a preference comes to, in words. */
export function explainPreference(outcome: Preferred, { names, wishes }: CandidatesCase): string {
  const named = (places: readonly number[], word: 'and' | 'or') =>
    listed(
      places.map((place) => names[place]!),
      word,
    );
  const limits = wishes.filter((wish) => wish.kind === 'limit');
  const metrics = wishes.filter((wish) => wish.kind === 'small');
  const { winner, possible, doubtful, excluded, areAlike } = outcome;
  if (excluded.length === names.length) return `None is to be preferred: none keeps ${textOf(limits)}.`;
  const out =
    excluded.length === 0
      ? ''
      : ` Out: ${named(excluded, 'and')}, which ${excluded.length === 1 ? 'does' : 'do'} not keep ${textOf(limits)}.`;
  if (winner !== null) return `${names[winner]!} is to be preferred, by ${orderOf(metrics, limits)}.${out}`;
  if (metrics.length === 0 && doubtful.length === 0) {
    return possible.length === 1
      ? `${names[possible[0]!]!} alone keeps ${textOf(limits)}.`
      : `${named(possible, 'and')} keep ${textOf(limits)}; nothing was asked for that tells them apart.${out}`;
  }
  if (areAlike) return `Any of ${named(possible, 'and')}: they are alike in ${orderOf(metrics, [])}.${out}`;
  const open = doubtful.filter((place) => possible.includes(place));
  const because =
    open.length === 0
      ? ''
      : ` Whether ${named(open, 'or')} ${open.length === 1 ? 'keeps' : 'keep'} ${textOf(limits)} is not sure.`;
  return `The evidence does not say which is to be preferred: ${named(possible, 'or')}.${because} More \`processes\` or a quieter machine would help.${out}`;
}

function orderOf(metrics: readonly Wish[], limits: readonly Wish[]): string {
  const order = metrics.map(({ metric }) => metric).join(', then ');
  const within = limits.length === 0 ? '' : textOf(limits);
  if (order === '') return within;
  return within === '' ? order : `${order}, within ${within}`;
}

function textOf(wishes: readonly Wish[]): string {
  return listed(
    wishes.map(({ text }) => text),
    'and',
  );
}

/** Names in a sentence. */
function listed(names: readonly string[], word: 'and' | 'or'): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}

/** What could not be measured, as sentences. */
export function whatIsMissing(evidence: readonly MetricEvidence[], least: number): readonly string[] {
  const rounds = Math.min(
    ...evidence.flatMap(({ values }) => values.map(({ length }) => length)).filter((length) => length > 0),
  );
  const unmeasured = evidence.filter(({ values }) => values.some(({ length }) => length === 0));
  return [
    ...unmeasured.map(
      ({ metric }) =>
        `${metric.name} was not measured in every process, so nothing is said of it, and nobody is said to be dominated.`,
    ),
    ...(rounds < least
      ? [
          `${rounds} ${rounds === 1 ? 'round cannot' : 'rounds cannot'} tell candidates apart; it takes ${least} at least. Raise \`processes\`.`,
        ]
      : []),
  ];
}
