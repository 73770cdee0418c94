import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NODE_VERSIONS, nodeBinary } from '../../scripts/node-versions.mjs';
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
import { nodeTest } from './runners.ts';

describe('node:test, through its command line', () => {
  it('makes baselines, stays green, fails for slower code, accepts it, and is green again', async () => {
    const project = exampleProject('node-test', null);
    tolerateNoise(project);
    const commit = committed(project.directory);
    const first = await nodeTest(project);
    expect(first.exitCode, first.output).toBe(0);
    expect(verdictsOf(first)).toEqual(allTests('no_baseline'));
    expect(first.output).toMatch(/3 tests: 3 without baseline in /);
    const putBack = project.keepBaselines();
    expect(await verdictsElsewhere(project)).toEqual(allTests(isUnharmed));

    const second = await nodeTest(project);
    expect(verdictsOf(second), second.output).toEqual(allTests(isUnharmed));
    expect(second.exitCode, second.output).toBe(0);

    becomeFarSlower(project);
    const step = githubStep();
    const env = { ...step.env, GITHUB_SHA: commit };
    const slower = await findFarSlower(putBack, () => nodeTest(project, { env }));
    expect(verdictsOf(slower), slower.output).toEqual(allTests('regression'));
    expectPairs(slower, IN_FRESH_PROCESSES, commit);
    expect(slower.out).toContain(`::error file=test/password.perf.ts,title=regression%3A ${IN_FRESH_PROCESSES}::`);
    expect(step.summary()).toMatch(/^.*3 regressions/m);
    expect(slower.exitCode).toBe(1);
    for (const name of ['hashes a password', IN_FRESH_PROCESSES])
      expect(slower.output).toMatch(
        new RegExp(
          `PerformanceAssertionError.*"${name}" got slower by \\+[\\d.]+ % \\(interval \\+.* counts as unchanged\\)\\..* accept it: the same command with \`EVENKEEL_UPDATE=1\` in the environment\\.`,
        ),
      );

    const accepted = await nodeTest(project, { env: { EVENKEEL_UPDATE: '1' } });
    expect(accepted.exitCode, accepted.output).toBe(0);
    expect(new Set(accepted.report.results.map(({ recording }) => recording.state))).toEqual(new Set(['accepted']));
    const after = await nodeTest(project);
    expect(verdictsOf(after), after.output).toEqual(allTests(isUnharmed));
    expect(after.exitCode, after.output).toBe(0);
  });

  it('never records in watch mode, and shows the table each time', async () => {
    const project = exampleProject('node-test', null);
    measureLittle(project);
    const flags = ['--import', 'evenkeel/node-test/register', '--test', '--watch', '--test-concurrency=1'];
    const args = [...flags, '--test-reporter=evenkeel/node-test/reporter', 'test/password.perf.ts'];
    const output = await outputUntil('watch mode never records', process.execPath, args, project.directory);
    expect(output).toContain('1 test: 1 without baseline');
    expect(existsSync(join(project.directory, '.performance-cache/baselines.sqlite'))).toBe(false);
  });

  it.each(NODE_VERSIONS)('measures on Node %i', async (version) => {
    const project = exampleProject('node-test', null);
    measureLittle(project);
    const run = await nodeTest(project, { node: nodeBinary(version) });
    expect(run.exitCode, run.output).toBe(0);
    expect(verdictsOf(run)).toEqual(allTests('no_baseline'));
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
