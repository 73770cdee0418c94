// What a report on a large suite costs, in every form.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { REPORT_FORMATS } from '../dist/report/documents/document.js';
import { median } from '../dist/statistics/core/median.js';
import { conditions } from './support/conditions.mjs';
import { askFreshProcess } from './support/fresh-process.mjs';
import { table } from './support/table.mjs';

const WORKER = fileURLToPath(new URL('./reports/worker.mjs', import.meta.url));
const SIZES = [500, 5000];
const MEGABYTE = 1e6;

const { values: flags } = parseArgs({ options: { processes: { type: 'string', default: '5' } } });
const processes = Number(flags.processes);

console.log(`${conditions('npm run bench:reports')}\n- medians of ${processes} fresh processes\n`);
const rows = REPORT_FORMATS.flatMap((format) => SIZES.map((tests) => rowOf(format, tests)));
console.log(table(['report', 'tests', 'time', '`JSON.stringify` alone', 'processor', 'size', 'memory grows by'], rows));

function rowOf(format, tests) {
  const answers = Array.from({ length: processes }, () => askFreshProcess(WORKER, [format, String(tests)]));
  const middle = (key) => median(answers.map((answer) => answer[key]));
  return [
    format,
    tests.toLocaleString('en'),
    `${Math.round(1000 * middle('seconds'))} ms`,
    format === 'json' ? `${Math.round(1000 * middle('native'))} ms` : '',
    `${Math.round(1000 * middle('cpu'))} ms`,
    `${(middle('bytes') / MEGABYTE).toFixed(2)} MB`,
    `${(middle('grown') / MEGABYTE).toFixed(1)} MB`,
  ];
}
