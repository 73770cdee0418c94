// `evenkeel compare` of this package's own performance tests (perf/): `npm run perf -- origin/main --merge-base`. What is
// given goes to the command. It runs a copy of what is built, because evenkeel refuses to measure the base with processes
// that have loaded code of the present tree, and here that is its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
// The packages of the base are its own; what it is built with may be another version.
const PREPARE = 'npm ci --no-audit --no-fund && npm run build';
// On a busy machine half of the tests take as many pairs as they may; 48, the command's own default, take half an hour.
const MOST_PAIRS = '24';

/**
 * Puts a copy of the built package into a directory, with links to the packages that it needs.
 * @param {string} directory
 * @returns {string} its command.
 */
export function copyOfItself(directory) {
  const modules = join(directory, 'node_modules');
  for (const part of ['dist', 'schemas', 'package.json']) {
    cpSync(join(ROOT, part), join(modules, 'evenkeel', part), { recursive: true });
  }
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const installed = join(ROOT, 'node_modules', name);
    if (!existsSync(installed)) continue;
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(installed, join(modules, name), 'junction');
  }
  return join(modules, 'evenkeel', 'dist', 'cli', 'main.cjs');
}

if (process.argv[1] === import.meta.filename) {
  const directory = mkdtempSync(join(tmpdir(), 'evenkeel-itself-'));
  try {
    const args = ['compare', '--blocks', MOST_PAIRS, ...process.argv.slice(2), 'perf', '--prepare', PREPARE];
    const child = spawn(process.execPath, [copyOfItself(directory), ...args], { cwd: ROOT, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    const [exitCode] = await once(child, 'exit');
    process.exitCode = exitCode ?? 1;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
