import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

export const ROOT = resolve(import.meta.dirname, '../..');
const COMMAND = join(ROOT, 'dist/cli/main.cjs');

/** Little is measured, and the tolerance is wider than any noise. */
export const QUICK = '{ iterations: 8, warmupIterations: 0, processes: 2, maxDuration: 0.5, tolerancePercent: 300 }';

/** Native work of a fraction of a millisecond, for performance files; `DEARER` says how many times it is done. */
export const WORK = `
const numbers = Float64Array.from({ length: 2000 }, (_, i) => Math.sin(i * i));
export const sort = () => Float64Array.from(numbers).sort();
const times = Number(process.env.DEARER ?? 1);
export const dearer = () => { let n = 0; for (let i = 0; i < times; i++) n += sort().length; return n; };
`;

/** Makes a project of these files that finds this package, gone after the test. */
export function project(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'evenkeel-command-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  mkdirSync(join(directory, 'node_modules'));
  symlinkSync(ROOT, join(directory, 'node_modules', 'evenkeel'), 'dir');
  const all = { 'package.json': '{ "type": "module" }', 'work.js': WORK, ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

/** The text of a performance file. */
export function performanceFile(...statements: readonly string[]): string {
  const imports = ["import { perf } from 'evenkeel';", "import { sort, dearer } from './work.js';"];
  return [...imports, ...statements, ''].join('\n');
}

/** How the command is started. */
export interface CommandOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
  /** Told of the process once it runs. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** The result. */
export interface CommandResult {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command in an environment that has nothing of CI. */
export function evenkeel(args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  return runProgram(process.execPath, [COMMAND, ...args], options);
}

/** Runs a program in such an environment. */
export function runProgram(
  program: string,
  args: readonly string[],
  { cwd, env = {}, uid, onStart }: CommandOptions,
): Promise<CommandResult> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(program, args, {
    cwd,
    env: { PATH, HOME, ...env },
    ...(uid !== undefined && { uid, gid: uid }),
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  onStart?.(child);
  return new Promise<CommandResult>((done, fail) => {
    child.on('error', fail);
    child.on('close', (exitCode) => done({ exitCode, out, err }));
  });
}

/** Runs a program that does not end by itself until its output has these words, ends it, and answers what it wrote. */
export async function outputUntil(
  words: string,
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<string> {
  let output = '';
  // A terminal that nobody types at.
  const { out, err, exitCode } = await runProgram(program, args, {
    cwd,
    env: { NO_COLOR: '1' },
    onStart: (child) => {
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (chunk) => {
          output += chunk;
          if (output.includes(words)) child.kill('SIGTERM');
        });
    },
  });
  if (!output.includes(words)) throw new Error(`It ended with ${exitCode} and never wrote "${words}": ${out}${err}`);
  return output;
}
