import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { outputUntil } from './command.ts';
import { committed } from './committed.ts';
import {
  allTests,
  becomeFarSlower,
  exampleProject,
  expectPairs,
  findFarSlower,
  IN_FRESH_PROCESSES,
  isUnharmed,
  measureLittle,
  tolerateNoise,
  verdictsElsewhere,
  verdictsOf,
} from './example-project.ts';
import { githubStep } from './github-environment.ts';
import { JEST, jest, jestIn } from './runners.ts';

// What was measured with a fallback must be seen to be, wherever the test file's own modules live.
const withFallback = (name: string) => `
      test('a fallback', async () => {
        const hash = await dependencyResolver.getFunctionOrFallback('./src/password.js', 'hashPassword');
        expect(hash('a', 'salt')).toHaveLength(64);
        dependencyResolver.registerFallbackFactory('fast-hash', 'hash', () => () => 'made up');
        const missing = await dependencyResolver.getFunctionOrFallback('fast-hash', 'hash');
        const { recording } = await performanceFramework.runPerformanceTest('${name}', () => missing(), quickly);
        expect(recording.reason).toMatch(/^it was measured with .* hash of "fast-hash"$/);
      });`;

describe('Jest 30, through its command line', () => {
  it('makes baselines, stays green, fails for slower code, accepts it, and is green again', async () => {
    const project = exampleProject('jest', 'jest@30');
    tolerateNoise(project);
    const commit = committed(project.directory);
    const first = await jest(project, '--runInBand');
    expect(first.exitCode, first.output).toBe(0);
    expect(verdictsOf(first)).toEqual(allTests('no_baseline'));
    expect(first.output).toMatch(/3 tests: 3 without baseline in /);
    const putBack = project.keepBaselines();
    expect(await verdictsElsewhere(project)).toEqual(allTests(isUnharmed));

    const second = await jest(project, '--runInBand');
    expect(verdictsOf(second), second.output).toEqual(allTests(isUnharmed));
    expect(second.exitCode, second.output).toBe(0);

    becomeFarSlower(project);
    const step = githubStep();
    const env = { ...step.env, GITHUB_SHA: commit };
    const slower = await findFarSlower(putBack, () => jestIn(env, project, '--runInBand'));
    expect(verdictsOf(slower), slower.output).toEqual(allTests('regression'));
    expectPairs(slower, IN_FRESH_PROCESSES, commit);
    expect(slower.out).toContain(`::error file=test/password.perf.ts,title=regression%3A ${IN_FRESH_PROCESSES}::`);
    expect(step.summary()).toMatch(/^.*3 regressions/m);
    expect(slower.exitCode).toBe(1);
    for (const name of ['hashes a password', IN_FRESH_PROCESSES])
      expect(slower.output).toMatch(
        new RegExp(
          `PerformanceAssertionError: "${name}" got slower by \\+[\\d.]+ % \\(interval \\+.* counts as unchanged\\)\\..* accept it: \`jest --runInBand -u\`\\.`,
        ),
      );
    expect(slower.output).toContain('evenkeel baseline accept "hashes a ');

    const accepted = await jest(project, '--runInBand', '-u');
    expect(accepted.exitCode, accepted.output).toBe(0);
    expect(new Set(accepted.report.results.map(({ recording }) => recording.state))).toEqual(new Set(['accepted']));
    const after = await jest(project, '--runInBand');
    expect(verdictsOf(after), after.output).toEqual(allTests(isUnharmed));
    expect(after.exitCode, after.output).toBe(0);
  });

  it('never records in watch mode', async () => {
    const project = exampleProject('jest', 'jest@30');
    measureLittle(project);
    const args = [JEST, '--watchAll', '--selectProjects', 'performance files'];
    const output = await outputUntil('watch mode never records', process.execPath, args, project.directory);
    expect(output).toContain('1 test: 1 without baseline');
    expect(existsSync(join(project.directory, '.performance-cache/baselines.sqlite'))).toBe(false);
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
    measureLittle(project);
    const run = await jest(project, '-i');
    expect(run.exitCode, run.output).toBe(0);
    expect(verdictsOf(run)).toEqual(allTests('no_baseline'));

    project.write(
      'test/module.test.mjs',
      `import { dependencyResolver, performanceFramework, performanceTest } from 'evenkeel/jest';
      import { PerformanceTestFramework, UsageError } from 'evenkeel';
      const quickly = { iterations: 5, maxDuration: 0.05 };
      ${withFallback('a stand-in in an ES module')}
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
      const { dependencyResolver, performanceFramework } = require('evenkeel/jest');
      const quickly = { iterations: 5, maxDuration: 0.05 };
      ${withFallback('a stand-in in CommonJS')}
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
