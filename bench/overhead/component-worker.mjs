// One fresh process: what a component costs when it is loaded, called first, called a hundred times, and called warm.
import { median } from '../../dist/statistics/core/median.js';
import { components } from './components.mjs';

const CALLS = 100;
const WARM_UP_MS = 300;
const WARM_CALLS = 200;

const component = components[process.argv[2]];
const load = await timed(component.load);
const call = await component.prepare(load.result);
const first = await timed(call);
let next = 0;
for (let i = 1; i < CALLS; i++) next += (await timed(call)).ms;
const hundred = first.ms + next;
const warmFrom = performance.now() + WARM_UP_MS;
while (performance.now() < warmFrom) await call();
const warm = [];
for (let i = 0; i < WARM_CALLS; i++) warm.push((await timed(call)).ms);
console.log(JSON.stringify({ load: load.ms, first: first.ms, mean: hundred / CALLS, warm: median(warm) }));

async function timed(run) {
  const start = performance.now();
  const returned = run();
  const result = returned instanceof Promise ? await returned : returned;
  return { result, ms: performance.now() - start };
}
