import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExampleProject, FILES, type RunnerRun } from './example-project.ts';

/** The program of Jest in an example. */
export const JEST = 'node_modules/jest/bin/jest.js';

/** Runs Jest. */
export function jest(project: ExampleProject, ...args: readonly string[]): Promise<RunnerRun> {
  return jestIn({}, project, ...args);
}

/** Runs Jest in an environment. */
export async function jestIn(
  env: Readonly<Record<string, string>>,
  project: ExampleProject,
  ...args: readonly string[]
) {
  const result = await project.run(process.execPath, [JEST, ...args], env);
  const report = JSON.parse(readFileSync(join(project.directory, 'reports/performance.json'), 'utf8'));
  return { ...result, output: result.out + result.err, report };
}

const TO = '--test-reporter-destination=';
const REPORTERS = [
  ...['--test-reporter=evenkeel/node-test/reporter', `${TO}stdout`],
  ...['--test-reporter=evenkeel/node-test/json', `${TO}report.json`],
];

/** How to run node:test; without a file: all of the example. */
export interface NodeTestOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly node?: string;
  readonly files?: readonly string[];
}

/** Runs `node --test` with our reporters. */
export async function nodeTest(
  project: ExampleProject,
  { env = {}, node = process.execPath, files = FILES }: NodeTestOptions = {},
): Promise<RunnerRun> {
  const flags = ['--import', 'evenkeel/node-test/register', '--test', '--test-concurrency=1'];
  const result = await project.run(node, [...flags, ...REPORTERS, ...files], env);
  const report = JSON.parse(readFileSync(join(project.directory, 'report.json'), 'utf8'));
  return { ...result, output: result.out + result.err, report };
}
