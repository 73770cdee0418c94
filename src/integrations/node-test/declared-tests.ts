import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The tests that performance files declare in this process: full names by the file's path. */
export type DeclaredTests = Map<string, string[]>;

const IN_PERFORMANCE_FILE = /(?:file:\/\/)?[^\s()]+?\.perf\.[cm]?[jt]s(?=[?#:])/;

/** A file declares a test, by its full name. */
export function addDeclared(tests: DeclaredTests, path: string, name: string): void {
  tests.set(path, [...(tests.get(path) ?? []), name]);
}

/**
 * The performance file that declares something now; the process's main file where the stack does not say.
 * @param stack of an error made while it declares.
 */
export function declaringFile(stack: string, main: string = process.argv[1] ?? ''): string {
  const found = IN_PERFORMANCE_FILE.exec(stack)?.[0];
  if (found === undefined) return resolve(main);
  return found.startsWith('file:') ? fileURLToPath(found) : found;
}

const WITHOUT_ISOLATION = /--(?:experimental-)?test-isolation[= ]none\b/;
const TEST_RUNNER = /(?:^| )--test(?: |$)/;
const ORDINARY = /(?<!\.perf)\.[cm]?js$/;

/**
 * Whether this process may load performance files or TypeScript, so that it needs evenkeel's loader: not where it only
 * starts others for the test files, nor where its own is ordinary JavaScript. The loader costs as much as starting Node.
 * @param main the file that the process was started with.
 */
export function mayLoadTypeScript(
  execArgv: readonly string[] = process.execArgv,
  main: string = process.argv[1] ?? '',
  nodeOptions: string = process.env.NODE_OPTIONS ?? '',
): boolean {
  const options = [...execArgv, nodeOptions].join(' ');
  if (TEST_RUNNER.test(options)) return WITHOUT_ISOLATION.test(options);
  return !ORDINARY.test(main);
}
