import { createHash } from 'node:crypto';

/**
 * What is measured, from about a nanosecond to ten milliseconds. Each entry makes its function anew, with a state of its
 * own: a result that never changes could be computed once, outside the measuring loop.
 */
export const functions = {
  'empty function': () => () => {},

  'integer arithmetic': () => {
    let x = 1;
    return () => {
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
      return x;
    };
  },

  'property access': () => {
    const points = Array.from({ length: 8 }, (_, i) => ({ name: `point ${i}`, position: { x: i, y: -i } }));
    let next = 0;
    return () => {
      next = (next + 1) & 7;
      const { position } = points[next];
      return position.x + position.y + next;
    };
  },

  'Map read and write': () => {
    const counts = new Map(Array.from({ length: 1000 }, (_, i) => [`key ${i}`, 0]));
    const keys = [...counts.keys()];
    let next = 0;
    return () => {
      next = (next + 7) % keys.length;
      const count = (counts.get(keys[next]) + 1) & 1023;
      counts.set(keys[next], count);
      return count;
    };
  },

  'regular expression': () => {
    const lines = Array.from({ length: 8 }, (_, i) => `2031-04-0${i + 1}T12:30:45.123Z GET /articles/${i}?page=2 200`);
    const pattern = /^(\d{4})-(\d{2})-(\d{2})T\S+ ([A-Z]+) (\/\S*) (\d{3})$/;
    let next = 0;
    return () => {
      next = (next + 1) & 7;
      return pattern.exec(lines[next])[5].length;
    };
  },

  'small JSON.parse': () => {
    const text = JSON.stringify({ id: 17, name: 'a small document', tags: ['x', 'y', 'z'], at: { x: 1.5, y: -2.25 } });
    return () => JSON.parse(text).tags.length;
  },

  'allocation of 1,000 objects': () => {
    let next = 0;
    return () => {
      next = (next + 1) & 255;
      const made = [];
      for (let i = 0; i < 1000; i++) made.push({ id: i, value: i + next, previous: made[i - 1] });
      return made[999].value;
    };
  },

  'sort of 1,000 numbers': () => {
    const numbers = Array.from({ length: 1000 }, (_, i) => Math.sin(i * i));
    return () => numbers.slice().sort((a, b) => a - b)[500];
  },

  'SHA-256 of 64 kB': () => {
    const data = Buffer.alloc(64 * 1024, 7);
    return () => createHash('sha256').update(data).digest()[0];
  },

  'sieve, about 1 ms': () => sieve(400_000),

  'matrix product, about 10 ms': () => matrixProduct(200),

  'async function, one await': () => {
    let x = 0;
    return async () => {
      x = (x + 1) & 1023;
      await null;
      return x;
    };
  },
};

function sieve(limit) {
  const composite = new Uint8Array(limit);
  return () => {
    composite.fill(0);
    let primes = 0;
    for (let n = 2; n < limit; n++) {
      if (composite[n] === 1) continue;
      primes++;
      for (let multiple = n * n; multiple < limit; multiple += n) composite[multiple] = 1;
    }
    return primes;
  };
}

function matrixProduct(size) {
  const left = Float64Array.from({ length: size * size }, (_, i) => Math.sin(i));
  const right = Float64Array.from({ length: size * size }, (_, i) => Math.cos(i));
  const product = new Float64Array(size * size);
  return () => {
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        let sum = 0;
        for (let i = 0; i < size; i++) sum += left[row * size + i] * right[i * size + column];
        product[row * size + column] = sum;
      }
    }
    return product[size + 1];
  };
}
