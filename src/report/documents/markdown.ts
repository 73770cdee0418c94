import { pairsInWords } from '../deciding.ts';
import { formatCount, formatCounted, formatDuration, formatPercent } from '../format.ts';
import { neutralizeName, neutralizeText } from '../text/neutralize.ts';
import {
  changeInWords,
  countOutcomes,
  differInDeciding,
  type Entry,
  LEFT_OUT,
  OUTCOMES,
  type Outcome,
  outcomeInWords,
} from './entry.ts';

const NEEDS_ATTENTION: readonly Outcome[] = ['regression', 'failed', 'inconclusive'];

// What GitHub takes as a comment on a pull request; a step summary may be longer.
const ROOM = 65_536;
const MOST_LISTED = 100;
const MOST_NAMES = 3;

const TITLES: Readonly<Record<Outcome, string>> = {
  regression: '❌ regression',
  failed: '❌ failed',
  inconclusive: '❔ inconclusive',
  improvement: '⬇️ improvement',
  pass: '✅ pass',
  no_baseline: '➕ no baseline',
  incomparable: '≠ incomparable',
  ran: '✅ ran',
  skipped: '⏭️ skipped',
  todo: '📝 todo',
};

/**
 * Tests as Markdown for a pull request or a step summary: the counts; then what needs attention and what improved, with
 * what is to be said of it; all others folded away. Where nothing changed that is a single line and the fold. It fits
 * into a comment on a pull request: what there is no room for is counted.
 */
export function renderMarkdown(entries: readonly Entry[]): string {
  const ordered = entries.toSorted((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome));
  const isShown = ({ outcome }: Entry) => outcome === 'improvement' || NEEDS_ATTENTION.includes(outcome);
  const shown = ordered.filter(isShown);
  const others = ordered.filter((entry) => !isShown(entry));
  // Where the same decided about all, a line says it.
  const differ = differInDeciding(entries);
  for (let most = MOST_LISTED; ; most = Math.floor(most / 2)) {
    const sections = [
      summary(entries),
      ...listed(shown, most, differ),
      ...folded(others, most, differ),
      ...pairs(entries),
    ];
    const text = sections.join('\n\n').concat('\n');
    if (text.length <= ROOM || most === 0) return text;
  }
}

function summary(entries: readonly Entry[]): string {
  const counts = countOutcomes(entries);
  const title = NEEDS_ATTENTION.some((outcome) => counts.has(outcome)) ? 'Performance' : calmTitle(counts);
  const parts = [...counts].map(([outcome, count]) => outcomeInWords(outcome, count));
  return `**${title}** · ${entries.length === 0 ? 'no tests' : parts.join(', ')}`;
}

function calmTitle(counts: ReadonlyMap<Outcome, number>): string {
  if (counts.has('ran')) return 'Performance tests: ran, and nothing was judged';
  const isIdle = counts.size > 0 && [...counts.keys()].every((outcome) => LEFT_OUT.includes(outcome));
  if (isIdle) return 'Performance: nothing measured';
  const isCompared = [...counts.keys()].some((outcome) => outcome !== 'incomparable' && !LEFT_OUT.includes(outcome));
  return isCompared || counts.size === 0 ? 'Performance: nothing slower' : 'Performance: nothing compared';
}

function pairs(entries: readonly Entry[]): string[] {
  const words = pairsInWords(
    entries.flatMap(({ base }) => base ?? []),
    'test',
  );
  return words === null ? [] : [`Decided in pairs of processes: ${prose(words)}.`];
}

function table(entries: readonly Entry[], differ: boolean): string[] {
  if (entries.length === 0) return [];
  const rows = entries.map(({ name, outcome, statistics, change, detectablePercent, decidedBy }) => [
    code(name, true),
    `${TITLES[outcome]}${differ && decidedBy === 'pairs' ? ', by pairs' : ''}`,
    statistics === null ? '' : formatDuration(statistics.median),
    change === null ? '' : changeInWords(change),
    detectablePercent === null ? '' : `≥ ${formatPercent(detectablePercent)}`,
  ]);
  const head = ['test', 'verdict', 'median', 'change [interval]', 'min. detectable'];
  const lines = [head, ['---', '---', '---:', '---:', '---:'], ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [lines.join('\n')];
}

function listed(entries: readonly Entry[], most: number, differ: boolean): string[] {
  const first = entries.slice(0, most);
  return [...table(first, differ), ...first.flatMap(remarks), ...sharedWarnings(first), ...more(entries, most)];
}

function remarks({ name, outcome, message }: Entry): string[] {
  // What a failed test says is not ours, and may have several lines.
  if (outcome === 'failed') return [`${code(name)}:`, fenced(message)];
  return message === '' ? [] : [`${code(name)}: ${prose(message)}`];
}

function folded(entries: readonly Entry[], most: number, differ: boolean): string[] {
  if (entries.length === 0) return [];
  const first = entries.slice(0, most);
  const title = `${entries.length} without a change that needs attention`;
  const open = `<details><summary>${title}</summary>`;
  return [open, ...table(first, differ), ...sharedWarnings(first), ...more(entries, most), '</details>'];
}

function more(entries: readonly Entry[], most: number): string[] {
  return entries.length > most ? [`… and ${formatCount(entries.length - most)} more.`] : [];
}

// A busy machine warns of itself in every test.
function sharedWarnings(entries: readonly Entry[]): string[] {
  const names = new Map<string, string[]>();
  for (const { name, warnings } of entries) {
    for (const warning of new Set(warnings)) {
      const warned = names.get(warning);
      if (warned) warned.push(name);
      else names.set(warning, [name]);
    }
  }
  return [...names].map(([warning, warned]) => `⚠️ ${inShort(warned)}: ${prose(warning)}`);
}

function inShort(names: readonly string[]): string {
  const first = names.slice(0, MOST_NAMES).map((name) => code(name));
  const others = names.length - first.length;
  return others > 0 ? `${first.join(', ')} and ${formatCounted(others, 'other')}` : first.join(', ');
}

// Every character that Markdown may give a meaning to.
const PUNCTUATION = /[!-/:-@[-`{-~]/g;

/** Text in a code span, in which nothing is read as Markdown, as HTML or as somebody to notify. */
function code(text: string, inTable = false): string {
  const plain = neutralizeName(text);
  // A code span cannot be empty, and in a table a backslash before a bar would free the bar to end the cell.
  if (plain === '' || (inTable && plain.includes('|'))) return `<code>${plain.replace(PUNCTUATION, entity)}</code>`;
  const fence = '`'.repeat(longestRun(plain) + 1);
  const padded = /^`|`$|^ .*[^ ].* $/.test(plain) ? ` ${plain} ` : plain;
  return `${fence}${padded}${fence}`;
}

function fenced(text: string): string {
  const plain = neutralizeText(text);
  const fence = '`'.repeat(Math.max(3, longestRun(plain) + 1));
  return `${fence}text\n${plain}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

/** Our own sentences: their code spans stay, and whatever else could be read as Markdown, HTML or a name is escaped. */
function prose(text: string): string {
  return neutralizeName(text)
    .split(/(`[^`]+`)/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/[\\`*_[\]#~|]/g, '\\$&').replace(/[&<>]/g, entity)))
    .map((part, i) => (i % 2 === 1 ? part : part.replaceAll('@', '@<!-- -->')))
    .join('');
}

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
