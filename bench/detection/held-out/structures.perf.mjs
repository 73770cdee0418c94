// Workloads that nothing was tuned on: data structures.
import { perf } from 'evenkeel';
import { units } from './factor.mjs';

const numbers = Array.from({ length: 200 }, (_, i) => (i * 7919) % 211);

class Heap {
  #items = [];

  push(item) {
    const items = this.#items;
    let at = items.push(item) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (items[above] <= items[at]) break;
      [items[above], items[at]] = [items[at], items[above]];
      at = above;
    }
  }

  pop() {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (items.length === 0) return top;
    items[0] = last;
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      if (left >= items.length) return top;
      const child = left + 1 < items.length && items[left + 1] < items[left] ? left + 1 : left;
      if (items[at] <= items[child]) return top;
      [items[at], items[child]] = [items[child], items[at]];
      at = child;
    }
  }
}

perf('heap', () => {
  let sum = 0;
  for (let unit = 0; unit < units; unit++) {
    const heap = new Heap();
    for (let i = 0; i < 40; i++) heap.push(numbers[i + (unit % 100)]);
    for (let i = 0; i < 40; i++) sum += heap.pop();
  }
  return sum;
});

perf('groups', () => {
  let sum = 0;
  for (let unit = 0; unit < units; unit++) {
    const groups = new Map();
    for (const number of numbers) {
      const key = number % 13;
      const group = groups.get(key);
      if (group) group.push(number);
      else groups.set(key, [number]);
    }
    sum += groups.size;
  }
  return sum;
});

perf('arrays', () => {
  let sum = 0;
  for (let unit = 0; unit < units; unit++) {
    sum += numbers
      .map((number) => number * 3)
      .filter((number) => number % 2 === 0)
      .reduce((total, number) => total + number, unit);
  }
  return sum;
});

function* evens(values) {
  for (const value of values) if (value % 2 === 0) yield value;
}

perf('generators', () => {
  let sum = 0;
  for (let unit = 0; unit < units; unit++) for (const value of evens(numbers)) sum += value;
  return sum;
});
