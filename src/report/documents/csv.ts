import { TIME } from '../../model/metric.ts';
import { neutralizeCell } from '../text/neutralize.ts';
import type { Entry } from './entry.ts';

type Value = string | number | null;

const COLUMNS: readonly (readonly [heading: string, value: (entry: Entry) => Value])[] = [
  ['test', ({ name }) => name],
  ['file', ({ file }) => file],
  ['outcome', ({ outcome }) => outcome],
  ['median_seconds', (entry) => secondsOf(entry)?.median ?? null],
  ['mean_seconds', (entry) => secondsOf(entry)?.mean ?? null],
  ['std_dev_seconds', (entry) => secondsOf(entry)?.stdDev ?? null],
  ['mad_seconds', (entry) => secondsOf(entry)?.mad ?? null],
  ['p5_seconds', (entry) => secondsOf(entry)?.percentiles[5] ?? null],
  ['p95_seconds', (entry) => secondsOf(entry)?.percentiles[95] ?? null],
  ['outliers', ({ statistics }) => statistics?.outliersCount ?? null],
  ['samples', ({ statistics }) => statistics?.sampleCount ?? null],
  ['change_percent', ({ change }) => change?.percent ?? null],
  ['change_low_percent', ({ change }) => change?.interval?.[0] ?? null],
  ['change_high_percent', ({ change }) => change?.interval?.[1] ?? null],
  ['detectable_percent', ({ detectablePercent }) => detectablePercent],
  ['decided_by', (entry) => entry.decidedBy],
  ['base', ({ base }) => base],
  ['message', ({ message }) => message],
  ['warnings', ({ warnings }) => warnings.join('\n')],
  ['environment', ({ environmentKey }) => environmentKey],
  ['timestamp', ({ timestamp }) => timestamp],
  ['metric', ({ metric, value }) => (value === null ? null : metric.name)],
  ['value', ({ value }) => value],
  ['unit', ({ metric, value }) => (value === null ? null : metric.unit)],
];

// The columns say that they are seconds.
function secondsOf({ statistics, metric }: Entry): Entry['statistics'] {
  return metric.unit === TIME.unit ? statistics : null;
}

// What spreadsheets take for the beginning of a formula, in full width as well. Behind a semicolon, a tab or a line end too:
// where decimals have a comma, spreadsheets part cells there, and then know nothing of quotes around what is before it.
// https://owasp.org/www-community/attacks/CSV_Injection
const FORMULA = /(^|[;\t\r\n])([\s"']*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;
// Some versions take these for one.
const BEGINS_BLANK = /^[\t\r\n]/;

/**
 * Tests as CSV (RFC 4180), one per row below a row of headings; times in seconds per call, changes in percent, and empty
 * what is not known or no finite number. What a spreadsheet would take for a formula has an apostrophe before it; controls
 * other than tabs and line ends, and what nobody would see, are made visible.
 */
export function renderCsv(entries: readonly Entry[]): string {
  const rows = entries.map((entry) => COLUMNS.map(([, value]) => csvCell(value(entry))));
  return [COLUMNS.map(([heading]) => heading), ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** A value as a cell of CSV. */
export function csvCell(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const plain = neutralizeCell(value).replace(FORMULA, "$1$2'");
  const text = BEGINS_BLANK.test(plain) ? `'${plain}` : plain;
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
