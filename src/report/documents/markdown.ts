import type { CandidatesResult } from '../../model/candidates.ts';
import type { GateChange } from '../../model/gate.ts';
import { shorten } from '../../output/shorten.ts';
import { choiceInWords, differenceInWords, togetherInWords } from '../candidates-in-words.ts';
import { pairsInWords } from '../deciding.ts';
import { formatCount, formatCounted, formatPercent } from '../format.ts';
import { neutralizeLine, neutralizeName, neutralizeText } from '../text/neutralize.ts';
import { truncateMiddle } from '../text/wrap.ts';
import {
  changeInWords,
  countOutcomes,
  differInDeciding,
  type Entry,
  figureInWords,
  LEFT_OUT,
  OUTCOMES,
  type Outcome,
  outcomeInWords,
} from './entry.ts';

const NEEDS_ATTENTION: readonly Outcome[] = ['regression', 'failed', 'inconclusive'];

// What GitHub takes as a comment on a pull request; a step summary may be longer.
const ROOM = 65_536;
const MOST_NAMES = 3;
const LONGEST_WORDS = 2000;

/** How much is said: how many tests of each list, and at what length. */
interface Extent {
  /** Of those that need attention or improved. */
  readonly listed: number;
  readonly folded: number;
  /** Columns of a name. */
  readonly name: number;
  /** Characters of what is said of a test, or of several; 0: nothing is. */
  readonly remark: number;
}

// What is left out until there is room: the first of these that fits. Readers must see every test that got slower for as
// long as that can be, so words go before tests, and tests without news before those.
const EXTENTS: readonly Extent[] = [
  { listed: 100, folded: 100, name: 200, remark: LONGEST_WORDS },
  { listed: 100, folded: 20, name: 200, remark: 600 },
  { listed: 100, folded: 0, name: 120, remark: 200 },
  { listed: 100, folded: 0, name: 50, remark: 0 },
  { listed: 40, folded: 0, name: 30, remark: 0 },
  { listed: 0, folded: 0, name: 0, remark: 0 },
];
const WITHOUT_WORDS = 'There is no room here for the messages and warnings of each test: the other formats have them.';

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
 * what is to be said of it; what became of the gate; all others folded away. Where nothing changed that is a single line
 * and the fold. It fits into a comment on a pull request: long names and words are shortened, and what there is no room
 * for is counted.
 */
export function renderMarkdown(entries: readonly Entry[], gate: readonly GateChange[] = []): string {
  const ordered = entries.toSorted((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome));
  const isShown = ({ outcome }: Entry) => outcome === 'improvement' || NEEDS_ATTENTION.includes(outcome);
  const shown = ordered.filter(isShown);
  const others = ordered.filter((entry) => !isShown(entry));
  // Where the same decided about all, a line says it.
  const differ = differInDeciding(entries);
  let text = '';
  for (const extent of EXTENTS) {
    const sections = [
      summary(entries),
      ...listed(shown, extent, differ),
      ...gateChanges(gate, extent),
      ...choices(entries, extent),
      ...folded(others, extent, differ),
      ...(extent.remark > 0 ? [] : [WITHOUT_WORDS]),
      ...pairs(entries),
    ];
    text = sections.join('\n\n').concat('\n');
    if (text.length <= ROOM) break;
  }
  return text;
}

function gateChanges(changes: readonly GateChange[], { listed: most, remark }: Extent): string[] {
  if (changes.length === 0) return [];
  const first = remark === 0 ? [] : changes.slice(0, most).map(({ words }) => `- ${prose(words, remark)}`);
  const rest = changes.length - first.length;
  const more = rest === 0 ? [] : [`- … and ${formatCount(rest)} more`];
  return [[`🔓 **The gate is weaker** · ${formatCounted(changes.length, 'change')}`, '', ...first, ...more].join('\n')];
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
  return words === null ? [] : [`Decided in pairs of processes: ${prose(words, LONGEST_WORDS)}.`];
}

function table(entries: readonly Entry[], extent: Extent, differ: boolean): string[] {
  if (entries.length === 0) return [];
  const rows = entries.map(({ name, outcome, statistics, metric, value, change, detectablePercent, decidedBy }) => [
    code(name, extent, true),
    `${TITLES[outcome]}${differ && decidedBy === 'pairs' ? ', by pairs' : ''}`,
    figureInWords({ statistics, metric, value }),
    change === null ? '' : changeInWords(change),
    detectablePercent === null ? '' : `≥ ${formatPercent(detectablePercent)}`,
  ]);
  const head = ['test', 'verdict', 'median', 'change [interval]', 'min. detectable'];
  const lines = [head, ['---', '---', '---:', '---:', '---:'], ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [lines.join('\n')];
}

function listed(entries: readonly Entry[], extent: Extent, differ: boolean): string[] {
  const first = entries.slice(0, extent.listed);
  return [
    ...table(first, extent, differ),
    ...more(entries.slice(extent.listed)),
    ...first.flatMap((entry) => remarks(entry, extent)),
    ...sharedWarnings(first, extent),
  ];
}

function remarks({ name, outcome, message }: Entry, extent: Extent): string[] {
  if (extent.remark === 0) return [];
  // What a failed test says is not ours, and may have several lines.
  if (outcome === 'failed') return [`${code(name, extent)}:`, fenced(message, extent.remark)];
  return message === '' ? [] : [`${code(name, extent)}: ${prose(message, extent.remark)}`];
}

function folded(entries: readonly Entry[], extent: Extent, differ: boolean): string[] {
  if (entries.length === 0) return [];
  const first = entries.slice(0, extent.folded);
  const title = `${entries.length} without a change that needs attention`;
  const open = `<details><summary>${title}</summary>`;
  const rest = more(entries.slice(extent.folded));
  return [open, ...table(first, extent, differ), ...rest, ...sharedWarnings(first, extent), '</details>'];
}

function more(entries: readonly Entry[]): string[] {
  if (entries.length === 0) return [];
  const counts = [...countOutcomes(entries)].map(([outcome, count]) => outcomeInWords(outcome, count));
  const kinds = counts.length === 1 ? '' : ` (${counts.join(', ')})`;
  return [`… and ${formatCount(entries.length)} more${kinds}.`];
}

// Once for all entries of a comparison, also where each of them is folded away.
function choices(entries: readonly Entry[], extent: Extent): string[] {
  if (extent.remark === 0) return [];
  const all = new Set(entries.flatMap(({ choice }) => choice ?? []));
  return [...all]
    .slice(0, extent.listed)
    .flatMap((choice) => [
      `${code(choice.testName, extent)}: ${prose(choiceInWords(choice), extent.remark)}`,
      ...choice.warnings.map((warning) => `⚠️ ${prose(warning, extent.remark)}`),
      ...pairsOfCandidates(choice, extent),
    ]);
}

// Of twenty functions there are 190 pairs.
function pairsOfCandidates(choice: CandidatesResult, extent: Extent): string[] {
  if (extent.folded === 0) return [];
  const { metrics, pairs: all } = choice;
  const rows = all.slice(0, extent.folded).map((pair) => [
    `${code(pair.candidate, extent, true)} against ${code(pair.against, extent, true)}`,
    ...pair.differences.map((difference) =>
      Object.values(differenceInWords(difference, pair, choice))
        .join(' ')
        .trim(),
    ),
    togetherInWords(pair.differences.map(({ relation }) => relation)),
  ]);
  const head = ['each against each', ...metrics.map(({ name }) => code(name, extent, true)), 'together'];
  const lines = [head, ['---', ...metrics.map(() => '---:'), '---'], ...rows].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
  const rest = all.length - rows.length;
  return [lines.join('\n'), ...(rest === 0 ? [] : [`… and ${formatCounted(rest, 'more pair', 'more pairs')}.`])];
}

// A busy machine warns of itself in every test.
function sharedWarnings(entries: readonly Entry[], extent: Extent): string[] {
  if (extent.remark === 0) return [];
  const names = new Map<string, string[]>();
  for (const { name, warnings } of entries) {
    for (const warning of new Set(warnings)) {
      const warned = names.get(warning);
      if (warned) warned.push(name);
      else names.set(warning, [name]);
    }
  }
  return [...names].map(([warning, warned]) => `⚠️ ${inShort(warned, extent)}: ${prose(warning, extent.remark)}`);
}

function inShort(names: readonly string[], extent: Extent): string {
  const first = names.slice(0, MOST_NAMES).map((name) => code(name, extent));
  const others = names.length - first.length;
  return others > 0 ? `${first.join(', ')} and ${formatCounted(others, 'other')}` : first.join(', ');
}

// Every character that Markdown may give a meaning to.
const PUNCTUATION = /[!-/:-@[-`{-~]/g;

/** Text in a code span, in which nothing is read as Markdown, as HTML or as somebody to notify. */
function code(text: string, { name }: Extent, inTable = false): string {
  const plain = truncateMiddle(neutralizeName(text), name);
  // A code span cannot be empty, and in a table a backslash before a bar would free the bar to end the cell.
  if (plain === '' || (inTable && plain.includes('|'))) return `<code>${plain.replace(PUNCTUATION, entity)}</code>`;
  const fence = '`'.repeat(longestRun(plain) + 1);
  const padded = /^`|`$|^ .*[^ ].* $/.test(plain) ? ` ${plain} ` : plain;
  return `${fence}${padded}${fence}`;
}

function fenced(text: string, most: number): string {
  const plain = neutralizeText(shorten(text, most));
  const fence = '`'.repeat(Math.max(3, longestRun(plain) + 1));
  return `${fence}text\n${plain}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

/** Our own sentences: their code spans stay, and whatever else could be read as Markdown, HTML or a name is escaped. */
function prose(text: string, most: number): string {
  return neutralizeLine(shorten(text, most))
    .split(/(`[^`]+`)/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/[\\`*_[\]#~|]/g, '\\$&').replace(/[&<>]/g, entity)))
    .map((part, i) => (i % 2 === 1 ? part : part.replaceAll('@', '@<!-- -->')))
    .join('');
}

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
