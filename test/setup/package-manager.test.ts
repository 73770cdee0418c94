import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandsOf } from '../../src/setup/commands.ts';
import { readManifest } from '../../src/setup/manifest.ts';
import { findPackageManager } from '../../src/setup/package-manager.ts';
import { type Files, projectOf } from './projects.ts';

async function found(files: Files, userAgent?: string, ...places: readonly string[]) {
  const directory = projectOf({ 'package.json': {}, ...files });
  const manifests = await Promise.all(['', ...places].map((place) => readManifest(join(directory, place))));
  return findPackageManager(
    manifests.map((manifest) => manifest!),
    userAgent,
  );
}

describe('findPackageManager', () => {
  it.each<[string, Files, string | undefined, object]>([
    ['npm by default', {}, undefined, { name: 'npm', major: null, evidence: 'nothing says otherwise' }],
    ['npm by its lockfile', { 'package-lock.json': '' }, 'pnpm/9.0.0', { name: 'npm', evidence: 'package-lock.json' }],
    ['npm by a shrinkwrap', { 'npm-shrinkwrap.json': '' }, undefined, { name: 'npm' }],
    ['pnpm by its lockfile', { 'pnpm-lock.yaml': '' }, undefined, { name: 'pnpm', major: null, isPinned: false }],
    ['Yarn 1 by its lockfile', { 'yarn.lock': '' }, undefined, { name: 'yarn', major: 1 }],
    [
      'a later Yarn by its settings',
      { 'yarn.lock': '', '.yarnrc.yml': '' },
      undefined,
      { name: 'yarn', major: 2, isLowest: true },
    ],
    [
      'the Yarn that the settings name',
      { 'yarn.lock': '', '.yarnrc.yml': 'nodeLinker: pnp\nyarnPath: .yarn/releases/yarn-3.8.7.cjs\n' },
      undefined,
      { name: 'yarn', major: 3, evidence: 'yarnPath in .yarnrc.yml' },
    ],
    [
      'Yarn 4 by the format of its lockfile',
      { 'yarn.lock': '# generated\n\n__metadata:\n  version: 8\n  cacheKey: 10c0\n' },
      undefined,
      { name: 'yarn', major: 4, evidence: 'yarn.lock' },
    ],
    [
      'Yarn 2 or 3 by the format of its lockfile',
      { 'yarn.lock': '__metadata:\n  version: 6\n' },
      undefined,
      { name: 'yarn', major: 2, isLowest: true },
    ],
    ['Bun by its lockfile', { 'bun.lock': '' }, undefined, { name: 'bun' }],
    ['Bun by its former lockfile', { 'bun.lockb': '' }, undefined, { name: 'bun' }],
    [
      'two lockfiles, and says so',
      { 'package-lock.json': '', 'pnpm-lock.yaml': '' },
      undefined,
      { name: 'pnpm', evidence: 'pnpm-lock.yaml; there is package-lock.json as well' },
    ],
    [
      'what started it',
      {},
      'yarn/4.5.0 npm/? node/v22',
      { name: 'yarn', major: 4, evidence: 'it started this command' },
    ],
    ['a start by something unknown', {}, 'cnpm/9.0.0', { name: 'npm' }],
    [
      'the field before a lockfile',
      { 'package.json': { packageManager: 'pnpm@9.1.0+sha512.abc' }, 'yarn.lock': '' },
      undefined,
      { name: 'pnpm', major: 9, isPinned: true, evidence: 'packageManager in package.json' },
    ],
    ['a field that names something unknown', { 'package.json': { packageManager: 'x@1' } }, undefined, { name: 'npm' }],
    [
      'devEngines',
      { 'package.json': { devEngines: { packageManager: { name: 'bun', version: '^1.2' } } } },
      undefined,
      { name: 'bun', major: 1, isPinned: false },
    ],
    [
      'several devEngines',
      { 'package.json': { devEngines: { packageManager: [{ name: 'yarn' }, { name: 'npm' }] } } },
      undefined,
      { name: 'yarn', major: null },
    ],
    ['devEngines without it', { 'package.json': { devEngines: { runtime: 'node' } } }, undefined, { name: 'npm' }],
  ])('finds %s', async (_name, files, userAgent, manager) => {
    expect(await found(files, userAgent)).toMatchObject(manager);
  });

  it('looks at the root of the workspaces where the package itself says nothing', async () => {
    const files = { 'root/package.json': {}, 'root/pnpm-lock.yaml': '' };
    expect(await found(files, undefined, 'root')).toMatchObject({ name: 'pnpm' });
  });
});

describe('commandsOf', () => {
  const manager = (name: 'npm' | 'pnpm' | 'yarn' | 'bun', major: number | null = null) => ({
    name,
    major,
    isPinned: false,
    evidence: '',
  });
  it.each([
    [manager('npm'), false, ['npm install --save-dev evenkeel', 'npm ci', 'npx evenkeel run']],
    [
      manager('pnpm'),
      false,
      ['pnpm add --save-dev evenkeel', 'pnpm install --frozen-lockfile', 'pnpm exec evenkeel run'],
    ],
    [manager('pnpm'), true, ['pnpm add --save-dev --workspace-root evenkeel', expect.any(String), expect.any(String)]],
    [manager('yarn', 1), false, ['yarn add --dev evenkeel', 'yarn install --frozen-lockfile', 'yarn run evenkeel run']],
    [
      manager('yarn', 1),
      true,
      ['yarn add --dev --ignore-workspace-root-check evenkeel', expect.any(String), expect.any(String)],
    ],
    [manager('yarn', 4), true, ['yarn add --dev evenkeel', 'yarn install --immutable', 'yarn run evenkeel run']],
    [manager('bun'), false, ['bun add --dev evenkeel', 'bun install --frozen-lockfile', 'bunx evenkeel run']],
  ])('%j, root of workspaces: %j', (packageManager, isRoot, [add, install, run]) => {
    const commands = commandsOf(packageManager, isRoot);
    expect([commands.add('evenkeel'), commands.install, commands.run('evenkeel run')]).toEqual([add, install, run]);
  });
});
