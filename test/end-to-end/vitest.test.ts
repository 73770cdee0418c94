import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './command.ts';
import { committed } from './committed.ts';
import { expectPairs, findFarSlower, isUnharmed, keepBaselines } from './example-project.ts';
import { githubStep } from './github-environment.ts';
import { VERSIONS, VitestProject, type VitestVersion } from './vitest-project.ts';

const EXAMPLE = join(ROOT, 'examples/vitest');
const ALL = ['fingerprint', 'fingerprint, in-process', 'long fingerprint'];
const FRESH_ONE = 'fingerprint';
const IN_FRESH_PROCESSES = ['run', '--project', 'performance', '-t', `^ ?${FRESH_ONE}$`];
// A hundred times the work, where that is in the environment.
const FAR_SLOWER = { EXAMPLE_ROUNDS: '400' };

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
    project.change(file, 'maxDuration: 0.5', 'maxDuration: 0.2, tolerancePercent: 300');
  project.change('src/fingerprint.perf.test.ts', 'maxMedianMs: 100', 'maxMedianMs: 60_000');
  return project;
}

/** The example, with tests that measure next to nothing in fresh processes, for runs of which no verdict on those is asked. */
function hastyExample(version: VitestVersion): VitestProject {
  const project = tolerantExample(version);
  project.change('src/fingerprint.perf.ts', 'maxDuration: 0.2', 'maxDuration: 0.02, warmupIterations: 0');
  project.change('src/fingerprint.perf.ts', 'processes: 3', 'processes: 1');
  return project;
}

/** Runs the performance tests on code that does a hundred times the work. */
const runFarSlower = (
  project: VitestProject,
  putBack: () => void,
  { args = [], env = {} }: { readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {},
) => {
  project.change('src/fingerprint.ts', 'EXAMPLE_ROUNDS ?? 4', 'EXAMPLE_ROUNDS ?? 400');
  return findFarSlower(putBack, async () => {
    const result = await project.run(['run', '--project', 'performance', ...args], env);
    return { ...result, report: project.report() };
  });
};

const allTests = (verdict: unknown) => Object.fromEntries(ALL.map((name) => [name, verdict]));

describe('the example for Vitest, through the real command', () => {
  it('records, passes, fails for slower code, accepts it with -u, and passes again', async () => {
    const project = tolerantExample(VERSIONS[4]);
    const commit = committed(project.directory);
    const first = await project.run(['run']);
    expect(first.exitCode, first.output).toBe(0);
    expect(first.output).toContain('3 tests: 3 without baseline');
    expect(project.verdicts()).toEqual(allTests('no_baseline'));
    expect(existsSync(join(project.directory, 'reports/performance.xml'))).toBe(true);
    const putBack = keepBaselines(project.directory);

    const second = await project.run(['run', '--project', 'performance']);
    expect(second.exitCode, second.output).toBe(0);
    expect(project.verdicts(), second.output).toEqual(allTests(isUnharmed));

    // On GitHub, with retries, which repeat what was measured.
    const step = githubStep();
    const env = { ...step.env, GITHUB_SHA: commit };
    const slower = await runFarSlower(project, putBack, { args: ['--retry=2'], env });
    expect(slower.exitCode, slower.output).toBe(1);
    expect(project.verdicts(), slower.output).toEqual(allTests('regression'));
    expectPairs(slower, FRESH_ONE, commit);
    expect(slower.output).toMatch(/"fingerprint" got slower by \+\d.* % \(interval \+.* counts as unchanged\)/);
    expect(slower.output).toMatch(/"fingerprint, in-process" got slower .* A retry does not measure again/);
    expect(slower.output).toContain('If the change is meant, accept it: `vitest run -u`.');
    expect(slower.output).toContain('\n::error file=src/fingerprint.perf.ts,title=regression%3A fingerprint::');
    expect(step.summary()).toMatch(/^.*3 regressions/m);

    const accepted = await project.run([...IN_FRESH_PROCESSES, '-u']);
    expect(accepted.exitCode, accepted.output).toBe(0);
    const after = await project.run(IN_FRESH_PROCESSES);
    expect(after.exitCode, after.output).toBe(0);
    expect(project.verdicts()).toEqual({ [FRESH_ONE]: isUnharmed });
  });

  it('never records in watch mode', async () => {
    const project = hastyExample(VERSIONS[4]);
    const output = await project.watch([...IN_FRESH_PROCESSES.slice(1)], 'watch mode never records');
    expect(output).toContain('1 test: 1 without baseline');
    expect(existsSync(join(project.directory, '.performance-cache/baselines.sqlite'))).toBe(false);
  });

  it('measures the benchmarks of Vitest 5 itself, and fails for slower ones', async () => {
    const project = new VitestProject(VERSIONS[5], EXAMPLE);
    project.write('src/fingerprint.bench.ts', BENCHMARK);
    const name = 'fingerprints > short';
    const first = await project.run(['bench', '--run']);
    expect(first.exitCode, first.output).toBe(0);
    expect(project.verdicts(), first.output).toMatchObject({ [name]: 'no_baseline' });
    const slower = await findFarSlower(keepBaselines(project.directory), async () => {
      const second = await project.run(['bench', '--run'], FAR_SLOWER);
      return { ...second, report: project.report() };
    });
    expect(project.verdicts(), slower.output).toEqual({ [name]: 'regression' });
    expect(slower.exitCode).toBe(1);
    expect(slower.output).toMatch(/"fingerprints > short" got slower by .* accept it: `vitest run -u`/);
  });

  it.each([VERSIONS[3], VERSIONS[5]])('works with Vitest $major', async (version) => {
    const project = hastyExample(version);
    const first = await project.run(['run']);
    expect(first.exitCode, first.output).toBe(0);
    expect(project.verdicts(), first.output).toEqual(allTests('no_baseline'));

    const name = 'fingerprint, in-process';
    const slower = await runFarSlower(project, keepBaselines(project.directory), { args: ['-t', name] });
    expect(slower.exitCode, slower.output).toBe(1);
    expect(project.verdicts(), slower.output).toEqual({ [name]: 'regression' });
    expect(slower.output).toContain('accept it: `vitest run -u`');
  });
});
