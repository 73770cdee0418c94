import { countOutcomes, type Outcome } from '../../documents/entry.ts';
import { formatCount } from '../../format.ts';
import type { Order, Wish } from '../listing.ts';
import { button, el } from './dom.ts';
import { LOOKS } from './looks.ts';
import { index } from './page.ts';

const ORDERS: Readonly<Record<Order, string>> = {
  attention: 'what needs attention first',
  change: 'by change, worst first',
  name: 'by name',
  group: 'by file',
};
const PAUSE = 120;

/** What a reader can ask the list for. @param onWish - answers how many tests that is */
export function controls(onWish: (wish: Wish) => number): {
  readonly element: HTMLElement;
  readonly reset: () => void;
} {
  const outcomes = new Set<Outcome>();
  const search = el('input', {
    type: 'search',
    id: 'search',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: 'Name, file, words …',
  });
  const order = el(
    'select',
    { id: 'order' },
    ...Object.entries(ORDERS).map(([value, label]) => el('option', { value }, label)),
  );
  const said = el('p', { class: 'found', role: 'status' });
  const ask = () => {
    const count = onWish({ text: search.value, outcomes, order: order.value as Order });
    const isAsked = search.value.trim() !== '' || outcomes.size > 0;
    said.textContent = isAsked ? `${formatCount(count)} of ${formatCount(index.rows.length)} tests` : '';
  };
  const chips = [...countOutcomes(index.rows)].map(([outcome, count]) => {
    const { sign, word, tone } = LOOKS[outcome];
    const chip = button(
      `${sign} ${formatCount(count)} ${word}`,
      () => {
        const isOn = !outcomes.delete(outcome);
        if (isOn) outcomes.add(outcome);
        chip.setAttribute('aria-pressed', String(isOn));
        ask();
      },
      { class: `chip ${tone}`, 'aria-pressed': 'false' },
    );
    return chip;
  });
  let waiting = 0;
  search.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE) as unknown as number;
  });
  order.addEventListener('change', ask);
  const reset = () => {
    search.value = '';
    outcomes.clear();
    order.value = 'attention';
    for (const chip of chips) chip.setAttribute('aria-pressed', 'false');
    ask();
  };
  const element = el(
    'search',
    { class: 'controls' },
    el('div', { class: 'chips', role: 'group', 'aria-label': 'Show only' }, ...chips),
    el(
      'div',
      { class: 'fields' },
      el('span', { class: 'field' }, el('label', { for: 'search' }, 'Search'), search),
      el('span', { class: 'field' }, el('label', { for: 'order' }, 'Sort'), order),
    ),
    said,
  );
  return { element, reset };
}
