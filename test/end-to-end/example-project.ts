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
import { onTestFinished } from 'vitest';
import { runnerModules } from '../../scripts/runner-versions.mjs';
import type { RunReport } from '../../src/model/result.ts';
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

/** How a runner is driven. */
export interface RunnerCommands {
  readonly project: ExampleProject;
  /** Runs everything. */
  run(): Promise<RunnerRun>;
}

const CHANGE = { file: 'src/password.js', fast: 'ITERATIONS = 400', slow: 'ITERATIONS = 500' };
const IN_PROCESS = ['hashes a password', 'hashes a login'];
const IN_FRESH_PROCESSES = 'hashes a password in fresh processes';
// Where the machine is too busy to tell, `inconclusive` is the right answer, and its advice is to run again.
const ATTEMPTS = 6;

/** The verdicts of a run, by test. */
export function verdictsOf({ report }: RunnerRun): Readonly<Record<string, string>> {
  return Object.fromEntries(report.results.map(({ testName, validation }) => [testName, validation.verdict]));
}

/**
 * Adds to the baselines of the example by the library and by `evenkeel run`, whose baselines are the same.
 */
async function recordElsewhere({ run, directory }: ExampleProject): Promise<void> {
  const text = `
    import { PerformanceTestFramework } from 'evenkeel';
    import { hashPassword } from './src/password.js';
    const framework = new PerformanceTestFramework();
    for (let run = 0; run < 3; run++) {
      for (const [name, password] of [['hashes a password', 'correct horse battery staple'], ['hashes a login', 'login']]) {
        await framework.runPerformanceTest(name, () => hashPassword(password, 'salt'), { iterations: 20, maxDuration: 0.2 });
      }
    }
    await framework.close();`;
  writeFileSync(join(directory, 'history.mjs'), text);
  const runs = await run(process.execPath, ['history.mjs']);
  if (runs.exitCode !== 0) throw new Error(runs.err);
  for (let i = 0; i < 2; i++) await evenkeel(['run', 'test', '--quiet'], { cwd: directory });
}

/**
 * The code becomes 25 % slower: answers the run that says so. Where the machine was too busy for a baseline that tells as
 * much, baselines are made anew, in close succession to the slower run.
 */
export async function findSlower({ project, run }: RunnerCommands): Promise<RunnerRun> {
  const { file, fast, slow } = CHANGE;
  for (let i = 1; ; i++) {
    await recordElsewhere(project);
    project.change(file, fast, slow);
    const found = await run();
    if (i === ATTEMPTS || found.report.summary.regressions > 0) return found;
    project.change(file, slow, fast);
    project.forget();
  }
}

/**
 * Makes a baseline and runs again: answers both runs. A single baseline made in a quick spell of a shared machine says
 * little, and then both are made again.
 */
export async function runAfter(
  makeBaseline: () => Promise<RunnerRun>,
  run: () => Promise<RunnerRun>,
): Promise<{ readonly made: RunnerRun; readonly next: RunnerRun }> {
  for (let i = 1; ; i++) {
    const made = await makeBaseline();
    const next = await run();
    if (i === ATTEMPTS || next.report.summary.regressions === 0) return { made, next };
  }
}

export { IN_FRESH_PROCESSES, IN_PROCESS };
