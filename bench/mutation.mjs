// Whether the tests of the judge and of the statistics would notice if the code were another: StrykerJS changes the code
// in thousands of small ways, and runs the tests that reach the change until one fails.
//   npm run bench:mutation -- --mutate 'src/judge/m*.ts' --survivors
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installOnDemand, runnerModules } from '../scripts/runner-versions.mjs';
import { scoreRows, survivorsOf } from './mutation/score.mjs';
import { conditions } from './support/conditions.mjs';
import { table } from './support/table.mjs';

const STRYKER = 'stryker@9';
const ROOMS = ['judge', 'statistics'];
const { values: flags } = parseArgs({
  options: {
    // Globs with commas between them, each within one of the rooms.
    mutate: { type: 'string', default: ROOMS.map((room) => `src/${room}/**/*.ts`).join(',') },
    // Test files to hold them against, with commas between them. Default: all of the room.
    tests: { type: 'string' },
    concurrency: { type: 'string', default: '1' },
    // Judges every mutant anew, also those whose code and tests are as they were the last time.
    fresh: { type: 'boolean', default: false },
    // Keeps the simulations that are left out otherwise (bench/mutation/left-out.ts).
    simulations: { type: 'boolean', default: false },
    // Lists what survived, to read.
    survivors: { type: 'boolean', default: false },
  },
});

installOnDemand(STRYKER);
const started = process.hrtime.bigint();
const files = Object.assign({}, ...ROOMS.map(mutateRoom));
const minutes = Number(process.hrtime.bigint() - started) / 60e9;
if (flags.survivors) console.log(`\n${survivorsOf(files)}`);
console.log(`\n${conditions('npm run bench:mutation')}\n- took ${minutes.toFixed(0)} minutes\n`);
console.log(table(['file', 'mutants', 'killed', 'timed out', 'survived', 'not covered', 'score'], scoreRows(files)));

/** Stryker's report on a room: its files with their mutants; none where nothing of it is asked for. */
function mutateRoom(room) {
  const globs = flags.mutate.split(',').filter((glob) => glob.startsWith(`src/${room}/`));
  if (globs.length === 0) return {};
  if (flags.fresh) rmSync(`.mutation/${room}.incremental.json`, { force: true });
  const main = join(runnerModules(STRYKER), '@stryker-mutator/core/bin/stryker.js');
  const options = ['--concurrency', flags.concurrency, '--mutate', globs.join(',')];
  const { status } = spawnSync(process.execPath, [main, 'run', 'bench/mutation/stryker.config.mjs', ...options], {
    stdio: 'inherit',
    env: {
      ...process.env,
      MUTATION_ROOM: room,
      ...(flags.tests && { MUTATION_TESTS: flags.tests }),
      ...(flags.simulations && { MUTATION_SIMULATIONS: '1' }),
    },
  });
  if (status !== 0) process.exit(status ?? 1);
  return JSON.parse(readFileSync(`.mutation/${room}.report.json`, 'utf8')).files;
}
