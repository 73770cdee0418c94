// Twelve tests of about a millisecond.
import { perf } from 'evenkeel';
import { DEARER } from './dearer.mjs';

const numbers = Array.from({ length: 500 }, (_, i) => Math.sin(i * i));
const document = JSON.stringify(numbers.map((value, id) => ({ id, value })));
const text = 'the quick brown fox jumps over the lazy dog on 2031-04-15; '.repeat(250);

const kinds = {
  sort: (seed) => {
    let sum = 0;
    for (let i = 0; i < 8; i++) sum += numbers.toSorted((a, b) => a - b)[(i + seed) % 500];
    return sum;
  },
  json: (seed) => {
    let sum = 0;
    for (let i = 0; i < 8; i++) sum += JSON.parse(document)[(i + seed) % 500].value;
    return sum;
  },
  words: (seed) => {
    const counts = new Map();
    for (const word of text.split(' ')) counts.set(word, (counts.get(word) ?? seed) + 1);
    for (const [date] of text.matchAll(/\d{4}-\d\d-\d\d/g)) counts.set(date, (counts.get(date) ?? seed) + 1);
    return counts.size;
  },
  integers: (seed) => {
    const rounds = 150_000 * (seed === 3 ? DEARER : 1);
    let x = seed;
    for (let i = 0; i < rounds; i++) x = Math.imul(x ^ (x >>> 15), 2246822519) + i;
    return x;
  },
};

for (const [kind, work] of Object.entries(kinds)) {
  for (const seed of [1, 2, 3]) perf(`${kind} ${seed}`, () => work(seed));
}
