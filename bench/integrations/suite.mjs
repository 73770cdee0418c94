import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runnerModules } from '../../scripts/runner-versions.mjs';

const ROOT = join(import.meta.dirname, '../..');
// A small unit test: a module of its own, and some milliseconds of work in each of three tests.
// Nothing global in it: Jest's tests would find every global through an interceptor.
const SUM = 'function sum(n) { let s = 0; for (let i = 0; i < n; i++) s = (31 * s + i) % 1000003; return s; }';
const AS_MODULE = { 'package.json': '{ "type": "module" }', 'src/sum.js': `export ${SUM}` };
const IN_COMMONJS = { 'package.json': '{}', 'src/sum.js': `${SUM}\nexports.sum = sum;` };
const CASES = 'for (const n of [1, 2, 3]) test("sums " + n, () =>';

const WITHOUT = { vitest: 'export default {};', jest: "module.exports = { reporters: ['default'] };" };

// As many files as make a suite of a few seconds: Vitest starts a process for each, and so does node:test.
const SUITES = {
  vitest: {
    what: 'Vitest, the plug-in',
    count: 12,
    modules: (made) => link(made, 'vitest', join(ROOT, 'node_modules')),
    files: {
      ...AS_MODULE,
      'without.config.js': WITHOUT.vitest,
      'control.config.js': WITHOUT.vitest,
      'with.config.js': `import { evenkeel } from 'evenkeel/vitest/config'; export default { plugins: [evenkeel()] };`,
    },
    test: `import { expect, test } from 'vitest'; import { sum } from './sum.js'; ${CASES} expect(sum(n * 2e6)).toBeGreaterThan(0));`,
    command: (name) => ['node_modules/vitest/vitest.mjs', 'run', '--config', `${name}.config.js`],
  },
  jest: {
    what: 'Jest, reporter and set-up file',
    count: 40,
    modules: (made) => link(made, 'jest', runnerModules('jest@30')),
    files: {
      ...IN_COMMONJS,
      'without.config.js': WITHOUT.jest,
      'control.config.js': WITHOUT.jest,
      'with.config.js': `module.exports = { reporters: ['default', 'evenkeel/jest/reporter'], setupFilesAfterEnv: ['evenkeel/jest/setup'] };`,
    },
    test: `const { sum } = require('./sum.js'); ${CASES} expect(sum(n * 2e6)).toBeGreaterThan(0));`,
    command: (name) => ['node_modules/jest/bin/jest.js', '--runInBand', '--config', `${name}.config.js`],
  },
  'node-test': {
    what: 'node:test, reporter and --import',
    count: 20,
    modules: () => undefined,
    files: AS_MODULE,
    test: `import assert from 'node:assert'; import test from 'node:test'; import { sum } from './sum.js'; ${CASES} assert.ok(sum(n * 2e6) > 0));`,
    command: (name, tests) => [
      ...(name === 'with' ? ['--import', 'evenkeel/node-test/register'] : []),
      ...['--test', '--test-concurrency=1'],
      `--test-reporter=${name === 'with' ? 'evenkeel/node-test/reporter' : 'spec'}`,
      ...tests,
    ],
  },
};

/** An ordinary suite of a runner, in a directory of its own, and the commands that run it with evenkeel and without. */
export function makeSuite(runner) {
  const suite = SUITES[runner];
  if (!suite) throw new Error(`There is no runner ${runner}; there are ${Object.keys(SUITES).join(', ')}.`);
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'evenkeel-integrations-')));
  install(directory);
  suite.modules(directory);
  const tests = Array.from({ length: suite.count }, (_, i) => `src/${i}.test.js`);
  const files = { ...suite.files, ...Object.fromEntries(tests.map((name) => [name, suite.test])) };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  const command = (name) => [process.execPath, ...suite.command(name, tests)];
  return {
    what: `${suite.what} (${suite.count} files)`,
    directory,
    commands: { with: command('with'), without: command('without'), control: command('control') },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

// This package is copied, not linked: Node would resolve its peers from where the link leads.
function install(directory) {
  const own = join(directory, 'node_modules/evenkeel');
  mkdirSync(own, { recursive: true });
  for (const part of ['dist', 'package.json']) cpSync(join(ROOT, part), join(own, part), { recursive: true });
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies }))
    link(directory, name, join(ROOT, 'node_modules'));
}

function link(directory, name, from) {
  const path = join(directory, 'node_modules', name);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(join(from, name), path, 'junction');
}
