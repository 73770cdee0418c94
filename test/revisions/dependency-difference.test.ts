import { describe, expect, it, onTestFinished } from 'vitest';
import { findDependencyDifference, isIgnored } from '../../src/revisions/dependency-difference.ts';
import { openRepository } from '../../src/revisions/repository.ts';
import { addWorktree } from '../../src/revisions/worktree.ts';
import { makeRepository } from './made-repository.ts';
import { supervised } from './supervised.ts';

type Files = Readonly<Record<string, string>>;

/** The difference between a commit of the one and a tree of the other. */
async function difference(base: Files, present: Files, directories = ['']) {
  const made = makeRepository(base);
  for (const name of Object.keys(base)) if (!(name in present)) made.remove(name);
  made.write(present);
  const repository = await openRepository(made.directory, supervised());
  const worktree = await addWorktree(repository, 'HEAD');
  onTestFinished(() => worktree.remove());
  return findDependencyDifference(repository, { present: made.directory, base: worktree.root }, directories);
}

const description = (fields: object) => ({ 'package.json': JSON.stringify({ name: 'project', ...fields }) });

describe('findDependencyDifference', () => {
  it.each<[string, Files, Files]>([
    ['nothing is locked and nothing needed', {}, {}],
    [
      'the same is needed',
      description({ dependencies: { a: '1', b: '2' }, scripts: { test: 'a' } }),
      description({ version: '2.0.0', dependencies: { b: '2', a: '1' }, devDependencies: undefined }),
    ],
    ['the lockfile is the same', { 'yarn.lock': 'a@1' }, { 'yarn.lock': 'a@1' }],
    [
      "only the project's own version was raised",
      {
        'package-lock.json': JSON.stringify({
          version: '1.0.0',
          packages: {
            '': { version: '1.0.0' },
            'packages/a': { version: '1.0.0' },
            'node_modules/b': { version: '3' },
          },
        }),
      },
      {
        'package-lock.json': JSON.stringify({
          version: '1.1.0',
          packages: {
            '': { version: '1.1.0' },
            'packages/a': { version: '1.1.0' },
            'node_modules/b': { version: '3' },
          },
        }),
      },
    ],
    ['the lockfile is not kept', { '.gitignore': 'yarn.lock\n' }, { '.gitignore': 'yarn.lock\n', 'yarn.lock': 'a@1' }],
    ['package.json is not JSON on either side', { 'package.json': '{' }, { 'package.json': '{ ' }],
  ])('is null where %s', async (_what, base, present) => expect(await difference(base, present)).toBeNull());

  it.each<[string, Files, Files, string, string]>([
    [
      'the npm lockfile',
      { 'package-lock.json': '{ "packages": { "node_modules/b": { "version": "3" } } }' },
      { 'package-lock.json': '{ "packages": { "node_modules/b": { "version": "4" } } }' },
      'package-lock.json',
      'npm ci',
    ],
    ['the yarn lockfile', { 'yarn.lock': 'a@1' }, { 'yarn.lock': 'a@2' }, 'yarn.lock', 'yarn install'],
    ['a new lockfile', {}, { 'pnpm-lock.yaml': '' }, 'pnpm-lock.yaml', 'pnpm install --frozen-lockfile'],
    ['a lockfile that is gone', { 'bun.lock': '' }, {}, 'bun.lock', 'bun install --frozen-lockfile'],
    [
      'what is needed, with a lockfile that is the same',
      { ...description({ dependencies: { a: '1' } }), 'yarn.lock': '' },
      { ...description({ dependencies: { a: '2' } }), 'yarn.lock': '' },
      'package.json',
      'yarn install',
    ],
    [
      'what is needed, without a lockfile',
      description({}),
      description({ devDependencies: { a: '2' } }),
      'package.json',
      'npm install',
    ],
  ])('names %s', async (_what, base, present, file, installer) => {
    expect(await difference(base, present)).toMatchObject({ file, installer });
  });

  it('looks in the directories that it is given', async () => {
    const inner = (version: string) => ({
      'inner/package.json': JSON.stringify({ dependencies: { a: version } }),
    });
    expect(await difference(inner('1'), inner('2'))).toBeNull();
    expect(await difference(inner('1'), inner('2'), ['', 'inner'])).toMatchObject({
      packages: ['a'],
      file: 'inner/package.json',
      installer: 'npm install',
    });
  });
});

describe('isIgnored', () => {
  it('goes by the rules, not by what exists', async () => {
    const made = makeRepository({ '.gitignore': 'dist/\n*.log\n!keep.log\n' });
    const repository = await openRepository(made.directory, supervised());
    const names = ['dist/a/b.js', 'a/x.log', 'keep.log', 'src/a.js'];
    expect(await Promise.all(names.map((name) => isIgnored(repository, name)))).toEqual([true, true, false, false]);
  });
});
