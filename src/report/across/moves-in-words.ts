import type { AcrossMove, FactChange } from '../../model/across.ts';
import { TIME } from '../../model/metric.ts';
import { formatChange, formatCounted } from '../format.ts';
import { neutralizeName } from '../text/neutralize.ts';

/** Projects that are named; the others are counted. */
const NAMED = 5;
/** The same of series. */
const SHOWN = 3;

/** What moved in several projects on one day, in a sentence or two. */
export function moveInWords({ day, metric, projects, facts, change, series }: AcrossMove): string {
  const what = metric.name === TIME.name ? 'Time' : neutralizeName(metric.name);
  const tests = new Set(series.map(({ testName }) => testName));
  const names = listed([...tests].map(neutralizeName), SHOWN);
  return (
    `${what} moved in ${formatCounted(projects.length, 'project')} (${listed(projects.map(neutralizeName), NAMED)}) on ` +
    `${day}, ${whenInWords(facts)}: ${formatChange(change)} over ${formatCounted(series.length, 'series', 'series')} ` +
    `(${names}).`
  );
}

function whenInWords(facts: readonly FactChange[]): string {
  if (facts.length === 0) return 'and nothing that is recorded of them changed with it';
  const all = facts.map(({ name, from, to }) => {
    const what = neutralizeName(name);
    return from === null || to === null
      ? `${what} changed`
      : `${what} went from ${neutralizeName(from)} to ${neutralizeName(to)}`;
  });
  return `when ${[all.slice(0, -1).join(', '), ...all.slice(-1)].filter((text) => text !== '').join(' and ')}`;
}

function listed(names: readonly string[], most: number): string {
  const rest = names.length - most;
  return [...names.slice(0, most), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}
