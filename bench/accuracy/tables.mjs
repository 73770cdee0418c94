import { formatDuration } from '../../dist/report/format.js';
import { median } from '../../dist/statistics/core/median.js';
import { relativeSpread } from '../support/spread.mjs';
import { table } from '../support/table.mjs';

/** What is shown of each tool: its column, and where its answers have it. */
const COLUMNS = [
  { heading: 'evenkeel: median', from: 'evenkeel', field: 'median' },
  { heading: 'location', from: 'evenkeel', field: 'location' },
  { heading: 'run of 5', from: 'run', field: 'estimate' },
  { heading: 'tinybench: p50', from: 'tinybench', field: 'median' },
  { heading: 'mitata: p50', from: 'mitata', field: 'median' },
  { heading: 'mitata: avg', from: 'mitata', field: 'mean' },
];

/** Seconds per call by each tool, and how far evenkeel's median is from the others'. */
export function timesTable(answers) {
  const rows = [...answers].map(([name, all]) => {
    const times = COLUMNS.map(({ from, field }) => median(valuesOf(all, from, field)));
    const [own, , , tinybench, mitata] = times;
    return [name, ...times.map(formatDuration), difference(own, tinybench), difference(own, mitata)];
  });
  return table(['function', ...headings(), 'against tinybench', 'against mitata'], rows);
}

/** How much each tool's answer moves from process to process. */
export function spreadTable(answers) {
  const rows = [...answers].map(([name, all]) => [name, ...spreadsOf(all).map(percent)]);
  return table(['function', ...headings()], rows);
}

/** The middle of each column of `spreadTable`, in a sentence. */
export function medianSpreads(answers) {
  const spreads = [...answers.values()].map(spreadsOf);
  return headings()
    .map((heading, at) => `${heading} ${percent(median(spreads.map((each) => each[at])))}`)
    .join(', ');
}

function headings() {
  return COLUMNS.map(({ heading }) => heading);
}

function spreadsOf(all) {
  return COLUMNS.map(({ from, field }) => relativeSpread(valuesOf(all, from, field)));
}

function valuesOf(all, from, field) {
  return all[from].map((answer) => answer[field]);
}

function difference(own, other) {
  const percentOff = 100 * (own / other - 1);
  return `${percentOff < 0 ? '−' : '+'}${percent(Math.abs(percentOff) / 100)}`;
}

function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}
