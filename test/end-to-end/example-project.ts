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
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { runnerModules } from '../../scripts/runner-versions.mjs';
import type { RunReport } from '../../src/model/result.ts';
import { attempt, everyTestIsSlower } from './attempts.ts';
import { type CommandOptions, type CommandResult, evenkeel, ROOT, runProgram } from './command.ts';

/** A copy of an example, gone after the test. */
export interface ExampleProject {
  readonly directory: string;
  /** Writes a file. */
  write(name: string, text: string): void;
  /** Replaces text of a file, which must be there. */
  change(name: string, from: string, to: string): void;
  run(program: string, args: readonly string[], env?: CommandOptions['env']): Promise<CommandResult>;
  /** Removes the baselines. */
  forget(): void;
}

/**
 * Copies an example of a test runner and installs what it needs: this package, and the packages of a runner's version.
 * @param runner for example `jest@30`; null where the runner is Node.
 */
export function exampleProject(example: string, runner: Parameters<typeof runnerModules>[0] | null): ExampleProject {
  // Jest compares real paths.
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'evenkeel-example-')));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const directory = join(parent, example);
  cpSync(join(ROOT, 'examples', example), directory, { recursive: true });
  const path = (name: string) => join(directory, name);
  mkdirSync(path('node_modules'));
  symlinkSync(ROOT, path('node_modules/evenkeel'), 'junction');
  // The packages of a runner find each other beside the directory that they are linked to.
  if (runner) symlinkSync(join(runnerModules(runner), 'jest'), path('node_modules/jest'), 'junction');
  const write = (name: string, text: string) => writeFileSync(path(name), text);
  return {
    directory,
    write,
    forget: () => rmSync(path('.performance-cache'), { recursive: true, force: true }),
    change(name, from, to) {
      const text = readFileSync(path(name), 'utf8');
      if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
      write(name, text.replaceAll(from, to));
    },
    run: (program, args, env = {}) => runProgram(program, args, { cwd: directory, env }),
  };
}

/** What one run of a runner came to. */
export interface RunnerRun extends CommandResult {
  readonly output: string;
  readonly report: RunReport;
}

/** The function of the example, and what makes it slower by a quarter and far slower. */
export const CODE = {
  file: 'src/password.js',
  now: 'ITERATIONS = 400',
  slower: 'ITERATIONS = 500',
  far: 'ITERATIONS = 8000',
};
/** What is measured by a test file, and what by a performance file. */
export const FILES = ['test/password.test.js', 'test/password.perf.ts'];

/** The tests of the example, all of which measure the same function. */
export const IN_PROCESS = ['hashes a password', 'hashes a login'];
export const IN_FRESH_PROCESSES = 'hashes a password in fresh processes';
export const TESTS = [...IN_PROCESS, IN_FRESH_PROCESSES];

/** The verdicts of a run, by test. */
export function verdictsOf({ report }: Pick<RunnerRun, 'report'>): Readonly<Record<string, string>> {
  return Object.fromEntries(report.results.map(({ testName, validation }) => [testName, validation.verdict]));
}

/** The same verdict of every test. */
export function allTests(verdict: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(TESTS.map((name) => [name, verdict]));
}

/** What unchanged code may be called: noise can leave it undecided. */
export const isUnharmed = expect.stringMatching(/^(pass|improvement|inconclusive)$/);

/**
 * Lets the example's tests tolerate whatever a shared machine does to unchanged code, so that what is certain can be asked
 * of its runs; {@link becomeFarSlower} is beyond that.
 */
export function tolerateNoise(project: ExampleProject): void {
  for (const file of FILES) project.change(file, 'maxDuration: 0.2', 'maxDuration: 0.2, tolerancePercent: 300');
}

/** The code becomes twenty times slower. */
export function becomeFarSlower(project: ExampleProject): void {
  project.change(CODE.file, CODE.now, CODE.far);
}

/** What the library and `evenkeel run` say of baselines that a runner has made, which are theirs as well. */
export async function verdictsElsewhere({ write, run, directory }: ExampleProject) {
  write(
    'library.mjs',
    `import { PerformanceTestFramework } from 'evenkeel';
    import { hashPassword } from './src/password.js';
    const framework = new PerformanceTestFramework({ recording: 'never' });
    const options = { iterations: 20, maxDuration: 0.2, tolerancePercent: 300 };
    const verdicts = {};
    for (const [name, password] of [['hashes a password', 'correct horse battery staple'], ['hashes a login', 'login']]) {
      const { validation } = await framework.runPerformanceTest(name, () => hashPassword(password, 'salt'), options);
      verdicts[name] = validation.verdict;
    }
    await framework.close();
    console.log(JSON.stringify(verdicts));`,
  );
  const library = await run(process.execPath, ['library.mjs']);
  if (library.exitCode !== 0) throw new Error(library.err);
  const command = await evenkeel(['run', 'test', '--no-record', '--json', '-'], { cwd: directory });
  return { ...JSON.parse(library.out), ...verdictsOf({ report: JSON.parse(command.out) }) };
}

/** Runs code that does twenty times the work: a single process on a busy machine may have to leave open even that. */
export function findFarSlower(run: () => Promise<RunnerRun>): Promise<RunnerRun> {
  return attempt(run, everyTestIsSlower(1900));
}
