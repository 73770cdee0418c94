import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runnerModules } from '../../scripts/runner-versions.mjs';
import { evenkeel, project, ROOT, runProgram } from './command.ts';

/** A project in a repository of its own, with a remote on GitHub. */
function made(files: Readonly<Record<string, string>>): string {
  const directory = project(files);
  for (const args of [
    ['init', '--quiet'],
    ['remote', 'add', 'origin', 'git@github.com:example/thing.git'],
  ]) {
    execFileSync('git', ['-C', directory, ...args], { stdio: 'pipe' });
  }
  return directory;
}

const JEST = [join(runnerModules('jest@30'), 'jest')];
const VITEST = [join(ROOT, 'node_modules', 'vitest')];
const QUICK_RUN = { EVENKEEL_DEFAULT_ITERATIONS: '5', EVENKEEL_WARMUP_ITERATIONS: '1' };

/** The command that is to be run last, as `evenkeel init` prints it. */
function lastCommand(out: string): string {
  return /^ {2}(\S.*)\n {4}makes the first baselines/m.exec(out)?.[1] ?? '';
}

/** What `npx` would start, without a package manager between. */
function withoutNpx(command: string): string {
  return command
    .replace(/^npx evenkeel run/, 'node node_modules/evenkeel/dist/cli/main.cjs run')
    .replace(/^npx jest/, 'node node_modules/jest/bin/jest.js')
    .replace(/^npx vitest/, 'node node_modules/vitest/vitest.mjs');
}

/** One process in place of five says as much here, and the option stands where a user would put it. */
function measureLittle(path: string): void {
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('  setup:', '  processes: 1,\n  setup:'));
}

/** This package as it is built, without dependencies of its own, so that nothing has to be fetched to install it. */
function makePackage(directory: string): void {
  const { name, version, type, bin, exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  mkdirSync(directory);
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ name, version, type, bin, exports }));
  symlinkSync(join(ROOT, 'dist'), join(directory, 'dist'), 'dir');
}

function statusOf(directory: string): string {
  return execFileSync('git', ['-C', directory, 'status', '--short'], { encoding: 'utf8' });
}

describe('evenkeel init', () => {
  it.each([
    ['evenkeel run, in CommonJS with TypeScript', { devDependencies: { typescript: '*' } }, 'example.perf.mts', []],
    ['Jest, in CommonJS', { devDependencies: { jest: '30' } }, 'example.perf.mjs', JEST],
    [
      'Vitest, in TypeScript',
      { type: 'module', devDependencies: { vitest: '4', typescript: '*' } },
      'example.perf.ts',
      VITEST,
    ],
    ['node:test, in ES modules', { type: 'module', scripts: { test: 'node --test' } }, 'example.perf.js', []],
  ] as const)('writes what runs by %s', async (_name, manifest, file, packages) => {
    const cwd = made({ 'package.json': JSON.stringify(manifest) });
    for (const path of packages) symlinkSync(path, join(cwd, 'node_modules', basename(path)), 'dir');
    const { exitCode, out, err } = await evenkeel(['init', '--yes'], { cwd });
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    measureLittle(join(cwd, 'performance', file));
    const run = await runProgram('sh', ['-c', withoutNpx(lastCommand(out))], { cwd, env: QUICK_RUN });
    expect(run).toMatchObject({ exitCode: 0 });
    expect(run.out + run.err).toContain(file);
    expect(run.out + run.err).toMatch(/parses a thousand records +\d/);
    expect(statusOf(cwd)).toContain('?? evenkeel.toml');
    expect(statusOf(cwd)).not.toContain('.performance-cache');
  });

  it.each([
    ['yarn', 'yarn@1', 'yarn/bin/yarn.js', { 'yarn.lock': '' }],
    [
      'yarn',
      'yarn@4',
      '@yarnpkg/cli-dist/bin/yarn.js',
      { 'yarn.lock': '', '.yarnrc.yml': 'nodeLinker: node-modules\nenableTelemetry: false\n' },
    ],
    ['bunx', 'bun@1', 'bun/bin/bun.exe', { 'bun.lock': '' }],
  ] as const)('prints what %s runs (%s)', async (name, version, program, lockfile) => {
    const manifest = { type: 'module', devDependencies: { evenkeel: 'portal:./own' } };
    const cwd = made({ 'package.json': JSON.stringify(manifest), ...lockfile });
    makePackage(join(cwd, 'own'));
    mkdirSync(join(cwd, 'node_modules/.bin'));
    // As an installed package's command is: what is built here has no leave to be executed.
    const command = '#!/bin/sh\nexec node "$(dirname "$0")/../evenkeel/dist/cli/main.cjs" "$@"\n';
    writeFileSync(join(cwd, 'node_modules/.bin/evenkeel'), command, { mode: 0o755 });
    const programs = join(cwd, '.programs');
    mkdirSync(programs);
    symlinkSync(join(runnerModules(version), program), join(programs, name));
    const env = { ...QUICK_RUN, PATH: [programs, process.env.PATH].join(delimiter) };
    const { exitCode, out } = await evenkeel(['init', '--yes'], { cwd });
    expect(exitCode).toBe(0);
    measureLittle(join(cwd, 'performance/example.perf.js'));
    // Yarn from 2 on runs nothing in a project that it has not installed.
    const line = version === 'yarn@4' ? `yarn install && ${lastCommand(out)}` : lastCommand(out);
    expect(line).toContain(`${name === 'yarn' ? 'yarn run' : name} evenkeel run`);
    const run = await runProgram('sh', ['-c', line], { cwd, env });
    expect(run, run.out + run.err).toMatchObject({ exitCode: 0 });
    expect(run.out).toMatch(/1 test: 1 without baseline/);
  });

  it('writes nothing where it is only to show, or where nobody can be asked', async () => {
    const cwd = made({ 'package.json': '{}' });
    const before = statusOf(cwd);
    expect((await evenkeel(['init', '--dry-run'], { cwd })).exitCode).toBe(0);
    const { exitCode, err } = await evenkeel(['init'], { cwd });
    expect({ exitCode, err }).toEqual({ exitCode: 2, err: expect.stringMatching(/^error: Nothing was written: /) });
    expect(statusOf(cwd)).toBe(before);
  });

  it('says in one line what is wrong with a manifest', async () => {
    const cwd = project({ 'package.json': '{ "name": ' });
    const { exitCode, out, err } = await evenkeel(['init', '--yes'], { cwd });
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(/^error: .*package\.json is not JSON: .*\n$/);
    expect(readFileSync(join(cwd, 'package.json'), 'utf8')).toBe('{ "name": ');
  });
});
