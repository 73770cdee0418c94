import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
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
const QUICK_RUN = { EVENKEEL_DEFAULT_ITERATIONS: '5', EVENKEEL_WARMUP_ITERATIONS: '0' };

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

/** A package that leads to this one as it is built, without dependencies, so that nothing has to be fetched to install it. */
function makePackage(directory: string): void {
  const { name, version, type } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const manifest = { name, version, type, license: 'MIT', bin: { evenkeel: 'command.cjs' }, exports: './index.js' };
  mkdirSync(directory);
  const write = (file: string, text: string) => writeFileSync(join(directory, file), text);
  write('package.json', JSON.stringify(manifest));
  write('command.cjs', `#!/usr/bin/env node\nrequire(${JSON.stringify(join(ROOT, 'dist/cli/main.cjs'))});\n`);
  write('index.js', `export * from ${JSON.stringify(pathToFileURL(join(ROOT, 'dist/index.js')).href)};\n`);
}

interface PackageManagerCase {
  /** Its commands: the version, and where the program is among its modules. */
  readonly programs: Readonly<Record<string, readonly [Parameters<typeof runnerModules>[0], string]>>;
  /** Exactly what the lockfile says. */
  readonly install: string;
  readonly start: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** What the job for GitLab does, but for installing what a machine of its own would lack. */
function scriptOf(job: string): string {
  const [, script = ''] = job.split(/^ {2}script:\n/m);
  const lines = script.split('\n').map((line) => line.replace(/^ {4}- /, ''));
  return lines.filter((line) => line !== '' && !line.startsWith('npm install --global ')).join(' && ');
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

  it.each<[string, PackageManagerCase]>([
    ['npm', { programs: {}, install: 'npm ci', start: 'npx' }],
    [
      'pnpm 10',
      {
        programs: { pnpm: ['pnpm@10', 'pnpm/bin/pnpm.cjs'] },
        install: 'pnpm install --frozen-lockfile',
        start: 'pnpm exec',
      },
    ],
    [
      'yarn 1',
      {
        programs: { yarn: ['yarn@1', 'yarn/bin/yarn.js'] },
        install: 'yarn install --frozen-lockfile',
        start: 'yarn run',
      },
    ],
    [
      'yarn 4',
      {
        programs: { yarn: ['yarn@4', '@yarnpkg/cli-dist/bin/yarn.js'] },
        install: 'yarn install --immutable',
        start: 'yarn run',
        // Without a lockfile, Yarn looks for a project further up.
        files: { 'yarn.lock': '', '.yarnrc.yml': 'nodeLinker: node-modules\nenableTelemetry: false\n' },
      },
    ],
    [
      'bun',
      {
        programs: { bun: ['bun@1', 'bun/bin/bun.exe'], bunx: ['bun@1', 'bun/bin/bun.exe'] },
        install: 'bun install --frozen-lockfile',
        start: 'bunx',
      },
    ],
  ])('prints what %s runs, and writes a job that it runs to its end', async (name, given) => {
    const { programs, install, start, files } = given;
    const manifest = { name: 'thing', version: '1.0.0', type: 'module', devDependencies: { evenkeel: 'file:./own' } };
    const cwd = made({ 'package.json': JSON.stringify(manifest), ...files });
    makePackage(join(cwd, 'own'));
    const modules = join(cwd, 'node_modules');
    rmSync(modules, { recursive: true });
    const path = join(cwd, '.programs');
    mkdirSync(path);
    for (const [word, [version, program]] of Object.entries(programs))
      symlinkSync(join(runnerModules(version), program), join(path, word));
    const env = { ...QUICK_RUN, PATH: [path, process.env.PATH].join(delimiter) };
    const installed = await runProgram(name.split(' ')[0]!, ['install'], { cwd, env });
    expect(installed.exitCode, installed.out + installed.err).toBe(0);

    const { exitCode, out } = await evenkeel(['init', '--yes', '--ci', 'gitlab'], { cwd });
    expect(exitCode).toBe(0);
    expect(lastCommand(out)).toBe(`${start} evenkeel run`);
    const script = scriptOf(readFileSync(join(cwd, '.gitlab/performance.gitlab-ci.yml'), 'utf8'));
    expect(script).toContain(`${install} && `);
    expect(script).toContain(`${lastCommand(out)}; fi`);
    measureLittle(join(cwd, 'performance/example.perf.js'));
    rmSync(modules, { recursive: true });
    const run = await runProgram('sh', ['-c', script], { cwd, env });
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
