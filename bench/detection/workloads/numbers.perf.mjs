import { createHash } from 'node:crypto';
import { perf } from 'evenkeel';
import { units } from './factor.mjs';

const table = Uint32Array.from({ length: 256 }, (_, i) => Math.imul(i, 2654435761));
const bytes = Buffer.alloc(1024, 7);
let state = 1;

// About a microsecond: each step needs the one before it, so that no unit can be saved.
perf('integers', () => {
  let x = state;
  for (let unit = 0; unit < units; unit++) {
    x = Math.imul(x ^ table[x & 255], 1664525) ^ (x >>> 13);
    x = Math.imul(x ^ table[x & 255], 1664525) ^ (x >>> 13);
  }
  state = x;
  return x;
});

perf('sha256', () => {
  let sum = 0;
  for (let unit = 0; unit < units; unit++) sum += createHash('sha256').update(bytes).digest()[0];
  return sum;
});
