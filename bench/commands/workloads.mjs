// Commands whose work can be made dearer by any share of what the whole command takes, its start included.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGenerator } from '../../dist/statistics/core/random.js';

const PYTHON = (count) => ['python3', '-c', `n = 0\nfor i in range(${count}): n += i`];
const NODE = (count) => ['node', '-e', `let n = 1; for (let i = 0; i < ${count}; i++) n = (n * 31 + i) % 1000003;`];

/** By name: the command that does a work of this size, and the size that it has unchanged. */
export const WORKLOADS = {
  'gzip, small': { size: 200_000, commandOf: gzip },
  python: { size: 200_000, commandOf: PYTHON },
  node: { size: 6_000_000, commandOf: NODE },
  'gzip, large': { size: 4_000_000, commandOf: gzip },
};

const random = createGenerator(11);
let text = '';

function gzip(size, directory) {
  const file = join(directory, `${size}.txt`);
  while (text.length < size) text += `${Math.floor(1e6 * random() ** 3)} of ${Math.floor(100 * random())}\n`;
  writeFileSync(file, text.slice(0, size));
  return ['gzip', '-c', file];
}
