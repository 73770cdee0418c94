import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nearestManifest, readManifest } from '../../src/setup/manifest.ts';
import { projectOf } from './projects.ts';

describe('readManifest', () => {
  it('reads what says how a project is set up, and drops what is no such thing', async () => {
    const directory = projectOf({
      'package.json': `\uFEFF${JSON.stringify({
        name: 'thing',
        type: 'module',
        dependencies: { a: '1', odd: 2 },
        devDependencies: { b: '^2' },
        scripts: null,
        workspaces: { packages: ['packages/*', 3] },
        packageManager: 9,
      })}`,
    });
    expect(await readManifest(directory)).toEqual({
      directory,
      name: 'thing',
      isModule: true,
      dependencies: { a: '1', b: '^2' },
      scripts: {},
      packageManager: null,
      devPackageManager: null,
      workspaces: ['packages/*'],
      fields: ['name', 'type', 'dependencies', 'devDependencies', 'scripts', 'workspaces', 'packageManager'],
    });
  });

  it.each([
    ['{ "name": ', /package\.json is not JSON: .+\. Fix it first\.$/],
    ['[]', /package\.json does not contain a JSON object\./],
    ['null', /package\.json does not contain a JSON object\./],
  ])('says what is wrong with %s', async (text, message) => {
    await expect(readManifest(projectOf({ 'package.json': text }))).rejects.toThrow(message);
  });

  it('names an encoding other than UTF-8', async () => {
    const directory = projectOf({});
    writeFileSync(join(directory, 'package.json'), Buffer.from('\uFEFF{}', 'utf16le').swap16());
    await expect(readManifest(directory)).rejects.toThrow(/package\.json cannot be read: it is in UTF-16, big-endian;/);
  });

  it('says that it cannot be read', async () => {
    const directory = projectOf({});
    mkdirSync(join(directory, 'package.json'));
    await expect(readManifest(directory)).rejects.toThrow(/package\.json cannot be read: EISDIR/);
  });
});

describe('nearestManifest', () => {
  it('goes up', async () => {
    const directory = projectOf({ 'package.json': { name: 'up' }, 'src/deep/file.js': '' });
    expect((await nearestManifest(join(directory, 'src', 'deep')))?.name).toBe('up');
  });
});
