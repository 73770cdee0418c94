// What one process makes of two functions that do not differ: how far apart do they come out?
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { functions } from './accuracy/functions.mjs';
import { biasTable, kinds, largestTable } from './in-process/bias.mjs';
import { conditions } from './support/conditions.mjs';
import { askFreshProcess } from './support/fresh-process.mjs';

const WORKER = fileURLToPath(new URL('./in-process/worker.mjs', import.meta.url));

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    // Four times the default: what the machine adds must not be taken for what the process does.
    iterations: { type: 'string', default: '400' },
    only: { type: 'string', default: '' },
  },
});

const names = Object.keys(functions).filter((name) => name.includes(flags.only));

console.log(`# Unchanged functions in one process\n\n${conditions('npm run bench:in-process')}\n`);
const answers = [];
for (let round = 0; round < Number(flags.rounds); round++) {
  for (const name of names) {
    for (const kind of Object.keys(kinds)) {
      answers.push({ name, kind, ...askFreshProcess(WORKER, [kind, name, flags.iterations]) });
    }
  }
  process.stderr.write(`round ${round + 1} of ${flags.rounds}\n`);
}
console.log(`Sizes of the differences, a fresh process each:\n\n${biasTable(answers)}\n`);
console.log(`By function:\n\n${largestTable(answers)}`);
