import { controls } from './controls.ts';
import { el } from './dom.ts';
import { header, headline } from './header.ts';
import { List } from './list.ts';
import { index } from './page.ts';

const list = new List();
const { element, reset } = controls((wish) => list.show(wish));
const tests = el('section', { id: 'tests', 'aria-label': 'Tests', tabindex: '-1' }, element, list.element);

document.getElementById('page')?.append(header(), tests);
document.title = `${headline()} · ${index.title}`;
reset();
reveal();
addEventListener('hashchange', reveal);

/** Shows the test that the address is about. */
function reveal(): void {
  const id = location.hash.replace(/^#t-/, '');
  if (id === '' || id === location.hash) return;
  const place = index.rows.findIndex((row) => row.id === id);
  if (place === -1) return;
  // It may be one that the reader has asked not to see.
  if (document.getElementById(`t-${id}`) === null) reset();
  list.reveal(place);
}
