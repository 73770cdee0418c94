import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attempt, onlyRegressionIs } from '../attempts.ts';
import { evenkeel, ROOT } from '../command.ts';
import {
  CODE,
  type ExampleProject,
  exampleProject,
  FILES,
  IN_FRESH_PROCESSES,
  type RunnerRun,
  verdictsOf,
} from '../example-project.ts';
import { jest, nodeTest } from '../runners.ts';
import { VERSIONS, VitestProject } from '../vitest-project.ts';

const FINGERPRINT = ['run', '--project', 'performance', '-t', '^ ?fingerprint$'];

/**
 * The code becomes 25 % slower after five runs of `evenkeel run` have made a baseline.
 * @param run runs the performance file.
 * @returns the run that says so, of as many as the machine makes necessary.
 */
function findSlower(project: ExampleProject, run: () => Promise<RunnerRun>): Promise<RunnerRun> {
  const { file, now, slower } = CODE;
  // As many processes and nearly as much time as by default, because a quarter is to be seen.
  project.change(FILES[1]!, 'processes: 3', 'processes: 5');
  project.change(FILES[1]!, 'maxDuration: 0.2', 'maxDuration: 2');
  return attempt(
    async () => {
      project.forget();
      for (let i = 0; i < 5; i++) await evenkeel(['run', 'test', '--quiet'], { cwd: project.directory });
      project.change(file, now, slower);
      const found = await run();
      project.change(file, slower, now);
      return found;
    },
    onlyRegressionIs(IN_FRESH_PROCESSES, 25),
  );
}

describe('fails for code that became 25 % slower, and says by how much and what to do:', () => {
  it('Vitest', async () => {
    const project = new VitestProject(VERSIONS[4], join(ROOT, 'examples/vitest'));
    project.change('src/fingerprint.perf.ts', 'processes: 3, maxDuration: 0.5', 'processes: 5, maxDuration: 2');
    const slower = await attempt(
      async () => {
        project.forget();
        for (let i = 0; i < 5; i++) await evenkeel(['run', 'src', '--quiet'], { cwd: project.directory });
        const result = await project.run(FINGERPRINT, { EXAMPLE_ROUNDS: '5' });
        return { ...result, report: project.report() };
      },
      onlyRegressionIs('fingerprint', 25),
    );
    expect(project.verdicts(), slower.output).toEqual({ fingerprint: 'regression' });
    expect(slower.exitCode).toBe(1);
    expect(slower.output).toMatch(/"fingerprint" got slower by \+\d.* % \(interval \+.* counts as unchanged\)/);
    expect(slower.output).toContain('If the change is meant, accept it: `vitest run -u`.');
  });

  it('Jest', async () => {
    const project = exampleProject('jest', 'jest@30');
    const slower = await findSlower(project, () => jest(project, '--selectProjects', 'performance files'));
    expect(verdictsOf(slower), slower.output).toEqual({ [IN_FRESH_PROCESSES]: 'regression' });
    expect(slower.exitCode).toBe(1);
    expect(slower.output).toMatch(
      /PerformanceAssertionError: "hashes a [^"]*" got slower by \+[\d.]+ % \(interval .* counts as unchanged\)\..* accept it: `jest --runInBand -u`\./,
    );
  });

  it('node:test', async () => {
    const project = exampleProject('node-test', null);
    const slower = await findSlower(project, () => nodeTest(project, { files: ['test/password.perf.ts'] }));
    expect(verdictsOf(slower), slower.output).toEqual({ [IN_FRESH_PROCESSES]: 'regression' });
    expect(slower.exitCode).toBe(1);
    expect(slower.output).toMatch(
      /PerformanceAssertionError.*"hashes a [^"]*" got slower by \+[\d.]+ % \(interval .* counts as unchanged\)\..* accept it: the same command with `EVENKEEL_UPDATE=1` in the environment\./,
    );
  });
});
