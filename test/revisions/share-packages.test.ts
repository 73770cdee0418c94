import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sharePackage, sharePackages, sharePackagesAbove } from '../../src/revisions/share-packages.ts';
import { counterpart, ownCounterpart, pathWithin, type Trees, withAncestors } from '../../src/revisions/trees.ts';

/** Two trees of files in one directory; a text that begins with → is a symbolic link. */
function makeTrees(files: Readonly<Record<string, string>>): Trees & { readonly directory: string } {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'evenkeel-trees-')));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  mkdirSync(join(directory, 'present'));
  mkdirSync(join(directory, 'base/tree'), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    if (text.startsWith('→')) symlinkSync(text.slice(1), join(directory, name));
    else writeFileSync(join(directory, name), text);
  }
  return { directory, present: join(directory, 'present'), base: join(directory, 'base/tree') };
}

const found = ({ base }: Trees, name: string) => (existsSync(join(base, name)) ? realpathSync(join(base, name)) : null);

describe('sharePackages', () => {
  it('lets the base find installed packages where they are', async () => {
    const trees = makeTrees({
      'present/node_modules/left/index.js': '',
      'present/node_modules/@scope/right/index.js': '',
      'present/node_modules/single.js': '',
      'present/node_modules/.package-lock.json': '{}',
      'present/packages/a/node_modules/left/index.js': '',
      'base/tree/packages/a/index.js': '',
    });
    await sharePackages(trees, ['', 'packages', 'packages/a']);
    for (const name of ['node_modules/left', 'node_modules/@scope/right', 'node_modules/single.js']) {
      expect(found(trees, name)).toBe(join(trees.present, name));
    }
    expect(found(trees, 'packages/a/node_modules/left')).toBe(join(trees.present, 'packages/a/node_modules/left'));
    expect(found(trees, 'node_modules/.package-lock.json')).toBeNull();
    expect(found(trees, 'packages/node_modules')).toBeNull();
  });

  it("leads packages of the repository to the base's own copies", async () => {
    const trees = makeTrees({
      'present/packages/a/index.js': 'present',
      'present/packages/b/index.js': 'present',
      'present/node_modules/a': '→../packages/a',
      'present/node_modules/@scope/b': '→../../packages/b',
      'present/node_modules/project': '→..',
      'present/node_modules/unknown': '→../packages/new',
      'present/packages/new/index.js': '',
      'present/node_modules/broken': '→../packages/gone',
      'base/tree/packages/a/index.js': 'base',
      'base/tree/packages/b/index.js': 'base',
    });
    await sharePackages(trees, ['']);
    expect(found(trees, 'node_modules/a')).toBe(join(trees.base, 'packages/a'));
    expect(found(trees, 'node_modules/@scope/b')).toBe(join(trees.base, 'packages/b'));
    expect(found(trees, 'node_modules/project')).toBe(trees.base);
    expect(found(trees, 'node_modules/unknown')).toBeNull();
    expect(found(trees, 'node_modules/broken')).toBeNull();
  });

  it('follows the links of pnpm to where packages really are', async () => {
    const trees = makeTrees({
      'present/node_modules/.pnpm/left@1.0.0/node_modules/left/index.js': '',
      'present/node_modules/left': '→.pnpm/left@1.0.0/node_modules/left',
    });
    await sharePackages(trees, ['']);
    expect(found(trees, 'node_modules/left')).toBe(
      join(trees.present, 'node_modules/.pnpm/left@1.0.0/node_modules/left'),
    );
  });

  it("keeps the commands of packages pointing to their neighbours, which may be the base's own", async () => {
    const trees = makeTrees({
      'present/packages/a/run.js': 'present',
      'present/node_modules/a': '→../packages/a',
      'present/node_modules/.bin/a': '→../a/run.js',
      'base/tree/packages/a/run.js': 'base',
    });
    await sharePackages(trees, ['']);
    expect(readlinkSync(join(trees.base, 'node_modules/.bin/a'))).toBe('../a/run.js');
    expect(found(trees, 'node_modules/.bin/a')).toBe(join(trees.base, 'packages/a/run.js'));
  });

  it('leaves packages alone that are kept in the repository', async () => {
    const trees = makeTrees({
      'present/node_modules/left/index.js': 'present',
      'base/tree/node_modules/left/index.js': 'base',
    });
    await sharePackages(trees, ['']);
    expect(found(trees, 'node_modules/left')).toBe(join(trees.base, 'node_modules/left'));
  });
});

describe('sharePackagesAbove', () => {
  it('links what the present tree finds above itself', async () => {
    const trees = makeTrees({ 'node_modules/above/index.js': '' });
    await sharePackagesAbove(trees.present, dirname(trees.base));
    expect(realpathSync(join(trees.base, '../node_modules/above'))).toBe(join(trees.directory, 'node_modules/above'));
  });

  it('links nothing where there is nothing', async () => {
    const trees = makeTrees({});
    await sharePackagesAbove(trees.present, dirname(trees.base));
    expect(existsSync(join(trees.base, '../node_modules'))).toBe(false);
  });
});

describe('sharePackage', () => {
  it('replaces what the base has installed by that name', async () => {
    const trees = makeTrees({
      'present/node_modules/even/index.js': 'present',
      'base/tree/node_modules/even/index.js': 'base',
      'base/tree/deep/a.js': '',
    });
    await sharePackage('even', 'deep/er', trees);
    await sharePackage('even', '.', trees);
    expect(found(trees, 'node_modules/even')).toBe(join(trees.present, 'node_modules/even'));
  });

  it('changes nothing that the base only links to', async () => {
    const trees = makeTrees({
      'present/node_modules/even/index.js': 'present',
      'elsewhere/even/index.js': 'another',
      'base/tree/node_modules': '→../../elsewhere',
    });
    await sharePackage('even', '', trees);
    expect(realpathSync(join(trees.directory, 'elsewhere/even/index.js'))).toBe(
      found(trees, 'node_modules/even/index.js'),
    );
  });

  it("leaves the repository's own package alone, and what is not installed", async () => {
    const trees = makeTrees({ 'present/index.js': '', 'present/node_modules/even': '→..' });
    await sharePackage('even', '', trees);
    await sharePackage('other', 'deep', trees);
    expect(existsSync(join(trees.base, 'node_modules'))).toBe(false);
  });
});

describe('paths of two trees', () => {
  const trees = { present: '/project/tree', base: '/elsewhere/base' };

  it.each<[string, string | null, string | null, string | null]>([
    ['/project/tree', '', '/elsewhere/base', '/elsewhere/base'],
    ['/project/tree/a/b.js', 'a/b.js', '/elsewhere/base/a/b.js', '/elsewhere/base/a/b.js'],
    ['/project/tree/..a', '..a', '/elsewhere/base/..a', '/elsewhere/base/..a'],
    ['/project/tree/a/node_modules/b', 'a/node_modules/b', '/elsewhere/base/a/node_modules/b', null],
    ['/project/tree2/a', null, null, null],
    ['/project', null, null, null],
  ])('of %s', (path, within, other, own) => {
    expect(pathWithin(trees.present, path)).toBe(within);
    expect(counterpart(path, trees)).toBe(other);
    expect(ownCounterpart(path, trees)).toBe(own);
  });

  it('include those on the way', () => {
    expect(withAncestors(['a/b/c', 'a/d', ''])).toEqual(['', 'a', 'a/b', 'a/b/c', 'a/d']);
  });
});
