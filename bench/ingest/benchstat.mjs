// Holds `evenkeel compare --files` against what benchstat prints for its own published pairs.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareFiles } from '../../dist/framework/compare-files/compare-files.js';
import { table } from '../support/table.mjs';

/** Old, new, what benchstat prints: as they are called in golang/perf, and in a collection of formats. */
const PAIRS = [
  ['old.txt', 'new.txt', 'csvOldNew.stdout'],
  ['crc-old.txt', 'crc-new.txt', 'crcOldNew.stdout'],
  ['crc-old.txt', 'crc-new.txt', 'crcIgnore.stdout'],
  ['encode_old.txt', 'encode_new.txt', 'benchstat_oldnew_expected.csv'],
  ['crc_old.txt', 'crc_new.txt', 'benchstat_crcOldNew_expected.txt'],
];

/**
 * @param directory with benchstat's pairs, `cmd/benchstat/testdata` of golang/perf for example, or one above `formats/go-bench`.
 * @returns whether every answer was found and is the same.
 */
export async function benchstat(directory) {
  const places = [directory, join(directory, 'formats', 'go-bench'), join(directory, 'go-bench')];
  const rows = [];
  let isSame = true;
  for (const pair of PAIRS) {
    const place = places.find((each) => pair.every((name) => existsSync(join(each, name))));
    if (place === undefined) continue;
    const [base, head, expected] = pair;
    const report = await compareFiles({
      base,
      head,
      format: null,
      readers: [],
      cwd: place,
      filter: null,
      failOnInconclusive: false,
    });
    const answers = answersIn(readFileSync(join(place, expected), 'utf8'));
    const different = answers.filter((answer) => !holds(answer, report));
    for (const answer of different) console.log(`${expected}: ${JSON.stringify(answer)} is not what evenkeel says.`);
    rows.push([expected, String(answers.length), String(answers.length - different.length)]);
    isSame &&= answers.length > 0 && different.length === 0;
  }
  if (rows.length === 0) {
    console.error(`${directory} has none of benchstat's pairs, so nothing was compared.`);
    return false;
  }
  console.log(table(['what benchstat prints', 'answers', 'the same'], rows));
  return isSame;
}

/** Every figure, spread, change and p-value that a text of benchstat gives. */
function answersIn(text) {
  return text.includes('│') ? answersOfTables(text) : answersOfCsv(text);
}

function answersOfTables(text) {
  let sides = [];
  let metric = '';
  return text.split('\n').flatMap((line) => {
    if (!line.startsWith(' ') || !line.includes('│')) return answersOfRow(line, metric, sides);
    const heads = line.split('│').map((each) => each.trim());
    if (!/\.txt/.test(line)) metric = /B\/s/.test(line) ? 'throughput' : 'time';
    else sides = heads.filter((each) => each !== '').map((each) => (each.includes('new') ? 'head' : 'base'));
    return [];
  });
}

function answersOfRow(line, metric, sides) {
  const [name] = line.split(' ');
  const cells = [...line.matchAll(CELL)];
  if (name === '' || cells.length === 0) return [];
  const figures = cells.map(([, digits, prefix, spread], i) => ({
    name,
    metric,
    side: sides[i],
    digits,
    prefix,
    spread,
  }));
  const [, , , , change, p] = cells.at(-1);
  if (p !== undefined) return [...figures, { name, metric, change, p }];
  const ofMeans = /\s([-+][\d.]+)%$/.exec(line)?.[1];
  return ofMeans === undefined ? figures : [...figures, { name, metric, change: ofMeans }];
}

const CELL = /\s([\d.]+)([nµmkMGT]?i?)(?=\s|$)(?:\s±\s+(\d+)%)?(?:\s+([-+][\d.]+%|~) \(p=([\d.]+))?/gu;

function answersOfCsv(text) {
  const rows = text.split('\n').map((line) => line.split(','));
  return rows.flatMap(([name, base, baseSpread, head, headSpread, change, p]) => {
    if (!Number(base)) return [];
    const common = { name, metric: 'time' };
    return [
      { ...common, side: 'base', exact: Number(base), spread: baseSpread.replace('%', '') },
      { ...common, side: 'head', exact: Number(head), spread: headSpread.replace('%', '') },
      { ...common, change, ...(p !== '' && { p: /p=([\d.]+)/.exec(p)[1] }) },
    ];
  });
}

const SCALES = { n: 1e-9, µ: 1e-6, m: 1e-3, '': 1, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 };

function holds({ name, metric, side, digits, prefix, spread, exact, change, p }, { comparisons, geometricMeans }) {
  const isMean = name === 'geomean';
  const own = `Benchmark${name.replace(/-\d+$/, '')}`;
  const found = isMean
    ? geometricMeans.find((each) => each.name === metric)
    : comparisons.find(({ testName }) => testName === own)?.metrics.find((each) => each.name === metric);
  if (found === undefined) return false;
  if (side === undefined) return holdsOfChange(found, { change, p });
  const figure = isMean ? found[side] : found[side].center;
  const isFigure =
    exact === undefined ? isRounded(figure / SCALES[prefix], digits) : Math.abs(figure / exact - 1) < 1e-12;
  return isFigure && (!spread || spreadOf(found[side]) === spread);
}

function holdsOfChange({ changePercent, pValue, isSignificant }, { change, p }) {
  const isChange = change === '~' ? !isSignificant : isRounded(changePercent, change.replace('%', ''));
  return isChange && (p === undefined || isRounded(pValue, p));
}

/** Whether a number may have been printed with these digits. */
function isRounded(value, digits) {
  const decimals = digits.split('.')[1]?.length ?? 0;
  return Math.abs(value - Number(digits)) <= 0.5000001 * 10 ** -decimals;
}

function spreadOf({ center, interval }) {
  return (100 * Math.max(interval[1] / center - 1, 1 - interval[0] / center)).toFixed(0);
}
