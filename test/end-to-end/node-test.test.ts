import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NODE_VERSIONS, nodeBinary } from '../../scripts/node-versions.mjs';
import {
  type ExampleProject,
  exampleProject,
  findSlower,
  IN_FRESH_PROCESSES,
  IN_PROCESS,
  type RunnerRun,
  runAfter,
  verdictsOf,
} from './example-project.ts';

const TESTS = [...IN_PROCESS, IN_FRESH_PROCESSES];
const FILES = ['test/password.test.js', 'test/password.perf.ts'];
const TO = '--test-reporter-destination=';
const REPORTERS = [
  ...['--test-reporter=evenkeel/node-test/reporter', `${TO}stdout`],
  ...['--test-reporter=evenkeel/node-test/json', `${TO}report.json`],
];

async function nodeTest(
  project: ExampleProject,
  env: Readonly<Record<string, string>> = {},
  node = process.execPath,
): Promise<RunnerRun> {
  const flags = ['--import', 'evenkeel/node-test/register', '--test', '--test-concurrency=1'];
  const result = await project.run(node, [...flags, ...REPORTERS, ...FILES], env);
  const report = JSON.parse(readFileSync(join(project.directory, 'report.json'), 'utf8'));
  return { ...result, output: result.out + result.err, report };
}

describe('node:test, through its command line', () => {
  it('makes baselines, stays green, fails for 25 % slower code, accepts it, and is green again', async () => {
    const project = exampleProject('node-test', null);
    const run = () => nodeTest(project);
    const makeFirst = () => {
      project.forget();
      return run();
    };
    const { made: first, next: second } = await runAfter(makeFirst, run);
    expect(first.exitCode, first.output).toBe(0);
    expect(verdictsOf(first)).toEqual(Object.fromEntries(TESTS.map((name) => [name, 'no_baseline'])));
    expect(first.output).toMatch(/3 tests: 3 without baseline in /);

    expect(second.report.summary.regressions, second.output).toBe(0);
    expect(second.exitCode, second.output).toBe(0);
    expect(new Set(second.report.results.map(({ validation }) => validation.verdict))).not.toContain('no_baseline');

    const slower = await findSlower({ project, run });
    expect(slower.report.summary.regressions, slower.output).toBeGreaterThan(0);
    expect(slower.exitCode).toBe(1);
    expect(slower.output).toMatch(
      /PerformanceAssertionError.*"hashes a [^"]*" got slower by \+[\d.]+ % \(interval .* counts as unchanged\)\..* accept it: the same command with `EVENKEEL_UPDATE=1` in the environment\./,
    );

    const { made: accepted, next: after } = await runAfter(() => nodeTest(project, { EVENKEEL_UPDATE: '1' }), run);
    expect(accepted.exitCode, accepted.output).toBe(0);
    expect(new Set(accepted.report.results.map(({ recording }) => recording.state))).toEqual(new Set(['accepted']));
    expect(after.report.summary.regressions, after.output).toBe(0);
    expect(after.exitCode, after.output).toBe(0);
  });

  it.each(NODE_VERSIONS)('measures on Node %i', async (version) => {
    const project = exampleProject('node-test', null);
    const run = await nodeTest(project, {}, nodeBinary(version));
    expect(run.exitCode, run.output).toBe(0);
    expect(verdictsOf(run)).toEqual(Object.fromEntries(TESTS.map((name) => [name, 'no_baseline'])));
    expect(run.output).toMatch(/hashes of different passwords differ[\s\S]*3 tests: 3 without baseline in /);
  });

  it('measures from CommonJS, and tells the reporters of others in words', async () => {
    const project = exampleProject('node-test', null);
    project.write(
      'test/required.test.cjs',
      `const { performanceTest } = require('evenkeel/node-test');
      performanceTest('required', { iterations: 5, maxDuration: 0.05 }, () => 1);`,
    );
    const { exitCode, out } = await project.run(
      process.execPath,
      ['--test', '--test-reporter=tap', 'test/required.test.cjs'],
      {
        EVENKEEL_ONE_FILE_AT_A_TIME: '1',
      },
    );
    expect(exitCode, out).toBe(0);
    expect(out).toMatch(/^# evenkeel: [\d.]+ .s, no baseline$/m);
    expect(out).not.toContain('evenkeel:{');
  });

  it('says what to change where it is used wrongly', async () => {
    const project = exampleProject('node-test', null);
    project.write(
      'test/wrong.test.mjs',
      `import { describe } from 'node:test';
      import { performanceTest } from 'evenkeel/node-test';
      const slow = () => new Promise((done) => setTimeout(done, 5));
      describe('at the same time', { concurrency: true }, () => {
        performanceTest('one', { iterations: 5, maxDuration: 0.1 }, slow);
        performanceTest('other', { iterations: 5, maxDuration: 0.1 }, slow);
      });`,
    );
    const inOneFile = await project.run(process.execPath, ['test/wrong.test.mjs']);
    expect(inOneFile.exitCode).toBe(1);
    expect(inOneFile.out).toMatch(
      /performanceTest\("other"\) was called while performanceTest\("one"\) is being measured\. Take `concurrency` away/,
    );

    const filesAtOnce = await project.run(process.execPath, ['--test', '--test-concurrency=2', 'test/wrong.test.mjs']);
    expect(filesAtOnce.exitCode).toBe(1);
    expect(filesAtOnce.out).toMatch(
      /up to 2 test files run at the same time.* Add `--test-concurrency=1` to `node --test`/,
    );

    project.write('test/unregistered.perf.mjs', "import { perf } from 'evenkeel';\nperf('alone', () => 1);\n");
    const unregistered = await project.run(process.execPath, ['--test', 'test/unregistered.perf.mjs']);
    expect(unregistered.exitCode).toBe(1);
    expect(unregistered.out).toMatch(
      /called outside `evenkeel run`.* node:test with `--import evenkeel\/node-test\/register`/,
    );
  });
});
