import { formatDuration, formatPercent } from '../format.ts';
import { neutralizeName, neutralizeText } from '../text/neutralize.ts';
import { changeInWords, countOutcomes, type Entry, OUTCOMES, type Outcome, outcomeInWords } from './entry.ts';

const NEEDS_ATTENTION: readonly Outcome[] = ['regression', 'failed', 'inconclusive'];

// A comment on a pull request has room for 65,536 characters.
const MOST_FOLDED = 100;

const TITLES: Readonly<Record<Outcome, string>> = {
  regression: '❌ regression',
  failed: '❌ failed',
  inconclusive: '❔ inconclusive',
  improvement: '⬇️ improvement',
  pass: '✅ pass',
  no_baseline: '➕ no baseline',
  incomparable: '≠ incomparable',
};

/**
 * Tests as Markdown for a pull request or a step summary: the counts; then what needs attention and what improved, with
 * what is to be said of it; all others folded away. Where nothing changed that is a single line and the fold.
 */
export function renderMarkdown(entries: readonly Entry[]): string {
  const ordered = entries.toSorted((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome));
  const isShown = ({ outcome }: Entry) => outcome === 'improvement' || NEEDS_ATTENTION.includes(outcome);
  const shown = ordered.filter(isShown);
  const others = ordered.filter((entry) => !isShown(entry));
  return [summary(entries), ...table(shown), ...shown.flatMap(remarks), ...folded(others)].join('\n\n').concat('\n');
}

function summary(entries: readonly Entry[]): string {
  const counts = countOutcomes(entries);
  const title = NEEDS_ATTENTION.some((outcome) => counts.has(outcome)) ? 'Performance' : 'Performance: nothing slower';
  const parts = [...counts].map(([outcome, count]) => outcomeInWords(outcome, count));
  return `**${title}** · ${entries.length === 0 ? 'no tests' : parts.join(', ')}`;
}

function table(entries: readonly Entry[]): string[] {
  if (entries.length === 0) return [];
  const rows = entries.map(({ name, outcome, statistics, change, detectablePercent }) => [
    code(name, true),
    TITLES[outcome],
    statistics === null ? '' : formatDuration(statistics.median),
    change === null ? '' : changeInWords(change),
    detectablePercent === null ? '' : `≥ ${formatPercent(detectablePercent)}`,
  ]);
  const head = ['test', 'verdict', 'median', 'change [interval]', 'detects'];
  const lines = [head, ['---', '---', '---:', '---:', '---:'], ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [lines.join('\n')];
}

function remarks({ name, outcome, message, warnings }: Entry): string[] {
  // What a failed test says is not ours, and may have several lines.
  if (outcome === 'failed') return [`${code(name)}:`, fenced(message)];
  const texts = [message, ...warnings].filter((text) => text !== '');
  return texts.length === 0 ? [] : [`${code(name)}: ${texts.map(prose).join(' ')}`];
}

function folded(entries: readonly Entry[]): string[] {
  if (entries.length === 0) return [];
  const listed = entries.slice(0, MOST_FOLDED);
  const warned = listed.filter(({ warnings }) => warnings.length > 0);
  const more = entries.length > listed.length ? [`… and ${entries.length - listed.length} more.`] : [];
  const title = `${entries.length} without a change that needs attention`;
  const notes = warned.map(({ name, warnings }) => `${code(name)}: ${warnings.map(prose).join(' ')}`);
  return [`<details><summary>${title}</summary>`, ...table(listed), ...notes, ...more, '</details>'];
}

/** Text in a code span, in which nothing is read as Markdown, as HTML or as somebody to notify. */
function code(text: string, inTable = false): string {
  const plain = neutralizeName(text);
  const fence = '`'.repeat(longestRun(plain) + 1);
  const padded = /^`|`$|^ .* $/.test(plain) ? ` ${plain} ` : plain;
  return `${fence}${inTable ? padded.replaceAll('|', '\\|') : padded}${fence}`;
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
