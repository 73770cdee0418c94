import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { usedPackages } from '../../src/revisions/used-packages.ts';

function made(manifests: Readonly<Record<string, object>>) {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'evenkeel-used-')));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  for (const [name, manifest] of Object.entries(manifests)) {
    mkdirSync(dirname(join(directory, name, 'x')), { recursive: true });
    writeFileSync(join(directory, name, 'package.json'), JSON.stringify(manifest));
  }
  const trees = { present: join(directory, 'present'), base: join(directory, 'base') };
  return (files: readonly string[], asked: readonly string[] = []) =>
    usedPackages(
      files.map((file) => join(directory, file)),
      trees,
      new Set(asked),
    );
}

it('tells packages from the paths of their files, wherever they are installed', async () => {
  const used = await made({ 'elsewhere/linked': { name: 'linked' }, 'elsewhere/linked/src': { type: 'module' } })([
    'present/src/code.js',
    'present/node_modules/a/index.js',
    'present/node_modules/a/node_modules/b/lib/deep/index.js',
    'present/node_modules/.pnpm/@scope+c@1.0.0/node_modules/@scope/c/index.js',
    'present/.yarn/cache/d-npm-1.zip/node_modules/d/index.js',
    'elsewhere/linked/src/index.js',
    'base/src/code.js',
    'base/node_modules/kept-there/index.js',
  ]);
  expect([...used.names].sort()).toEqual(['@scope/c', 'a', 'b', 'd', 'linked']);
  expect([...used.installed.keys()]).not.toContain('linked');
});

it('leaves out evenkeel, and what only that asks for', async () => {
  const use = made({
    'present/node_modules/evenkeel': { name: 'evenkeel', dependencies: { own: '1', shared: '1', both: '1' } },
    'present/node_modules/own': { dependencies: { inner: '1' } },
    'present/node_modules/inner': {},
    'present/node_modules/shared': {},
    'present/node_modules/both': {},
    'present/node_modules/a': { dependencies: { shared: '1' }, devDependencies: { own: '1' } },
  });
  const files = ['evenkeel', 'own', 'inner', 'shared', 'both', 'a'].map(
    (name) => `present/node_modules/${name}/index.js`,
  );
  expect([...(await use(files, ['both'])).names].sort()).toEqual(['a', 'both', 'shared']);
});
