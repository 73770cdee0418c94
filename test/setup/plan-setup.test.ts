import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/config-file.ts';
import type { SetupPlan } from '../../src/model/setup.ts';
import { applySetup } from '../../src/setup/apply.ts';
import { planSetup } from '../../src/setup/plan-setup.ts';
import { type Files, projectOf, repositoryIn } from './projects.ts';

const GITHUB = 'https://github.com/example/thing.git';

function brief({ steps }: SetupPlan, directory: string) {
  return steps.map(({ kind, path }) => `${kind} ${relative(directory, path)}`);
}

describe('planSetup', () => {
  it('makes everything in a new project', async () => {
    const directory = repositoryIn(projectOf({ 'package.json': { name: 'thing', type: 'module' } }), GITHUB);
    const plan = await planSetup(directory, {}, 'npm/10.0.0');
    expect(brief(plan, directory)).toEqual([
      'create evenkeel.toml',
      'create performance/example.perf.js',
      'create .gitignore',
      'create .github/workflows/performance.yml',
    ]);
    expect(plan.findings.map(({ value }) => value)).toEqual([
      'thing, JavaScript',
      'npm 10 (it started this command)',
      'evenkeel run (no test runner was found)',
      expect.stringMatching(/^it cannot be told, .* `git remote set-head origin --auto`/),
      'GitHub Actions (the remote origin)',
    ]);
    expect(plan.next.map(({ command }) => command)).toEqual(['npm install --save-dev evenkeel', 'npx evenkeel run']);
  });

  it.each([
    [{ 'yarn.lock': '' }, 'Yarn 1 (yarn.lock)'],
    [{ 'yarn.lock': '', '.yarnrc.yml': '' }, 'Yarn 2 or later (yarn.lock)'],
    [{ 'package.json': { packageManager: 'yarn@4.5.0' } }, 'Yarn 4 (packageManager in package.json)'],
    [{ 'bun.lock': '' }, 'Bun (bun.lock)'],
  ])('names the package manager of %o', async (files, expected) => {
    const { findings } = await planSetup(repositoryIn(projectOf({ 'package.json': {}, ...files })), {}, undefined);
    expect(findings[1]?.value).toBe(expected);
  });

  it('has nothing left to do the second time', async () => {
    const directory = repositoryIn(projectOf({ 'package.json': { dependencies: { evenkeel: '*' } } }), GITHUB);
    await applySetup(await planSetup(directory));
    const plan = await planSetup(directory);
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['leave', 'leave', 'leave', 'leave']);
    expect(plan.next).toHaveLength(1);
  });

  it('never overwrites, not even a link that leads nowhere', async () => {
    const directory = projectOf({ 'package.json': {}, 'evenkeel.toml': 'log_level = "DEBUG"\n' });
    symlinkSync('nowhere', join(directory, 'performance'));
    const plan = await planSetup(directory, { ci: 'none' });
    expect(plan.steps[0]).toMatchObject({ kind: 'leave', reason: 'it is the configuration already' });
    await expect(applySetup(plan)).rejects.toThrow(/example\.perf\.mjs cannot be written: .*Nothing was written\./);
    expect(readFileSync(join(directory, 'evenkeel.toml'), 'utf8')).toBe('log_level = "DEBUG"\n');
  });

  it('does not overwrite what has come to be since', async () => {
    const directory = projectOf({ 'package.json': {} });
    const plan = await planSetup(directory, { ci: 'none' });
    writeFileSync(join(directory, '.gitignore'), 'mine\n');
    await expect(applySetup(plan)).rejects.toThrow(
      /\.gitignore cannot be written: it has come to be meanwhile.*Written before: .*evenkeel\.toml, .*example\.perf\.mjs\./,
    );
    expect(readFileSync(join(directory, '.gitignore'), 'utf8')).toBe('mine\n');
  });

  it('makes a configuration that is right, and changes nothing', async () => {
    const directory = projectOf({ 'package.json': {} });
    const [first] = (await planSetup(directory)).steps;
    const text = first?.kind === 'create' ? first.text : '';
    expect(parseConfig(text, 'evenkeel.toml')).toMatchObject({ fields: {}, problems: [] });
    const uncommented = parseConfig(text.replaceAll(/^# (?=\w+ = )/gm, ''), 'evenkeel.toml');
    expect(uncommented.problems).toEqual([]);
    expect(Object.keys(uncommented.fields)).toHaveLength(5);
  });

  it.each<[string, Files, string]>([
    [
      'TypeScript modules',
      { 'package.json': { type: 'module', devDependencies: { typescript: '6' } } },
      'example.perf.ts',
    ],
    ['TypeScript in CommonJS', { 'package.json': {}, 'tsconfig.json': '{}' }, 'example.perf.mts'],
    ['CommonJS', { 'package.json': {} }, 'example.perf.mjs'],
  ])('writes the first test of %s as %s', async (_name, files, file) => {
    const directory = projectOf(files);
    expect(brief(await planSetup(directory), directory)).toContain(`create performance/${file}`);
  });

  it('says where there is no package', async () => {
    await expect(planSetup(projectOf({}))).rejects.toThrow(/^There is no package\.json in .* or further up\./);
  });

  it('says why a runner is not used', async () => {
    const directory = projectOf({
      'package.json': { devDependencies: { jest: '26', vitest: '4' }, scripts: { test: 'jest' } },
    });
    const { findings } = await planSetup(directory);
    expect(findings[2]?.value).toBe(
      'evenkeel run, because evenkeel knows jest from 29 on, and this is 26; there is vitest as well (--runner)',
    );
  });
});

describe('the main branch', () => {
  const git = (directory: string, ...args: readonly string[]) =>
    execFileSync('git', ['-C', directory, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      stdio: 'pipe',
    });

  /** A clone of a repository with these branches, of which the first is the default. */
  function cloneOf(files: Files, ...branches: readonly string[]): string {
    const origin = projectOf(files);
    git(origin, 'init', '--quiet', '--initial-branch', branches[0]!);
    git(origin, 'add', '.');
    git(origin, 'commit', '--quiet', '--message', 'first');
    for (const branch of branches.slice(1)) git(origin, 'branch', branch);
    const directory = join(projectOf({}), 'clone');
    git(origin, 'clone', '--quiet', origin, directory);
    git(directory, 'checkout', '--quiet', '-b', 'adds-performance-tests');
    return realpathSync(directory);
  }

  async function planned(directory: string) {
    const { steps, findings } = await planSetup(directory, { ci: 'github' });
    const textOf = (path: string) => {
      const step = steps.find((each) => each.path.endsWith(path))!;
      return step.kind === 'leave' ? step.reason : step.text;
    };
    const found = findings.find(({ name }) => name === 'main branch')?.value;
    return { steps, found, configuration: textOf('evenkeel.toml'), workflow: textOf('performance.yml') };
  }

  it('is told in the configuration and the workflow where it has a name of its own', async () => {
    const { found, configuration, workflow } = await planned(cloneOf({ 'package.json': {} }, 'production', 'main'));
    expect(found).toBe('production');
    expect(parseConfig(configuration, 'evenkeel.toml').fields).toEqual({ mainBranch: 'production' });
    expect(workflow).toContain('branches: [production]');
    const develop = await planned(cloneOf({ 'package.json': {} }, 'develop', 'main'));
    expect(parseConfig(develop.configuration, 'evenkeel.toml').fields).toEqual({ mainBranch: 'develop' });
  });

  it('needs no word where it is called as most are', async () => {
    const { found, configuration, workflow } = await planned(cloneOf({ 'package.json': {} }, 'trunk', 'main'));
    expect(found).toBe('trunk');
    expect(parseConfig(configuration, 'evenkeel.toml').fields).toEqual({});
    expect(workflow).toContain('branches: [trunk]');
  });

  it('is to be put by hand into a configuration that is there, unless that has it', async () => {
    const files = { 'package.json': {}, 'evenkeel.toml': 'log_level = "DEBUG"\n' };
    const { steps, configuration } = await planned(cloneOf(files, 'production'));
    expect(steps[0]).toMatchObject({ kind: 'by_hand', reason: expect.stringMatching(/only the main branch/) });
    expect(configuration).toBe('main_branch = "production"\n');
    const named = { ...files, 'evenkeel.toml': 'main_branch = "release"\n' };
    const { steps: left, found, workflow } = await planned(cloneOf(named, 'production'));
    expect(left[0]).toMatchObject({ kind: 'leave' });
    expect(found).toBe('release');
    expect(workflow).toContain('branches: [release]');
  });

  it.each([
    [['release', 'master'], 'master'],
    [['release'], 'release'],
    [['release', 'next'], expect.stringMatching(/^it cannot be told/)],
  ])('is guessed of %j where a remote was added to a repository', async (branches, found) => {
    const directory = cloneOf({ 'package.json': {} }, ...(branches as string[]));
    git(directory, 'remote', 'set-head', 'origin', '--delete');
    expect((await planned(directory)).found).toEqual(found);
  });
});

describe('a configuration that is there', () => {
  it.each([
    ['in the package', { 'packages/a/evenkeel.toml': 'cache_directory = "kept"' }, 'packages/a/kept'],
    ['further up, which a new one would hide', { 'evenkeel.toml': 'cache_directory = "all/kept"' }, 'all/kept'],
    ['as a module', { 'packages/a/evenkeel.config.mjs': 'export default { cacheDirectory: "../../kept" };' }, 'kept'],
  ])('%s is left alone, and says where the baselines are', async (_name, files, cache) => {
    const directory = repositoryIn(projectOf({ 'packages/a/package.json': {}, ...files }));
    const { steps } = await planSetup(join(directory, 'packages', 'a'), { ci: 'gitlab' });
    expect(steps[0]).toMatchObject({ kind: 'leave', path: join(directory, Object.keys(files)[0]!) });
    expect(steps.find(({ kind, path }) => kind === 'create' && path.endsWith('.gitignore'))).toMatchObject({
      text: 'kept/\n',
    });
    expect(steps.find(({ path }) => path.endsWith('.gitlab-ci.yml'))).toMatchObject({
      text: expect.stringContaining(`\n      - ${cache}/\n`),
    });
  });

  it('is read first, and has to be right', async () => {
    const directory = projectOf({ 'package.json': {}, 'evenkeel.toml': 'nonsense = 1' });
    await expect(planSetup(directory)).rejects.toThrow(/^The configuration is wrong: .*nonsense/);
  });
});

describe('.gitignore', () => {
  const step = async (files: Files, inside = '') => {
    const directory = repositoryIn(projectOf({ 'package.json': {}, ...files }));
    const { steps } = await planSetup(join(directory, inside), { ci: 'none' });
    const found = steps.find(({ path }) => path.endsWith('.gitignore'))!;
    return { ...found, path: relative(directory, found.path) };
  };

  it.each<[string, Files, object]>([
    ['gets a line', { '.gitignore': 'dist\n' }, { kind: 'append', text: '.performance-cache/\n' }],
    ['gets one of its own, where the last has no end', { '.gitignore': 'dist' }, { text: '\n.performance-cache/\n' }],
    ['gets one where it is empty', { '.gitignore': '' }, { kind: 'append', text: '.performance-cache/\n' }],
    ['is left alone where a pattern does it', { '.gitignore': '.performance-*\n' }, { kind: 'leave' }],
  ])('%s', async (_name, files, expected) => {
    expect(await step(files)).toMatchObject({ path: '.gitignore', ...expected });
  });

  it('is the nearest one', async () => {
    const files = { 'packages/a/package.json': {}, '.gitignore': '', 'packages/.gitignore': '' };
    expect(await step(files, 'packages/a')).toMatchObject({ kind: 'append', path: 'packages/.gitignore' });
  });

  it('is read where git knows nothing', async () => {
    const directory = projectOf({ 'package.json': {}, '.gitignore': '.performance-cache/\r\n' });
    const { steps } = await planSetup(directory, { ci: 'none' });
    expect(steps.at(-1)).toMatchObject({ kind: 'leave', reason: '.performance-cache/ stands there already' });
  });
});

describe('runners', () => {
  const planFor = async (files: Files) => {
    const directory = projectOf(files);
    const plan = await planSetup(directory, { ci: 'github' }, undefined);
    const workflow = plan.steps.find(({ path }) => path.endsWith('performance.yml'));
    return { steps: brief(plan, directory), plan, workflow: workflow?.kind === 'create' ? workflow.text : '' };
  };

  it('Vitest without a configuration gets one', async () => {
    const { steps, plan, workflow } = await planFor({ 'package.json': { devDependencies: { vitest: '4' } } });
    expect(steps.slice(1, 3)).toEqual(['create vitest.config.mjs', 'create performance/example.perf.mjs']);
    expect(plan.steps[1]).toMatchObject({ text: expect.stringContaining("from 'evenkeel/vitest/config'") });
    expect(plan.next.map(({ command }) => command)).toEqual([
      'npm install --save-dev evenkeel',
      'npx vitest run --project performance',
    ]);
    expect(workflow).toMatch(
      /^ +npx vitest run --project performance -u\n +else\n +npx vitest run --project performance$/m,
    );
  });

  it.each(['vitest.config.ts', 'vite.config.js'])('Vitest with a %s gets lines to put there', async (file) => {
    const { steps, plan } = await planFor({ 'package.json': { devDependencies: { vitest: '4' } }, [file]: '' });
    expect(steps[1]).toBe(`by_hand ${file}`);
    expect(plan.steps[1]).toMatchObject({ text: expect.stringContaining('plugins: [evenkeel()]') });
  });

  it('Vitest with a configuration that has the plug-in needs nothing more', async () => {
    const config = "import { evenkeel } from 'evenkeel/vitest/config';";
    const { steps } = await planFor({
      'package.json': { devDependencies: { vitest: '4' } },
      'vitest.config.ts': config,
    });
    expect(steps[1]).toBe('leave vitest.config.ts');
  });

  it.each([
    ['module', 'jest.performance.config.cjs'],
    ['commonjs', 'jest.performance.config.js'],
  ])('Jest gets a configuration of its own in a package of type %s', async (type, file) => {
    const { steps, workflow } = await planFor({
      'package.json': { type, devDependencies: { jest: '30' } },
      'jest.config.js': '',
      'yarn.lock': '',
    });
    expect(steps[1]).toBe(`create ${file}`);
    expect(workflow).toContain(`            yarn run jest --config ${file} -u\n`);
    expect(workflow).toContain(`            yarn run jest --config ${file}\n`);
  });

  it('node:test needs none, and no package manager to start it', async () => {
    const { steps, plan, workflow } = await planFor({ 'package.json': { scripts: { test: 'node --test' } } });
    expect(steps.slice(0, 2)).toEqual(['create evenkeel.toml', 'create performance/example.perf.mjs']);
    expect(plan.next.at(-1)?.command).toMatch(
      /^node --import evenkeel\/node-test\/register --test .*performance\/\*\.perf\.\*$/,
    );
    expect(workflow).toMatch(/^ +EVENKEEL_UPDATE=1 node --import .*\n +else\n +node --import /m);
  });

  it('a runner that is asked for and not there is installed as well', async () => {
    const directory = projectOf({ 'package.json': {} });
    const { next } = await planSetup(directory, { runner: 'jest' }, undefined);
    expect(next[0]).toEqual({
      command: 'npm install --save-dev evenkeel jest',
      purpose: 'installs evenkeel and jest',
    });
  });

  it('one that is too old has evenkeel run in its place', async () => {
    const { plan } = await planFor({ 'package.json': { devDependencies: { vitest: '2' } } });
    expect(plan.next.at(-1)?.command).toBe('npx evenkeel run');
  });
});

describe('workspaces', () => {
  const member = { 'packages/a/package.json': { name: 'a' } };
  it.each<[string, Files, boolean]>([
    ['npm', { 'package.json': { workspaces: ['packages/*'] }, 'package-lock.json': '' }, true],
    ['Yarn', { 'package.json': { workspaces: { packages: ['packages/a/'] } }, 'yarn.lock': '' }, true],
    ['pnpm', { 'package.json': {}, 'pnpm-workspace.yaml': '', 'pnpm-lock.yaml': '' }, true],
    ['a package that is none of them', { 'package.json': { workspaces: ['libs/*'] }, 'yarn.lock': '' }, false],
  ])('of %s', async (_name, files, isMember) => {
    const directory = projectOf({ ...files, ...member });
    const { findings } = await planSetup(join(directory, 'packages', 'a'));
    expect(findings[0]?.value).toBe(isMember ? `a, JavaScript, in the workspaces of ${directory}` : 'a, JavaScript');
  });
});
