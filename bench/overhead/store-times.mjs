import { fileURLToPath } from 'node:url';
import { formatDuration } from '../../dist/report/format.js';
import { median } from '../../dist/statistics/core/median.js';
import { askFreshProcess } from '../support/fresh-process.mjs';
import { table } from '../support/table.mjs';

const WORKER = fileURLToPath(new URL('./store-worker.mjs', import.meta.url));
const LIMIT = 0.5e-3;

/** What the operations on a store cost a baseline; opening and closing are counted apart. */
export function storeTimes({ directory, tests, runs }, processes) {
  const answers = Array.from({ length: processes }, () =>
    askFreshProcess(WORKER, [directory, String(tests), String(runs)]),
  );
  const typical = (field) => median(answers.map((answer) => answer[field])) / 1e3;
  const perBaseline = (title, field) => {
    const each = typical(field) / tests;
    return [title, formatDuration(LIMIT), formatDuration(each), each < LIMIT ? 'yes' : 'no'];
  };
  const once = (title, field) => [title, '', formatDuration(typical(field)), ''];
  return table(
    ['operation', 'limit', 'time', 'within'],
    [
      perBaseline(`history of ${runs} runs, mean of ${tests}`, 'read'),
      perBaseline(`append, all ${tests} at once, to an empty store`, 'appendAtOnce'),
      perBaseline('append, 24 at once, as `evenkeel run` does', 'appendInBlocks'),
      perBaseline('append, one at a time, as `runPerformanceTest` does', 'appendSingly'),
      once('load the store’s code, once per process', 'load'),
      once('open, once per process (loads SQLite)', 'open'),
      once('close, once per process', 'close'),
    ],
  );
}
