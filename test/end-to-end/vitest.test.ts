import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attempt, onlyRegressionIs } from './attempts.ts';
import { evenkeel, ROOT } from './command.ts';
import { isUnharmed } from './example-project.ts';
import { VERSIONS, VitestProject, type VitestVersion } from './vitest-project.ts';

const EXAMPLE = join(ROOT, 'examples/vitest');
const ALL = ['fingerprint', 'fingerprint, in-process', 'long fingerprint'];
const FRESH_ONE = 'fingerprint';
const IN_FRESH_PROCESSES = ['run', '--project', 'performance', '-t', `^ ?${FRESH_ONE}$`];
// Twenty times the work, and a quarter more of it.
const FAR_SLOWER = { EXAMPLE_ROUNDS: '80' };
const SLOWER = { EXAMPLE_ROUNDS: '5' };

/** The example, with tests that tolerate whatever a shared machine does to unchanged code. */
function tolerantExample(version: VitestVersion): VitestProject {
  const project = new VitestProject(version, EXAMPLE);
  for (const file of ['src/fingerprint.perf.ts', 'src/fingerprint.perf.test.ts'])
    project.change(file, 'maxDuration: 0.5', 'maxDuration: 0.5, tolerancePercent: 300');
  return project;
}

const allTests = (verdict: unknown) => Object.fromEntries(ALL.map((name) => [name, verdict]));

describe('the example for Vitest, through the real command', () => {
  it('records, passes, fails for slower code, accepts it with -u, and passes again', async () => {
    const project = tolerantExample(VERSIONS[4]);
    const first = await project.run(['run']);
    expect(first.exitCode, first.output).toBe(0);
    expect(first.output).toContain('3 tests: 3 without baseline');
    expect(project.verdicts()).toEqual(allTests('no_baseline'));
    expect(existsSync(join(project.directory, 'reports/performance.xml'))).toBe(true);

    const second = await project.run(['run', '--project', 'performance']);
    expect(second.exitCode, second.output).toBe(0);
    expect(project.verdicts(), second.output).toEqual(allTests(isUnharmed));

    const slower = await project.run(['run', '--project', 'performance'], FAR_SLOWER);
    expect(slower.exitCode, slower.output).toBe(1);
    expect(project.verdicts(), slower.output).toEqual(allTests('regression'));

    const accepted = await project.run([...IN_FRESH_PROCESSES, '-u'], FAR_SLOWER);
    expect(accepted.exitCode, accepted.output).toBe(0);
    const after = await project.run(IN_FRESH_PROCESSES, FAR_SLOWER);
    expect(after.exitCode, after.output).toBe(0);
    expect(project.verdicts()).toEqual({ [FRESH_ONE]: isUnharmed });
  });

  it('fails for code that became 25 % slower, and says by how much and what to do', async () => {
    const project = new VitestProject(VERSIONS[4], EXAMPLE);
    const slower = await attempt(
      async () => {
        project.forget();
        for (let i = 0; i < 3; i++) await evenkeel(['run', 'src', '--quiet'], { cwd: project.directory });
        const result = await project.run(IN_FRESH_PROCESSES, SLOWER);
        return { ...result, report: project.report() };
      },
      onlyRegressionIs(FRESH_ONE, 25),
    );
    expect(project.verdicts(), slower.output).toEqual({ [FRESH_ONE]: 'regression' });
    expect(slower.exitCode).toBe(1);
    expect(slower.output).toMatch(/"fingerprint" got slower by \+\d.* % \(interval \+.* counts as unchanged\)/);
    expect(slower.output).toContain('If the change is meant, accept it: `vitest run -u`.');
  });

  it.each([VERSIONS[3], VERSIONS[5]])('works with Vitest $major', async (version) => {
    const project = tolerantExample(version);
    const first = await project.run(['run']);
    expect(first.exitCode, first.output).toBe(0);
    expect(project.verdicts(), first.output).toEqual(allTests('no_baseline'));

    const slower = await project.run(['run', '--project', 'performance'], FAR_SLOWER);
    expect(slower.exitCode, slower.output).toBe(1);
    expect(project.verdicts(), slower.output).toEqual(allTests('regression'));
    expect(slower.output).toContain('accept it: `vitest run -u`');
  });
});
