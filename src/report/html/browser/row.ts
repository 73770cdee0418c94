import { formatPercent } from '../../format.ts';
import { worseBy } from '../listing.ts';
import type { PageRow } from '../page-data.ts';
import { fillDetail } from './detail.ts';
import { button, el } from './dom.ts';
import { intervalBar } from './interval-bar.ts';
import { LOOKS } from './looks.ts';
import { index } from './page.ts';
import { changeText, intervalText } from './words.ts';

const LEAST_SCALE = 5;
const MOST_SCALE = 50;
const SHARE = 0.8;
const scale = scaleOf(index.rows);

/** A test in the list: a button that opens everything about it below. */
export class Row {
  readonly element: HTMLLIElement;
  readonly #place: number;
  readonly #toggle: HTMLButtonElement;
  readonly #body: HTMLElement;

  /** @param isTold - whether what is to be said of it is seen while it is closed */
  constructor(place: number, isTold: boolean) {
    const row = index.rows[place]!;
    const body = el('div', { class: 'detail', id: `body-${place}`, hidden: true });
    this.#place = place;
    this.#body = body;
    this.#toggle = el(
      'button',
      { type: 'button', class: 'toggle', 'aria-expanded': 'false', 'aria-controls': body.id },
      ...cellsOf(row),
    );
    this.#toggle.addEventListener('click', () => this.setOpen(body.hidden === true, true));
    this.element = el(
      'li',
      { class: `row ${LOOKS[row.outcome].tone}`, id: `t-${row.id}` },
      el('h4', {}, this.#toggle),
      isTold && row.message !== '' && el('p', { class: 'message' }, row.message),
      body,
    );
  }

  /** Opens it or closes it. @param isChosen - by the reader, so that the address says it */
  setOpen(isOpen: boolean, isChosen = false): void {
    const link = `#t-${index.rows[this.#place]!.id}`;
    this.#toggle.setAttribute('aria-expanded', String(isOpen));
    this.#body.hidden = !isOpen;
    // Plots need the width of what they are in, so it is filled when it is seen.
    if (isOpen && this.#body.childElementCount === 0) {
      this.#body.append(linkTo(link));
      fillDetail(this.#body, this.#place);
    }
    if (isChosen) history.replaceState(null, '', isOpen ? link : location.pathname + location.search);
  }

  /** Opens it and brings it before the reader. */
  reveal(): void {
    this.setOpen(true);
    this.element.scrollIntoView();
    this.#toggle.focus({ preventScroll: true });
  }
}

function linkTo(link: string): HTMLElement {
  const copy = button('Copy link', () => {
    const address = location.href.replace(/#.*$/s, '') + link;
    navigator.clipboard.writeText(address).then(
      () => tell('Link copied'),
      () => tell('It is in the address bar'),
    );
  });
  const tell = (text: string) => {
    copy.textContent = text;
  };
  copy.classList.add('link');
  return copy;
}

function cellsOf(row: PageRow): readonly HTMLElement[] {
  const { sign, word, tone } = LOOKS[row.outcome];
  return [
    el(
      'span',
      { class: `outcome ${tone}` },
      el('span', { 'aria-hidden': 'true', class: 'mark' }, sign),
      el('span', {}, word),
    ),
    el(
      'span',
      { class: 'names' },
      el('span', { class: 'name' }, row.name),
      el('span', { class: 'group' }, groupOf(row)),
    ),
    el('span', { class: 'figure' }, row.figure),
    el(
      'span',
      { class: `change ${toneOfChange(row)}` },
      row.change === null ? '' : changeText(row.change),
      el('span', { class: 'range' }, row.change === null ? '' : intervalText(row.change)),
    ),
    el(
      'span',
      { class: 'bar' },
      row.change === null ? null : (intervalBar(row.change, scale) as unknown as HTMLElement),
    ),
    el('span', { class: 'chevron', 'aria-hidden': 'true' }, '›'),
  ];
}

function groupOf({ group, metric, decidedBy, base, detectable }: PageRow): string {
  return [
    group,
    ...(metric === null ? [] : [metric]),
    ...(decidedBy === 'pairs' ? [`by pairs against ${base ?? 'the base'}`] : []),
    ...(decidedBy === 'history' ? ['by past runs'] : []),
    ...(detectable === null ? [] : [`sees from ${formatPercent(detectable)} on`]),
  ].join(' · ');
}

function toneOfChange(row: PageRow): string {
  if (row.outcome === 'regression') return 'bad';
  return row.outcome === 'improvement' && (worseBy(row) ?? 0) < 0 ? 'good' : '';
}

// By nine in ten of the changes that matter: a single one of a thousand percent would leave a dot of each other.
function scaleOf(rows: readonly PageRow[]): number {
  const sizes = rows
    .filter(({ outcome }) => outcome !== 'pass')
    .flatMap(({ change }) =>
      change === null
        ? []
        : [Math.max(Math.abs(change.low ?? 0), Math.abs(change.high ?? 0), Math.abs(change.percent))],
    )
    .sort((a, b) => a - b);
  const most = sizes[Math.floor((sizes.length - 1) * SHARE)] ?? 0;
  return Math.min(MOST_SCALE, Math.max(LEAST_SCALE, most));
}
