import { formatCount } from '../../format.ts';
import { arrange, type Section, type Wish } from '../listing.ts';
import { el, fill } from './dom.ts';
import { index } from './page.ts';
import { Row } from './row.ts';

// So many rows are there at once; the others follow when the browser has time, so that the first are seen soon.
const AT_ONCE = 100;
const MORE = 200;

const UNTOLD = new Set(['Unchanged', 'Left out', 'Tests']);

/** The tests in their sections. */
export class List {
  readonly element = el('div', { class: 'sections' });
  readonly #rows = new Map<number, Row>();
  /** Rises with every arrangement: what is still being filled for an earlier one stops. */
  #turn = 0;

  /** Shows what the reader wants to see. @returns how many tests that is */
  show(wish: Wish): number {
    this.#turn++;
    this.#rows.clear();
    const sections = arrange(index.rows, wish);
    fill(this.element, ...sections.map((section) => this.#section(section)));
    const count = sections.reduce((sum, { places }) => sum + places.length, 0);
    if (count === 0) fill(this.element, el('p', { class: 'nothing' }, 'No test is like that.'));
    return count;
  }

  /** The row at a place, where it is shown; the section that it is in is opened. */
  reveal(place: number): void {
    for (const details of this.element.querySelectorAll<HTMLDetailsElement>('details.section')) {
      const places = details.dataset.places?.split(' ').map(Number) ?? [];
      if (!places.includes(place)) continue;
      details.open = true;
      this.#fill(details, places, Number.POSITIVE_INFINITY);
    }
    this.#rows.get(place)?.reveal();
  }

  #section({ title, says, isFolded, places }: Section): HTMLElement {
    const details = el(
      'details',
      { class: 'section', open: !isFolded, 'data-title': title, 'data-places': places.join(' ') },
      el(
        'summary',
        {},
        el('h3', {}, title, el('span', { class: 'count' }, formatCount(places.length))),
        says !== '' && el('span', { class: 'says' }, says),
      ),
      el('ul', { class: 'rows' }),
    );
    if (isFolded) details.addEventListener('toggle', () => this.#fill(details, places, AT_ONCE), { once: true });
    else this.#fill(details, places, AT_ONCE);
    return details;
  }

  #fill(details: HTMLDetailsElement, places: readonly number[], most: number): void {
    const rows = details.querySelector('ul.rows')!;
    const turn = this.#turn;
    const isTold = !UNTOLD.has(details.dataset.title ?? '');
    const add = (upTo: number) => {
      const from = rows.childElementCount;
      const added = places.slice(from, upTo).map((place) => {
        const row = new Row(place, isTold);
        this.#rows.set(place, row);
        return row.element;
      });
      rows.append(...added);
    };
    const addMore = () => {
      if (turn !== this.#turn || rows.childElementCount >= places.length) return;
      add(rows.childElementCount + MORE);
      whenIdle(addMore);
    };
    add(Math.max(most, rows.childElementCount));
    whenIdle(addMore);
  }
}

function whenIdle(work: () => void): void {
  // Safari has no idle callbacks.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work);
  else setTimeout(work, 20);
}
