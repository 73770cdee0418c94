import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attempt, everyTestIsSlower, onlyRegressionIs } from './attempts.ts';
import { ROOT } from './command.ts';
import { isUnharmed } from './example-project.ts';
import { githubStep } from './github-environment.ts';
import { VERSIONS, VitestProject, type VitestVersion } from './vitest-project.ts';

const EXAMPLE = join(ROOT, 'examples/vitest');
const ALL = ['fingerprint', 'fingerprint, in-process', 'long fingerprint'];
const FRESH_ONE = 'fingerprint';
const IN_FRESH_PROCESSES = ['run', '--project', 'performance', '-t', `^ ?${FRESH_ONE}$`];
// Twenty times the work.
const FAR_SLOWER = { EXAMPLE_ROUNDS: '80' };

const BENCHMARK = `import { test } from 'vitest';
import { fingerprint } from './fingerprint.ts';
test('fingerprints', async ({ bench }) => {
  await bench('short', () => { fingerprint('a text'); }).run({ iterations: 30, time: 2000 });
});
`;

/** The example, with tests that tolerate whatever a shared machine does to unchanged code. */
function tolerantExample(version: VitestVersion): VitestProject {
  const project = new VitestProject(version, EXAMPLE);
  for (const file of ['src/fingerprint.perf.ts', 'src/fingerprint.perf.test.ts'])
    project.change(file, 'maxDuration: 0.5', 'maxDuration: 0.5, tolerancePercent: 300');
  return project;
}

// A single process on a busy machine may have to leave open even that.
const runFarSlower = (
  project: VitestProject,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
) => {
  // What was too noisy to tell is recorded, and the next attempt would be held against it.
  const putBack = project.keepBaselines();
  return attempt(async () => {
    putBack();
    const result = await project.run(['run', '--project', 'performance', ...args], { ...FAR_SLOWER, ...env });
    return { ...result, report: project.report() };
  }, everyTestIsSlower(1900));
};

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

    // On GitHub, with retries, which repeat what was measured.
    const step = githubStep();
    const slower = await runFarSlower(project, ['--retry=2'], step.env);
    expect(slower.exitCode, slower.output).toBe(1);
    expect(project.verdicts(), slower.output).toEqual(allTests('regression'));
    expect(slower.output).toMatch(/"fingerprint, in-process" got slower .* A retry does not measure again/);
    expect(slower.output).toContain('\n::error file=src/fingerprint.perf.ts,title=regression%3A fingerprint::');
    expect(step.summary()).toMatch(/^.*3 regressions/m);

    const accepted = await project.run([...IN_FRESH_PROCESSES, '-u'], FAR_SLOWER);
    expect(accepted.exitCode, accepted.output).toBe(0);
    const after = await project.run(IN_FRESH_PROCESSES, FAR_SLOWER);
    expect(after.exitCode, after.output).toBe(0);
    expect(project.verdicts()).toEqual({ [FRESH_ONE]: isUnharmed });
  });

  it('never records in watch mode', async () => {
    const project = tolerantExample(VERSIONS[4]);
    const output = await project.watch([...IN_FRESH_PROCESSES.slice(1)], 'watch mode never records');
    expect(output).toContain('1 test: 1 without baseline');
    expect(existsSync(join(project.directory, '.performance-cache/baselines.sqlite'))).toBe(false);
  });

  it('measures the benchmarks of Vitest 5 itself, and fails for slower ones', async () => {
    const project = new VitestProject(VERSIONS[5], EXAMPLE);
    project.write('src/fingerprint.bench.ts', BENCHMARK);
    const name = 'fingerprints > short';
    const slower = await attempt(
      async () => {
        project.forget();
        const first = await project.run(['bench', '--run']);
        expect(first.exitCode, first.output).toBe(0);
        expect(project.verdicts(), first.output).toMatchObject({ [name]: 'no_baseline' });
        const second = await project.run(['bench', '--run'], FAR_SLOWER);
        return { ...second, report: project.report() };
      },
      onlyRegressionIs(name, 1900),
    );
    expect(project.verdicts(), slower.output).toEqual({ [name]: 'regression' });
    expect(slower.exitCode).toBe(1);
    expect(slower.output).toMatch(/"fingerprints > short" got slower by .* accept it: `vitest run -u`/);
  });

  it.each([VERSIONS[3], VERSIONS[5]])('works with Vitest $major', async (version) => {
    const project = tolerantExample(version);
    const first = await project.run(['run']);
    expect(first.exitCode, first.output).toBe(0);
    expect(project.verdicts(), first.output).toEqual(allTests('no_baseline'));

    const slower = await runFarSlower(project);
    expect(slower.exitCode, slower.output).toBe(1);
    expect(project.verdicts(), slower.output).toEqual(allTests('regression'));
    expect(slower.output).toContain('accept it: `vitest run -u`');
  });
});
