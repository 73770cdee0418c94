// Whether the tests of the judge and of the statistics would notice if the code were another: StrykerJS changes the code
// in thousands of small ways, and runs the tests that reach the change until one fails.
//   npm run bench:mutation -- --mutate 'src/judge/m*.ts' --survivors
//   npm run bench:mutation -- --mutate 'src/statistics/**/*.ts' --sample 600 --survivors
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { installOnDemand } from '../scripts/runner-versions.mjs';
import { byFile, judge } from './mutation/run.mjs';
import { draw, mutantsOf } from './mutation/sample.mjs';
import { isUndetected, scoreOfSample, scoreRows, survivorsOf } from './mutation/score.mjs';
import { conditions } from './support/conditions.mjs';
import { table } from './support/table.mjs';

const ROOMS = ['judge', 'statistics'];
const { values: flags } = parseArgs({
  options: {
    // Globs with commas between them, each within one of the rooms.
    mutate: { type: 'string', default: ROOMS.map((room) => `src/${room}/**/*.ts`).join(',') },
    // Test files to hold them against, with commas between them. Default: all of the room.
    tests: { type: 'string' },
    concurrency: { type: 'string', default: '1' },
    // So many mutants of each room, drawn at random, instead of all of them: the score is an estimate then.
    sample: { type: 'string' },
    // Another seed draws other ones.
    seed: { type: 'string', default: '1' },
    // Judges every mutant anew, also those whose code and tests are as they were the last time.
    fresh: { type: 'boolean', default: false },
    // After tests were added: judges only what none of them noticed the last time, and takes all else from then.
    again: { type: 'boolean', default: false },
    // Keeps the simulations that are left out otherwise (bench/mutation/left-out.ts).
    simulations: { type: 'boolean', default: false },
    // Lists what survived, to read.
    survivors: { type: 'boolean', default: false },
  },
});

await installOnDemand('stryker@9');
const started = process.hrtime.bigint();
const files = {};
const samples = [];
for (const room of ROOMS) await judgeRoom(room);
const minutes = Number(process.hrtime.bigint() - started) / 60e9;
if (flags.survivors) console.log(`\n${survivorsOf(files)}`);
console.log(`\n${conditions('npm run bench:mutation')}\n- took ${minutes.toFixed(0)} minutes\n`);
console.log(table(['file', 'mutants', 'killed', 'timed out', 'survived', 'not covered', 'score'], scoreRows(files)));
for (const sample of samples) console.log(`\n${scoreOfSample(files, sample)}`);

/** Adds the result of a room's mutants to `files`; nothing where nothing of it is asked for. */
async function judgeRoom(room) {
  const globs = flags.mutate.split(',').filter((glob) => glob.startsWith(`src/${room}/`));
  if (globs.length === 0) return;
  if (flags.fresh) rmSync(`.mutation/${room}.incremental.json`, { force: true });
  const last = `.mutation/${room}.last.json`;
  const before = flags.again ? JSON.parse(readFileSync(last, 'utf8')) : null;
  const { keys, total } = before ?? (await choose(globs));
  const environment = {
    ...(flags.tests && { MUTATION_TESTS: flags.tests }),
    ...(flags.simulations && { MUTATION_SIMULATIONS: '1' }),
  };
  const asked = before ? keys.filter((key) => !before.mutants[key] || isUndetected(before.mutants[key])) : keys;
  const { sources, mutants } = judge(room, asked, flags.concurrency, environment);
  const all = { keys, total, sources: { ...before?.sources, ...sources }, mutants: { ...before?.mutants, ...mutants } };
  writeFileSync(last, JSON.stringify(all));
  if (keys.length < total) samples.push({ room, size: keys.length, total });
  Object.assign(files, byFile(all));
}

async function choose(globs) {
  const all = await mutantsOf(globs);
  return { keys: flags.sample ? draw(all, Number(flags.sample), flags.seed) : all, total: all.length };
}
