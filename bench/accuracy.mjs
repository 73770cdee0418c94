// The same functions measured by evenkeel, tinybench and mitata: do they agree, and who says the same thing twice?
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { estimateOfProcesses } from '../dist/judge/spread.js';
import { median } from '../dist/statistics/core/median.js';
import { functions } from './accuracy/functions.mjs';
import { medianSpreads, spreadTable, timesTable } from './accuracy/tables.mjs';
import { conditions } from './support/conditions.mjs';
import { askFreshProcess, rotate } from './support/fresh-process.mjs';

const WORKER = fileURLToPath(new URL('./accuracy/worker.mjs', import.meta.url));
const TOOLS = ['evenkeel', 'tinybench', 'mitata'];
// A run of evenkeel is five processes; the others are one process each, which takes about as long.
const TURNS = ['evenkeel', 'tinybench', 'evenkeel', 'mitata', 'evenkeel', 'evenkeel', 'evenkeel'];

const { values: flags } = parseArgs({
  options: { rounds: { type: 'string', default: '8' }, only: { type: 'string', default: '' } },
});
const rounds = Number(flags.rounds);
const names = Object.keys(functions).filter((name) => name.includes(flags.only));

console.log(`# Accuracy\n\n${conditions('npm run bench:accuracy')}\n- ${rounds} rounds\n`);
const answers = new Map(names.map((name) => [name, { evenkeel: [], run: [], tinybench: [], mitata: [] }]));
// Rounds are the outer loop: what the machine does meanwhile meets every tool and function alike.
for (let round = 0; round < rounds; round++) {
  for (const [at, name] of names.entries()) measureRound(name, round + at);
  process.stderr.write(`round ${round + 1} of ${rounds}\n`);
}
console.log(`Time per call, median of the rounds:\n\n${timesTable(answers)}`);
console.log(`\nSpread between processes, and between runs (robust SD ÷ median):\n\n${spreadTable(answers)}`);
console.log(`\nMedian of each column: ${medianSpreads(answers)}.`);
console.log(`\nA process measures for: ${TOOLS.map(timeTaken).join(', ')} (medians, start of Node not counted).`);

function measureRound(name, by) {
  const all = answers.get(name);
  const processes = [];
  for (const tool of rotate(TURNS, by)) {
    const answer = askFreshProcess(WORKER, [tool, name]);
    all[tool].push(answer);
    if (tool === 'evenkeel') processes.push(answer);
  }
  all.run.push({ estimate: estimateOfProcesses(processes.map(({ location }) => location)) });
}

function timeTaken(tool) {
  const seconds = [...answers.values()].flatMap((all) => all[tool].map(({ took }) => took));
  return `${tool} ${median(seconds).toFixed(2)} s`;
}
