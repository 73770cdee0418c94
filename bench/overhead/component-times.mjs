import { fileURLToPath } from 'node:url';
import { formatDuration } from '../../dist/report/format.js';
import { median } from '../../dist/statistics/core/median.js';
import { askFreshProcess } from '../support/fresh-process.mjs';
import { table } from '../support/table.mjs';
import { components } from './components.mjs';

const WORKER = fileURLToPath(new URL('./component-worker.mjs', import.meta.url));

/** Measures every component in fresh processes; medians of them, beside the specification's limits. */
export function componentTimes(processes) {
  const names = Object.keys(components);
  const answers = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < processes; round++) {
    for (const name of names) answers.get(name).push(askFreshProcess(WORKER, [name]));
  }
  const rows = names.map((name) => {
    const { title, limit, per } = components[name];
    const typical = (field) => median(answers.get(name).map((answer) => answer[field])) / 1e3;
    const counts = per === 'session' ? typical('first') : typical('mean');
    return [
      title,
      `${formatDuration(limit)} a ${per}`,
      formatDuration(typical('load')),
      formatDuration(typical('first')),
      per === 'session' ? '' : formatDuration(typical('mean')),
      formatDuration(typical('warm')),
      counts < limit ? 'yes' : typical('warm') < limit ? 'when warm' : 'no',
    ];
  });
  return table(['component', 'limit', 'loading its code', 'first call', 'mean of 100', 'warm', 'within'], rows);
}
