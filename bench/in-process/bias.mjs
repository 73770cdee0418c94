import { judgeInProcess } from '../../dist/judge/functions/in-process.js';
import { quantile } from '../../dist/statistics/core/quantile.js';
import { trimmedTTest } from '../../dist/statistics/core/trimmed-t.js';
import { table } from '../support/table.mjs';

/** What may be the same about two functions that do the same, and how the table says it. */
export const kinds = {
  same: 'one function, twice',
  closures: 'two functions of one source',
  copies: 'two sources, alike to the letter',
  later: 'the same, after two other comparisons',
};

const COLUMNS = ['median', '90th', '99th', 'largest'];
const QUANTILES = [0.5, 0.9, 0.99, 1];

/** Differences of unchanged functions and of the baseline from itself, by kind: percentiles of their sizes, in percent. */
export function biasTable(answers) {
  const rows = Object.entries(kinds).map(([kind, label]) => [label, answers.filter((answer) => answer.kind === kind)]);
  const all = [...rows, ['all', answers]].filter(([, some]) => some.length > 0);
  return table(
    [
      'candidate and baseline',
      'processes',
      ...COLUMNS,
      'baseline and itself: median',
      '99th',
      'called slower at limit 0',
    ],
    all.map(([label, some]) => [
      label,
      String(some.length),
      ...sizes(some, 'logRatios'),
      ...selfSizes(some),
      alarms(some),
    ]),
  );
}

/** The functions whose candidates differed most, of each the largest difference in percent. */
export function largestTable(answers) {
  const names = [...new Set(answers.map(({ name }) => name))];
  const rows = names.map((name) => [
    name,
    sizes(
      answers.filter((answer) => answer.name === name),
      'logRatios',
    ),
  ]);
  return table(
    ['function', ...COLUMNS],
    rows.map(([name, values]) => [name, ...values]),
  );
}

function sizes(answers, ratios) {
  const differences = answers.map((answer) => Math.abs(trimmedTTest(answer[ratios].fast, { trim: 0.2 }).estimate));
  return QUANTILES.map((probability) => inPercent(quantile(differences, probability)));
}

function selfSizes(answers) {
  const [median, , extreme] = sizes(answers, 'selfLogRatios');
  return [median, extreme];
}

function alarms(answers) {
  const judged = answers.map((answer) => judgeInProcess({ ...answer, maxOverheadPercent: 0, confidenceLevel: 0.95 }));
  return String(judged.filter(({ isWithinThreshold }) => !isWithinThreshold).length);
}

function inPercent(log) {
  return `${(100 * Math.expm1(log)).toFixed(1)} %`;
}
