import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { table } from '../support/table.mjs';
import { percentInWords } from './intervals.mjs';
import { poolsOf, resampled } from './resample.mjs';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

const times = (factor) => (old) => `(${old}) * ${factor}`;
const instead = (text) => () => text;
const looks = (...counts) => instead(`[${counts.join(', ')}].map((pairs) => pairs / 48)`);

/** Each figure of the judge of pairs, halved and doubled, or as near to that as makes sense. */
const HALVES = {
  SHARE_OF_ASPECT: {
    'mean 0.05': instead('{ lowEnd: 0.95, cpuTime: 0.05 }'),
    'mean 0.2': instead('{ lowEnd: 0.8, cpuTime: 0.2 }'),
  },
  MOST_PAIRS: { 24: times(0.5), 96: times(2) },
  LEAST_PAIRS: { 4: times(0.5), 16: times(2) },
  PAIR_LOOKS: {
    '4, 8, 16, 48': looks(4, 8, 16, 48),
    'twice as many': looks(4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 30, 36, 42, 48),
  },
  FIRST_PAIR_LOOK: { 2: times(0.5), 8: times(2) },
  SUITE_ALPHA: { '0.05 %': times(0.5), '0.2 %': times(2) },
  PAIR_FLOOR: { '0.5 %': times(0.5), '2 %': times(2) },
  PAIR_TRIMS: { '5, 12.5 %': instead('[0.05, 0.125]'), '20, 40 %': instead('[0.2, 0.4]') },
  SIGN_LEVEL: { 0.002: times(0.5), 0.008: times(2) },
  LEAST_PAIR_DEVIATION: { '0.25 %': times(0.5), '1 %': times(2) },
  DISMISSED_BELOW: { '1.25 %': times(0.5), '5 %': times(2) },
  DISMISS_LEVEL: { '2.5 %': times(0.5), '10 %': times(2) },
  DISMISS_SIGN_LEVEL: { 0.033: times(0.5), 0.131: times(2) },
  SUSPICIOUS_CPU_TIME: { '5 %': times(0.5), '20 %': times(2) },
  PROBABLE: { '0.5 %': times(0.5), '2 %': times(2) },
  PAIRS_BLIND_ABOVE_PERCENT: { '12.5 %': times(0.5), '50 %': times(2) },
  SHARE_FOR_THE_BLIND: { 0.25: times(0.5), 1: times(2) },
  CONTROL_LEVEL: { 0.0005: times(0.5), 0.002: times(2) },
  LEAST_CONTROL_DIFFERENCE: { '0.25 %': times(0.5), '1 %': times(2) },
};

/** What power may be bought with: false alarms, and pairs, which are time. */
const PRICES = {
  SUITE_ALPHA: Object.fromEntries([1e-5, 1e-4, 1e-2, 5e-2].map((alpha) => [`${100 * alpha} %`, instead(`${alpha}`)])),
  MOST_PAIRS: Object.fromEntries([8, 12, 24, 36, 72].map((most) => [most, instead(`${most}`)])),
};

/**
 * What the judge of pairs becomes with half and twice of each of its figures, and what power costs: tables over sequences of
 * pairs that are drawn from recorded ones, each time the same.
 * @param tests of the suite, which share one error budget.
 */
export async function pairFigures(runs, options) {
  const pools = poolsOf(runs);
  const own = rowOf('as it is', '', resampled(pools, options));
  const halves = table(HEAD, [own, ...(await rowsOf(HALVES, pools, options))]);
  return `${halves}\n\n${table(HEAD, [own, ...(await rowsOf(PRICES, pools, options))])}`;
}

async function rowsOf(figures, pools, options) {
  const rows = [];
  for (const [name, values] of Object.entries(figures)) {
    for (const [value, change] of Object.entries(values)) {
      const judge = await judgeWith(name, change);
      rows.push(rowOf(name, value, resampled(pools, { ...options, judge })));
    }
  }
  return rows;
}

const HEAD = [
  'figure',
  'is',
  'false alarms',
  'unchanged: inconclusive',
  'pairs',
  '+3 %',
  '+5 %',
  '+10 %',
  '+5 %: passes',
  'pairs at +5 %',
];

function rowOf(name, value, outcomes) {
  const [unchanged, ...changed] = [...outcomes.values()];
  const [, five] = changed;
  const count = (trials, verdict) => trials.filter((each) => each.verdict === verdict).length;
  const share = (trials, verdict) => percentInWords(count(trials, verdict), trials.length);
  const pairs = (trials) => (trials.reduce((sum, { taken }) => sum + taken, 0) / trials.length).toFixed(1);
  return [
    name,
    value,
    `${count(unchanged, 'regression')} of ${unchanged.length}`,
    share(unchanged, 'inconclusive'),
    pairs(unchanged),
    ...changed.map((trials) => share(trials, 'regression')),
    share(five, 'pass'),
    pairs(five),
  ];
}

/** The judge of pairs with another figure: a copy of its room, beside the others. */
async function judgeWith(name, change) {
  const place = mkdtempSync(join(tmpdir(), 'evenkeel-judge-'));
  try {
    for (const entry of readdirSync(DIST)) {
      if (entry !== 'judge') symlinkSync(join(DIST, entry), join(place, entry));
    }
    cpSync(join(DIST, 'judge'), join(place, 'judge'), { recursive: true });
    writeFileSync(join(place, 'package.json'), '{"type":"module"}');
    const table = join(place, 'judge', 'constants.js');
    writeFileSync(table, withFigure(readFileSync(table, 'utf8'), name, change));
    const load = (file) => import(pathToFileURL(join(place, 'judge', file)));
    const [{ judgePairs }, { plannedLooks }, { MOST_PAIRS }] = await Promise.all([
      load('revisions/pairs.js'),
      load('revisions/looks.js'),
      load('constants.js'),
    ]);
    return { judgePairs, plannedLooks, MOST_PAIRS };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function withFigure(text, name, change) {
  const pattern = new RegExp(`(export const ${name} = )([^;]+);`);
  const found = pattern.exec(text);
  if (found === null) throw new Error(`There is no ${name} in the table of constants.`);
  return text.replace(pattern, `$1${change(found[2])};`);
}
