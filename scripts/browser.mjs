// The browser that tests of pages use: finds one, and with --install has Debian's package manager install one where there is none,
// which takes root. Without one those tests are left out, and `npm test` says so.
//
// Usage: node scripts/browser.mjs [--install]
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ELSEWHERE = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** What is said where there is none. */
export const NO_BROWSER =
  'No browser was found, so nothing was tested in one (test/browser). Install Chromium, or set EVENKEEL_TEST_BROWSER to its path.';

/** The path of a browser of Chromium's kind; null where there is none. */
export function findBrowser() {
  const { EVENKEEL_TEST_BROWSER: named, PATH = '' } = process.env;
  if (named) return named;
  const candidates = PATH.split(delimiter).flatMap((directory) => NAMES.map((name) => join(directory, name)));
  return [...candidates, ...ELSEWHERE].find(isProgram) ?? null;
}

/** How it is started: root has no sandbox, and nothing is asked of anybody else. */
export function browserOptions() {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
  const isRoot = process.getuid?.() === 0;
  return { executablePath: findBrowser() ?? '', args: [...quiet, ...(isRoot ? ['--no-sandbox'] : [])] };
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function install() {
  if (process.getuid?.() !== 0) return;
  const options = /** @type {const} */ ({ stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 });
  try {
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      ...options,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  } catch (error) {
    console.error(`Chromium could not be installed: ${error instanceof Error ? error.message : error}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (findBrowser() === null && process.argv.includes('--install')) install();
  console.log(findBrowser() ?? NO_BROWSER);
}
