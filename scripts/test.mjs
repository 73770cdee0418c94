// Builds and runs all tests, in parts with one closing line, and says what each part took: simulations, which take several
// times as long where coverage is counted, without it, while the versions of other programs that the rest needs are fetched;
// what runs only built code, which has no coverage either; and then all others with it.
// What failed in any part is listed once more at the end. Arguments are Vitest's: `npm test -- test/judge`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser, NO_BROWSER } from './browser.mjs';
import { secondsSince, table } from './seconds.mjs';
import { allParts, closingLine, lists, PARTS } from './test-outcomes.mjs';

const pathOf = (name) => fileURLToPath(new URL(name, import.meta.url));
const ROOT = pathOf('..');
const vitest = [pathOf('../node_modules/vitest/vitest.mjs'), 'run'];
const chosen = process.argv.slice(2);
const args = chosen.length > 0 ? [...chosen, '--passWithNoTests'] : [];
const projects = (...names) => names.flatMap((name) => ['--project', name]);

const directory = mkdtempSync(join(tmpdir(), 'evenkeel-tests-'));
const parts = join(directory, 'parts');
const env = { ...process.env, [PARTS]: parts };
const seconds = {};
const endedBadly = [];

/** Runs one part. @returns whether it ended well. */
async function run(name, program, words) {
  const start = performance.now();
  const child = spawn(program, words, {
    stdio: 'inherit',
    env,
    cwd: ROOT,
    shell: program === 'npm' && process.platform === 'win32',
  });
  const [status] = await once(child, 'close');
  seconds[name] = secondsSince(start);
  if (status === 0) return true;
  process.exitCode = 1;
  endedBadly.push(name);
  return false;
}

const runVitest = (name, ...words) => run(name, process.execPath, [...vitest, ...words, ...args]);

try {
  if (await run('build', 'npm', ['run', 'build'])) {
    // Fetching waits for the network, simulating needs nothing but the processors.
    const fetching = run('other versions, meanwhile', process.execPath, [pathOf('other-versions.mjs')]);
    await runVitest('simulations', ...projects('simulations'));
    if (await fetching) {
      await runVitest('outside', ...projects('outside', 'asking'));
      await runVitest('rooms', ...projects('rooms', 'rooms-together', 'computing', 'alone'), '--coverage');
    }
  }
  const outcome = allParts(parts);
  console.log(`\n${table(seconds)}\n${lists(outcome)}\n`);
  // Also where no test failed: of thresholds of the coverage, or of a part that broke down.
  if (endedBadly.length > 0) console.log(`Ended with an error: ${endedBadly.join(', ')}.`);
  if (findBrowser() === null) console.log(NO_BROWSER);
  console.log(closingLine(outcome));
} finally {
  rmSync(directory, { recursive: true, force: true });
}
