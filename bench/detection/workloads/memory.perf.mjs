import { perf } from 'evenkeel';
import { units } from './factor.mjs';

const numbers = Array.from({ length: 250 }, (_, i) => Math.sin(i * i));
const keys = Array.from({ length: 97 }, (_, i) => `key ${i}`);

// Several milliseconds.
perf('sort', () => {
  let sum = 0;
  for (let unit = 0; unit < units; unit++) sum += numbers.slice().sort((a, b) => a - b)[unit];
  return sum;
});

perf('mapChurn', () => {
  let size = 0;
  for (let unit = 0; unit < units; unit++) {
    const map = new Map();
    for (let i = 0; i < 100; i++) map.set(keys[(i * 7) % keys.length], i);
    size += map.size;
  }
  return size;
});

perf('objects', () => {
  let sum = 0;
  for (let unit = 0; unit < units; unit++) {
    let last = null;
    for (let i = 0; i < 100; i++) last = { value: i + unit, previous: last };
    sum += last.previous.value;
  }
  return sum;
});
