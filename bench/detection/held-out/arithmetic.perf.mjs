// Workloads that nothing was tuned on: arithmetic, bytes, and waiting.
import { gzipSync } from 'node:zlib';
import { perf } from 'evenkeel';
import { units } from './factor.mjs';

const SIDE = 12;
const left = Float64Array.from({ length: SIDE * SIDE }, (_, i) => Math.cos(i));
const right = Float64Array.from({ length: SIDE * SIDE }, (_, i) => Math.sin(i));
const product = new Float64Array(SIDE * SIDE);
const bytes = Buffer.from(Array.from({ length: 600 }, (_, i) => (i * i) % 251));

perf('matrices', () => {
  for (let unit = 0; unit < units; unit++) {
    for (let row = 0; row < SIDE; row++) {
      for (let column = 0; column < SIDE; column++) {
        let sum = 0;
        for (let i = 0; i < SIDE; i++) sum += left[row * SIDE + i] * right[i * SIDE + column];
        product[row * SIDE + column] = sum;
      }
    }
  }
  return product[units % product.length];
});

perf('bigIntegers', () => {
  let sum = 0n;
  for (let unit = 0; unit < units; unit++) {
    let x = 12_345_678_901_234_567_890n + BigInt(unit);
    for (let i = 0; i < 12; i++) x = (x * x + 1n) % 340_282_366_920_938_463_463_374_607_431n;
    sum += x;
  }
  return sum;
});

perf('gzip', () => {
  let size = 0;
  for (let unit = 0; unit < units; unit++) size += gzipSync(bytes, { level: 1 }).length;
  return size;
});

perf('promises', async () => {
  let sum = 0;
  for (let unit = 0; unit < units; unit++) {
    for (const value of await Promise.all([unit, unit + 1, unit + 2].map(async (n) => n * 2))) sum += value;
  }
  return sum;
});
