import { perf } from 'evenkeel';
import { units } from './factor.mjs';

const document = JSON.stringify(
  Array.from({ length: 8 }, (_, id) => ({ id, name: `user ${id}`, tags: ['a', 'b', `${id}`], score: id / 7 })),
);
const lines = Array.from(
  { length: 6 },
  (_, i) =>
    `2031-04-${10 + i}T12:30:45.123Z GET /articles/${i}/comments?page=${i % 3} 200 ${i * 37} ann${i}@example.org`,
);
const address = /([a-z]+\d*)@([a-z]+)\.org/;
const rows = Array.from({ length: 8 }, (_, i) => ({ name: `item <${i}>`, price: i * 1.25, stock: i % 3 }));

perf('jsonParse', () => {
  let length = 0;
  for (let unit = 0; unit < units; unit++) length += JSON.parse(document).length;
  return length;
});

perf('regularExpression', () => {
  let found = 0;
  for (let unit = 0; unit < units; unit++) {
    for (const line of lines) found += address.exec(line)[1].length;
  }
  return found;
});

perf('stringBuild', () => {
  let length = 0;
  for (let unit = 0; unit < units; unit++) {
    let text = '';
    for (let i = 0; i < 60; i++) text += (i + unit).toString(36);
    length += text.charCodeAt(text.length - 1);
  }
  return length;
});

const escaped = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };
const escapeHtml = (text) => text.replace(/[<>&]/g, (character) => escaped[character]);
const row = ({ name, price, stock }) =>
  `<tr class="${stock ? 'in' : 'out'}"><td>${escapeHtml(name)}</td><td>${price.toFixed(2)}</td></tr>`;

perf('template', () => {
  let length = 0;
  for (let unit = 0; unit < units; unit++) length += `<table>${rows.map(row).join('')}</table>`.length;
  return length;
});
