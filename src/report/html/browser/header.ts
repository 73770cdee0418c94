import { countOutcomes, type Outcome } from '../../documents/entry.ts';
import { formatCommit, formatCounted } from '../../format.ts';
import { descriptions, el } from './dom.ts';
import { index } from './page.ts';

/** What it is about, and how it went. */
export function header(): HTMLElement {
  const { title, version, facts, gate, warnings } = index;
  const first = facts.slice(0, FIRST_FACTS);
  const rest = facts.slice(FIRST_FACTS);
  return el(
    'header',
    { class: `top ${toneOf(counts)}` },
    el('p', { class: 'brand' }, title, el('span', {}, `evenkeel${version === '' ? '' : ` ${version}`}`)),
    el('h1', {}, headline(counts)),
    descriptions(first),
    rest.length > 0 && el('details', { class: 'more' }, el('summary', {}, 'Where it was measured'), descriptions(rest)),
    ...commitList(),
    gate.length > 0 && notice('The gate is weaker than it was', gate, 'open'),
    warnings.length > 0 && notice('To know', warnings, 'note'),
  );
}

// Of the commits since the base: more would push the tests off the first screen.
const MOST_SEEN = 5;
// Which code, and when; the machine is for who asks.
const FIRST_FACTS = 4;
const counts = countOutcomes(index.rows);

/** How it went, in one sentence. */
export function headline(of: ReadonlyMap<Outcome, number> = counts): string {
  const count = (outcome: Outcome) => of.get(outcome) ?? 0;
  const parts = [
    ...(count('regression') > 0 ? [`${formatCounted(count('regression'), 'test')} got worse`] : []),
    ...(count('failed') > 0 ? [`${count('failed')} failed`] : []),
  ];
  if (parts.length > 0) return parts.join(', ');
  if (index.rows.length === 0) return 'No tests';
  if (count('ran') > 0) return 'They ran; nothing was judged';
  const isCompared = count('pass') + count('improvement') + count('inconclusive') > 0;
  return isCompared ? 'Nothing got worse' : 'Nothing was compared';
}

function toneOf(of: ReadonlyMap<Outcome, number>): string {
  if (of.has('regression') || of.has('failed')) return 'bad';
  return of.has('pass') || of.has('improvement') ? 'good' : 'open';
}

function notice(title: string, sentences: readonly string[], tone: string): HTMLElement {
  return el(
    'section',
    { class: `notice ${tone}` },
    el('h2', {}, title),
    el('ul', {}, ...sentences.map((sentence) => el('li', {}, sentence))),
  );
}

function commitList(): readonly HTMLElement[] {
  const { changes } = index;
  if (changes.length === 0) return [];
  const items = changes.map(({ hash, author, date, subject }) =>
    el(
      'li',
      {},
      el('code', {}, formatCommit(hash)),
      ` ${subject} `,
      el('span', { class: 'by' }, `${author}, ${date.slice(0, 10)}`),
    ),
  );
  const title = `${formatCounted(changes.length, 'commit')} since the base`;
  return [
    el(
      'details',
      { class: 'more', open: changes.length <= MOST_SEEN },
      el('summary', {}, title),
      el('ol', { class: 'commits' }, ...items),
    ),
  ];
}
