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
import { attempt } from './attempts.ts';
import { type CommandOptions, type CommandResult, evenkeel, ROOT, runProgram } from './command.ts';

/** A copy of an example, gone after the test. */
export interface ExampleProject {
  readonly directory: string;
  /** Writes a file. */
  write(name: string, text: string): void;
  /** Replaces text of a file, which must be there. */
  change(name: string, from: string, to: string): void;
  run(program: string, args: readonly string[], env?: CommandOptions['env']): Promise<CommandResult>;
  /** Keeps the baselines as they are. @returns what puts them back. */
  keepBaselines(): () => void;
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
    keepBaselines: () => keepBaselines(directory),
    change(name, from, to) {
      const text = readFileSync(path(name), 'utf8');
      if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
      write(name, text.replaceAll(from, to));
    },
    run: (program, args, env = {}) => runProgram(program, args, { cwd: directory, env }),
  };
}

/** Keeps the baselines of a project as they are. @returns what puts them back. */
export function keepBaselines(directory: string): () => void {
  const [store, kept] = ['.performance-cache', '.kept-baselines'].map((name) => join(directory, name));
  cpSync(store!, kept!, { recursive: true });
  return () => {
    rmSync(store!, { recursive: true, force: true });
    cpSync(kept!, store!, { recursive: true });
  };
}

/** What one run of a runner came to. */
export interface RunnerRun extends CommandResult {
  readonly output: string;
  readonly report: RunReport;
}

/** The function of the example, and what makes it far slower. */
const CODE = { file: 'src/password.js', now: 'ITERATIONS = 400', far: 'ITERATIONS = 40000' };
/** What is measured by a test file, and what by a performance file. */
export const FILES = ['test/password.test.js', 'test/password.perf.ts'];

/** The tests of the example, all of which measure the same function. */
const IN_PROCESS = ['hashes a password', 'hashes a login'];
export const IN_FRESH_PROCESSES = 'hashes a password in fresh processes';
const TESTS = [...IN_PROCESS, IN_FRESH_PROCESSES];

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
  project.change(FILES[0]!, 'maxMedianMs: 50', 'maxMedianMs: 60_000');
}

/** Lets the example's tests measure next to nothing, for runs of which no verdict is asked. */
export function measureLittle(project: ExampleProject): void {
  for (const file of FILES) project.change(file, 'maxDuration: 0.2', 'maxDuration: 0.02, warmupIterations: 0');
  project.change(FILES[0]!, 'maxMedianMs: 50', 'maxMedianMs: 60_000');
  project.change(FILES[1]!, 'processes: 3', 'processes: 1');
}

/** The code becomes a hundred times slower. */
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

/**
 * Runs code that does a hundred times the work, until every test says so: a single process on a busy machine may have to leave
 * open even that, and then the next attempt must not be held against what this one has stored.
 * @param putBack puts back the baselines that the code is held against.
 */
export function findFarSlower<Run extends Pick<RunnerRun, 'report'>>(
  putBack: () => void,
  run: () => Promise<Run>,
): Promise<Run> {
  return attempt(() => {
    putBack();
    return run();
  });
}

/** What a run says of the test that has processes of its own: it is pairs with the code of that commit that decide. */
export function expectPairs({ report }: Pick<RunnerRun, 'report'>, testName: string, commit: string): void {
  const result = report.results.find((each) => each.testName === testName)!;
  expect(result.evidence).toMatchObject({ decidedBy: 'pairs', base: { commit, isMergeBase: false } });
  expect(result.change!.percent).toBeGreaterThan(900);
  expect(result.validation.message).toMatch(
    new RegExp(`^[\\d.]+ % slower than the code of .*${commit.slice(0, 7)}.*; confirmed in \\d+ pairs of processes`),
  );
}
