// What evenkeel itself costs: every limit of the specification's Performance Requirements 1 and 2, and start-up.
import { parseArgs } from 'node:util';
import { KEPT_RUNS } from '../dist/framework/store/run-recorder.js';
import { componentTimes } from './overhead/component-times.mjs';
import { memoryUse } from './overhead/memory.mjs';
import { exampleShares, overheadShares } from './overhead/shares.mjs';
import { startUp } from './overhead/start-up.mjs';
import { storeTimes } from './overhead/store-times.mjs';
import { makeStore } from './overhead/stored.mjs';
import { conditions } from './support/conditions.mjs';

const TESTS = 1000;

const { values: flags } = parseArgs({
  options: { processes: { type: 'string', default: '20' }, only: { type: 'string', default: '' } },
});
const processes = Number(flags.processes);

console.log(`# Overhead\n\n${conditions('npm run bench:overhead')}\n- medians of ${processes} fresh processes`);
const sections = {
  components: () => section('Time of the components', componentTimes(processes)),
  store: storeSections,
  'start-up': () => section('Start-up', startUp(processes)),
  shares: async () => {
    section('Share of measuring in what is measured', await overheadShares(Math.ceil(processes / 4)));
    section('The same of the example suite', await exampleShares());
  },
};
if (flags.only && !(flags.only in sections)) throw new Error(`--only is one of ${Object.keys(sections).join(', ')}`);
for (const [name, print] of Object.entries(sections)) if (!flags.only || flags.only === name) await print();

async function storeSections() {
  const store = await makeStore(TESTS, KEPT_RUNS);
  try {
    section('Time of the store, a baseline', storeTimes(store, Math.ceil(processes / 4)));
    section('Memory', memoryUse(store));
  } finally {
    store.remove();
  }
}

function section(title, text) {
  console.log(`\n## ${title}\n\n${text}`);
}
