import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
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
const JEST = 'node_modules/jest/bin/jest.js';

async function jest(project: ExampleProject, ...args: readonly string[]): Promise<RunnerRun> {
  const result = await project.run(process.execPath, [JEST, ...args]);
  const report = JSON.parse(readFileSync(join(project.directory, 'reports/performance.json'), 'utf8'));
  return { ...result, output: result.out + result.err, report };
}

describe('Jest 30, through its command line', () => {
  it('makes baselines, stays green, fails for 25 % slower code, accepts it, and is green again', async () => {
    const project = exampleProject('jest', 'jest@30');
    const run = () => jest(project, '--runInBand');
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
      /PerformanceAssertionError: "hashes a [^"]*" got slower by \+[\d.]+ % \(interval .* counts as unchanged\)\..* accept it: `jest --runInBand -u`\./,
    );
    expect(slower.output).toContain('evenkeel baseline accept "hashes a ');

    const { made: accepted, next: after } = await runAfter(() => jest(project, '--runInBand', '-u'), run);
    expect(accepted.exitCode, accepted.output).toBe(0);
    expect(new Set(accepted.report.results.map(({ recording }) => recording.state))).toEqual(new Set(['accepted']));
    expect(after.report.summary.regressions, after.output).toBe(0);
    expect(after.exitCode, after.output).toBe(0);
  });

  it('says what to change where it is used wrongly', async () => {
    const project = exampleProject('jest', 'jest@30');
    const declare = "const { performanceTest } = require('evenkeel/jest');\nperformanceTest('wrong', () => 1);\n";
    project.write('test/retried.test.js', `jest.retryTimes(2);\n${declare}`);
    project.write('test/concurrent.test.js', `test.concurrent('beside', async () => {});\n${declare}`);
    const inWorkers = await project.run(process.execPath, [JEST, '--maxWorkers=2', 'retried', 'concurrent']);
    expect(inWorkers.exitCode).toBe(1);
    expect(inWorkers.err).toMatch(/this is one of several worker processes of Jest.* `jest --runInBand`/);

    const inBand = await project.run(process.execPath, [JEST, '-i', 'retried', 'concurrent']);
    expect(inBand.exitCode).toBe(1);
    expect(inBand.err).toMatch(/`jest\.retryTimes` would run it again .* Take `jest\.retryTimes` out of this file/);
    expect(inBand.err).toMatch(/the file also has `test\.concurrent\("beside"\)`, .* Make it a plain `test`/);

    const other = ['-i', '--reporters=default', '--selectProjects=tests', '--testPathPatterns=password'];
    const notSetUp = await project.run(process.execPath, [JEST, ...other]);
    expect(notSetUp.exitCode).toBe(1);
    expect(notSetUp.err).toMatch(/evenkeel is not at work .* `reporters: \['default', 'evenkeel\/jest\/reporter'\]`/);
  });
});

describe('Jest 29, through its command line', () => {
  it('runs CommonJS, ES modules and TypeScript performance files, without a flag where Jest needs none', async () => {
    const project = exampleProject('jest', 'jest@29');
    const run = await jest(project, '-i');
    expect(run.exitCode, run.output).toBe(0);
    expect(verdictsOf(run)).toEqual(Object.fromEntries(TESTS.map((name) => [name, 'no_baseline'])));

    project.write(
      'test/module.test.mjs',
      `import { performanceFramework, performanceTest } from 'evenkeel/jest';
      import { PerformanceTestFramework, UsageError } from 'evenkeel';
      const quickly = { iterations: 5, maxDuration: 0.05 };
      performanceTest('in an ES module', quickly, async () => { await null; });
      test('results', async () => {
        const result = await performanceFramework.runPerformanceTest('seen by a test', () => 1, quickly);
        expect(result).toHaveNoPerformanceRegression();
        expect(() => expect(1).toHaveNoPerformanceRegression()).toThrow(UsageError);
        await expect(new PerformanceTestFramework().runPerformanceTest('', () => 1)).rejects.toThrow(UsageError);
      });`,
    );
    project.write(
      'test/library.test.js',
      `const { PerformanceTestFramework, UsageError } = require('evenkeel');
      test('the library itself', async () => {
        const framework = new PerformanceTestFramework({ cachePath: 'elsewhere' });
        const options = { iterations: 5, maxDuration: 0.05 };
        const { validation } = await framework.runPerformanceTest('by the library', () => 1, options);
        expect(validation.verdict).toBe('no_baseline');
        await expect(framework.runPerformanceTest('', () => 1)).rejects.toThrow(UsageError);
        await framework.close();
      });`,
    );
    project.change(
      'jest.config.js',
      "'<rootDir>/test/*.test.js'",
      "'<rootDir>/test/*.test.js', '<rootDir>/test/*.test.mjs'",
    );
    const flags = ['--experimental-vm-modules', JEST, '-i', '--selectProjects=tests'];
    const { exitCode, err } = await project.run(process.execPath, flags);
    expect(exitCode, err).toBe(0);
    expect(err).toMatch(/in an ES module .* no baseline/);
    expect(err).toMatch(/hashes a login /);
  });
});
