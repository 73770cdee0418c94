import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { nodeBinary } from '../../scripts/node-versions.mjs';
import { runnerModules } from '../../scripts/runner-versions.mjs';
import type { RunReport } from '../../src/model/result.ts';
import { outputUntil, ROOT } from './command.ts';

/** A version of Vitest, with a Node that it runs on. */
export interface VitestVersion {
  readonly major: 3 | 4 | 5;
  readonly modules: string;
  readonly node: string;
}

/** Every version that is supported: the project's own, and others beside it. Vitest 5 needs Node 22.12. */
export const VERSIONS: Readonly<Record<3 | 4 | 5, VitestVersion>> = {
  3: { major: 3, modules: runnerModules('vitest@3'), node: process.execPath },
  4: { major: 4, modules: join(ROOT, 'node_modules'), node: process.execPath },
  5: { major: 5, modules: runnerModules('vitest@5'), node: nodeBinary(22) },
};

/** The result of a run of Vitest. */
export interface VitestResult {
  readonly exitCode: number | null;
  readonly output: string;
}

/** A project with a version of Vitest and this package, as if both were installed there; gone after the test. */
export class VitestProject {
  readonly directory: string;
  readonly #version: VitestVersion;

  /** @param files what the project consists of, or the directory of an example to copy. */
  constructor(version: VitestVersion, files: Readonly<Record<string, string>> | string) {
    this.#version = version;
    this.directory = mkdtempSync(join(tmpdir(), 'evenkeel-vitest-'));
    onTestFinished(() => rmSync(this.directory, { recursive: true, force: true }));
    if (typeof files === 'string') cpSync(files, this.directory, { recursive: true });
    else for (const [name, text] of Object.entries(files)) this.write(name, text);
    this.#install();
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.directory, name)), { recursive: true });
    writeFileSync(join(this.directory, name), text);
  }

  /** Replaces text of a file, which must be there. */
  change(name: string, from: string, to: string): void {
    const text = readFileSync(join(this.directory, name), 'utf8');
    if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
    this.write(name, text.replaceAll(from, to));
  }

  /** Runs Vitest's own command, in an environment that has nothing of CI. */
  run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<VitestResult> {
    const { PATH = '', HOME = '', XDG_CACHE_HOME = '' } = process.env;
    const command = join(this.directory, 'node_modules/vitest/vitest.mjs');
    const child = spawn(this.#version.node, [command, ...args], {
      cwd: this.directory,
      env: { PATH, HOME, XDG_CACHE_HOME, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    return new Promise((done, fail) => {
      child.on('error', fail);
      child.on('close', (exitCode) => done({ exitCode, output }));
    });
  }

  /** Watches until the output has these words. */
  watch(args: readonly string[], words: string): Promise<string> {
    const command = join(this.directory, 'node_modules/vitest/vitest.mjs');
    return outputUntil(words, this.#version.node, [command, '--watch', ...args], this.directory);
  }

  /** The report that the last run wrote. */
  report(): RunReport {
    return JSON.parse(readFileSync(join(this.directory, 'reports/performance.json'), 'utf8')) as RunReport;
  }

  /** Each test's verdict in the last run's report. */
  verdicts(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.report().results.map(({ testName, validation }) => [testName, validation.verdict]));
  }

  // This package is copied, not linked: Node would resolve its peers from where the link leads.
  #install(): void {
    const modules = join(this.directory, 'node_modules');
    const own = join(modules, 'evenkeel');
    mkdirSync(own, { recursive: true });
    for (const part of ['dist', 'package.json']) cpSync(join(ROOT, part), join(own, part), { recursive: true });
    const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      mkdirSync(dirname(join(modules, name)), { recursive: true });
      if (existsSync(join(ROOT, 'node_modules', name)))
        symlinkSync(join(ROOT, 'node_modules', name), join(modules, name), 'dir');
    }
    symlinkSync(join(this.#version.modules, 'vitest'), join(modules, 'vitest'), 'dir');
  }
}
