import { fileURLToPath } from 'node:url';
import { askFreshProcess } from '../support/fresh-process.mjs';
import { table } from '../support/table.mjs';

const WORKER = fileURLToPath(new URL('./memory-worker.mjs', import.meta.url));
const MEGABYTE = 1e6;

/** What is held in memory and on disk, beside the specification's limits. */
export function memoryUse({ directory, tests, runs, bytes }) {
  const ask = (what, ...args) => askFreshProcess(WORKER, [what, ...args]);
  const store = ask('baselines', directory, String(tests));
  const { allocated } = ask('buffers');
  const hungriest = Object.entries(allocated).reduce((a, b) => (b[1] > a[1] ? b : a));
  const row = (title, limit, size) => [title, `${limit} MB`, sizeOf(size), size < limit * MEGABYTE ? 'yes' : 'no'];
  return table(
    ['what', 'limit', 'size', 'within'],
    [
      row(`baseline cache on disk, ${tests} tests × ${runs} runs × 5 processes`, 10, bytes),
      row('the same, kept in memory after every history was read', 10, Math.max(0, store.kept)),
      row('the same, most in use at one time', 10, store.most),
      row('samples of a test, 5 processes × 100', 1, ask('samples').kept),
      row(`statistical buffers, the hungriest (${hungriest[0]}, 500 samples), all that it allocates`, 5, hungriest[1]),
      row('environment profile', 1, ask('environment').kept),
    ],
  );
}

function sizeOf(bytes) {
  return bytes < MEGABYTE ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / MEGABYTE).toFixed(2)} MB`;
}
