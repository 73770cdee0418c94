// Workloads that nothing was tuned on: text.
import { perf } from 'evenkeel';
import { units } from './factor.mjs';

const words = Array.from({ length: 64 }, (_, i) => `w${((i * 2654435761) >>> 0).toString(36)}`);
const addresses = words.slice(0, 12).map((word, i) => `https://example.org:80${i}/${word}?page=${i}&q=${word}#top`);
const table = words
  .slice(0, 24)
  .map((word, i) => `${word},"${i},${word}",${i * 3.5}`)
  .join('\n');
const sentence = words.join(' ');

function distance(one, two) {
  let previous = Array.from({ length: two.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= two.length; j++) {
      const cost = one.charCodeAt(i - 1) === two.charCodeAt(j - 1) ? 0 : 1;
      row.push(Math.min(row[j - 1] + 1, previous[j] + 1, previous[j - 1] + cost));
    }
    previous = row;
  }
  return previous[two.length];
}

perf('editDistance', () => {
  let sum = 0;
  for (let unit = 0; unit < units; unit++) sum += distance(words[unit % 63], words[(unit % 63) + 1]);
  return sum;
});

perf('urls', () => {
  let sum = 0;
  for (let unit = 0; unit < units; unit++) sum += new URL(addresses[unit % 12]).searchParams.get('q').length;
  return sum;
});

perf('csv', () => {
  let cells = 0;
  for (let unit = 0; unit < units; unit++) {
    for (const line of table.split('\n')) cells += line.match(/"[^"]*"|[^,]+/g).length;
  }
  return cells;
});

perf('wordCount', () => {
  let size = 0;
  for (let unit = 0; unit < units; unit++) {
    const counts = {};
    for (const word of sentence.split(' ')) counts[word] = (counts[word] ?? 0) + 1;
    size += Object.keys(counts).length;
  }
  return size;
});
