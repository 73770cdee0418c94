// Tries inputs of one kind in this process: `worker.mjs <kind> <how many> <seed>`.
import { createGenerator } from '../../../dist/statistics/core/random.js';

const [kind, count, seed] = process.argv.slice(2);
const { setUp, make, look } = await import(`./${kind}.mjs`);
const MEGABYTE = 1e6;
const KEPT = 100;
const EVERY = 500;

const progress = { done: 0, accepted: 0, refused: 0, slowest: 0, memory: 0, wrong: [] };
await setUp();
let toldAt = performance.now();
for (let number = 0; number < Number(count); number++) {
  const random = createGenerator(Number(seed) * 1_000_003 + number);
  const input = make(random);
  const before = process.cpuUsage();
  let problem = null;
  try {
    const outcome = await look(input, random);
    if (outcome === 'accepted' || outcome === 'refused') progress[outcome]++;
    else problem = outcome;
  } catch (error) {
    problem = `it threw ${error?.stack ?? error}`;
  }
  const { user, system } = process.cpuUsage(before);
  progress.slowest = Math.max(progress.slowest, (user + system) / 1e6);
  if (problem !== null) {
    if (progress.wrong.length < KEPT)
      progress.wrong.push(`number ${number}: ${String(problem).slice(0, 1000)}; input ${shown(input)}`);
  }
  progress.done++;
  if (performance.now() - toldAt < EVERY) continue;
  tell();
  // Lets the channel write.
  await new Promise((resolve) => setImmediate(resolve));
}
tell();
process.disconnect();

function tell() {
  toldAt = performance.now();
  process.send({ ...progress, memory: (process.resourceUsage().maxRSS * 1024) / MEGABYTE });
}

function shown(input) {
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  return JSON.stringify(text.length > 300 ? `${text.slice(0, 300)}… (${text.length} characters)` : text);
}
