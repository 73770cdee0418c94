import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runnerModules } from '../../../scripts/runner-versions.mjs';
import type { SmokeReport } from '../../../src/model/smoke.ts';
import { evenkeel, ROOT, runProgram } from '../../end-to-end/command.ts';
import { VERSIONS, VitestProject } from '../../end-to-end/vitest-project.ts';
import { asJavaScript } from './compile.ts';
import { fileNameOf, type Snippet, withSetting } from './snippet.ts';

/** What became of a program. */
export interface ProgramResult {
  readonly output: readonly string[];
  readonly error: string | null;
}

const MODULES = { 'package.json': '{ "type": "module" }' };
const PARSE = "export { parse } from './setting.js';\n";
const SETTING = readFileSync(join(import.meta.dirname, 'setting.ts'), 'utf8');
/** The text that pages read. */
const HANDBOOK = 'An even keel\n';

/** What the pages take for granted, as files. */
const settingFiles = (module: 'esm' | 'cjs'): Readonly<Record<string, string>> => ({
  'setting.js': asJavaScript(SETTING, module),
  'parse.js': asJavaScript(PARSE, module),
  'handbook.md': HANDBOOK,
  'fixtures/handbook.md': HANDBOOK,
});

/** Runs programs for Node, each in a directory of its own. */
export async function runPrograms(
  snippets: readonly Snippet[],
  names: readonly string[],
): Promise<ReadonlyMap<Snippet, ProgramResult>> {
  const pathOf = (snippet: Snippet) =>
    join(fileNameOf(snippet), `program.${snippet.language === 'ts' ? 'mjs' : 'cjs'}`);
  const files = snippets.flatMap((snippet) => [
    [pathOf(snippet), program(snippet, names)],
    ...Object.entries(settingFiles('esm')).map(([name, text]) => [join(fileNameOf(snippet), name), text]),
  ]);
  const packages = { vitest: join(ROOT, 'node_modules', 'vitest') };
  return inProject({ ...MODULES, ...Object.fromEntries(files) }, packages, async (directory) => {
    const answers = await runInOneProcess(snippets.map((snippet) => join(directory, pathOf(snippet))));
    return new Map(snippets.map((snippet, i) => [snippet, answers[i]!]));
  });
}

/** Runs programs in one process, and answers what became of each. */
async function runInOneProcess(programs: readonly string[]): Promise<readonly ProgramResult[]> {
  const answers = new Map<string, ProgramResult>();
  const child = fork(join(import.meta.dirname, 'run-programs.mjs'), programs, { silent: true, execArgv: [] });
  let noise = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => (noise += chunk));
  child.on('message', (message) => {
    const { program: path, ...result } = message as unknown as ProgramResult & { readonly program: string };
    answers.set(path, result);
  });
  await once(child, 'close');
  const lost = { output: [], error: `The process ended before it was run or while it ran.\n${noise}` };
  return programs.map((path) => answers.get(path) ?? lost);
}

/** Calls the tests of performance files twice each, through the command. */
export function smokePerformanceFiles(
  snippets: readonly Snippet[],
  names: readonly string[],
): Promise<{ readonly report: SmokeReport; readonly output: string }> {
  const files = snippets.map((snippet) => [`${fileNameOf(snippet)}.perf.ts`, withSetting(snippet, names)]);
  const built = { 'dist/index.js': 'export const built = true;\n' };
  const all = { ...MODULES, ...settingFiles('esm'), ...built, ...Object.fromEntries(files) };
  return inProject(all, {}, async (directory) => {
    const { out, err } = await evenkeel(['run', '--smoke', '--json', '-'], { cwd: directory });
    return { report: JSON.parse(out), output: err };
  });
}

/** What a runner said of test files. */
export interface RunnerResult {
  readonly exitCode: number | null;
  readonly output: string;
}

/** Runs test files in node:test. */
export function runInNodeTest(snippets: readonly Snippet[], names: readonly string[]): Promise<RunnerResult> {
  const files = snippets.map((snippet) => [`${fileNameOf(snippet)}.test.mjs`, program(snippet, names)] as const);
  const flags = ['--test', '--test-concurrency=1', '--test-reporter=evenkeel/node-test/reporter'];
  const args = [...flags, ...files.map(([name]) => name)];
  const all = { ...MODULES, ...settingFiles('esm'), ...Object.fromEntries(files) };
  return inProject(all, {}, (directory) => run(directory, args));
}

/** Runs test files in Jest. */
export function runInJest(snippets: readonly Snippet[], names: readonly string[]): Promise<RunnerResult> {
  const config = "module.exports = { testMatch: ['**/*.test.js'], reporters: ['default', 'evenkeel/jest/reporter'] };";
  const files = snippets.map((snippet) => {
    const text = withSetting(snippet, names);
    return [`${fileNameOf(snippet)}.test.js`, snippet.language === 'ts' ? asJavaScript(text, 'cjs') : text];
  });
  const all = { 'package.json': '{}', 'jest.config.js': config, ...settingFiles('cjs'), ...Object.fromEntries(files) };
  return inProject(all, { jest: join(runnerModules('jest@30'), 'jest') }, (directory) =>
    run(directory, ['node_modules/jest/bin/jest.js', '--runInBand']),
  );
}

/** Runs test files in the performance project of Vitest; to be called within a test, after which they are gone. */
export function runInVitest(snippets: readonly Snippet[], names: readonly string[]): Promise<RunnerResult> {
  const config = `import { evenkeel } from 'evenkeel/vitest/config';\nexport default { plugins: [evenkeel()] };\n`;
  const files = snippets.map((snippet) => [`${fileNameOf(snippet)}.perf.test.ts`, withSetting(snippet, names)]);
  const all = { ...MODULES, 'vitest.config.js': config, ...settingFiles('esm') };
  const project = new VitestProject(VERSIONS[4], { ...all, 'parse.ts': PARSE, ...Object.fromEntries(files) });
  return project.run(['run']);
}

/** Works in a project of these files that finds this package and others. */
async function inProject<Result>(
  files: Readonly<Record<string, string>>,
  packages: Readonly<Record<string, string>>,
  work: (directory: string) => Promise<Result>,
): Promise<Result> {
  // Jest compares real paths.
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'evenkeel-snippets-')));
  try {
    mkdirSync(join(directory, 'node_modules'));
    for (const [name, path] of Object.entries({ evenkeel: ROOT, ...packages })) {
      symlinkSync(path, join(directory, 'node_modules', name), 'junction');
    }
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), text);
    }
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function run(cwd: string, args: readonly string[]): Promise<RunnerResult> {
  const { exitCode, out, err } = await runProgram(process.execPath, args, { cwd });
  return { exitCode, output: out + err };
}

function program(snippet: Snippet, names: readonly string[]): string {
  const text = withSetting(snippet, names);
  return snippet.language === 'ts' ? asJavaScript(text, 'esm') : text;
}
