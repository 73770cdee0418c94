// Builds and runs all tests, in parts with one closing line, and says what each part took: simulations, which take several
// times as long where coverage is counted, without it, while the versions of other programs that the rest needs are fetched;
// what runs only built code, which has no coverage either; and then all others with it.
// Arguments are Vitest's: `npm test -- test/judge`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser, NO_BROWSER } from './browser.mjs';
import { secondsSince, table } from './seconds.mjs';

const pathOf = (name) => fileURLToPath(new URL(name, import.meta.url));
const ROOT = pathOf('..');
const vitest = [pathOf('../node_modules/vitest/vitest.mjs'), 'run'];
const chosen = process.argv.slice(2);
const args = chosen.length > 0 ? [...chosen, '--passWithNoTests'] : [];
const projects = (...names) => names.flatMap((name) => ['--project', name]);

const directory = mkdtempSync(join(tmpdir(), 'evenkeel-tests-'));
const env = { ...process.env, EVENKEEL_TEST_COUNTS: join(directory, 'counts') };
const seconds = {};

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
  if (status !== 0) process.exitCode = 1;
  return status === 0;
}

const runVitest = (name, ...words) => run(name, process.execPath, [...vitest, ...words, ...args]);

try {
  if (await run('build', 'npm', ['run', 'build'])) {
    // Fetching waits for the network, simulating needs nothing but the processors.
    const fetching = run('other versions, meanwhile', process.execPath, [pathOf('other-versions.mjs')]);
    await runVitest('simulations', ...projects('simulations'));
    if (await fetching) {
      await runVitest('outside', ...projects('outside'));
      await runVitest('rooms', ...projects('rooms', 'rooms-together', 'alone'), '--coverage');
    }
  }
  console.log(`\n${table(seconds)}`);
  if (findBrowser() === null) console.log(`\n${NO_BROWSER}`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
