import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { isTreeDirty } from '../../src/revisions/tree-state.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { type MadeRepository, makeRepository, repositoryIn } from './made-repository.ts';

const headOf = ({ git }: MadeRepository) => git('rev-parse', 'HEAD').trim();

function stateOf(made: MadeRepository, ...leaveOut: readonly string[]) {
  return isTreeDirty({ directory: made.directory, commit: headOf(made), leaveOut });
}

describe('isTreeDirty', () => {
  it('is false for what was committed, with what git ignores', async () => {
    const made = makeRepository({ 'a.txt': 'one' });
    made.write({ 'dist/built.js': '' });
    expect(await stateOf(made)).toBe(false);
  });

  it('is false for installed packages, also where git does not ignore them', async () => {
    const made = makeRepository({ '.gitignore': '', 'packages/a/index.js': '' });
    made.write({ 'node_modules/b/index.js': '', 'packages/a/node_modules/c/index.js': '', '.pnpm-store/v3/d': '' });
    expect(await stateOf(made)).toBe(false);
    made.write({ 'packages/a/node_modules.js': '' });
    expect(await stateOf(made)).toBe(true);
  });

  it.each<[string, (made: MadeRepository) => void]>([
    ['a changed file', (made) => made.write({ 'a.txt': 'two' })],
    ['a staged change', (made) => made.write({ 'a.txt': 'two' }) ?? made.git('add', 'a.txt')],
    ['a removed file', (made) => made.remove('a.txt')],
    ['a new file', (made) => made.write({ 'new/b.txt': '' })],
    [
      'a new file that the user does not want to see',
      (made) => {
        made.git('config', 'status.showUntrackedFiles', 'no');
        made.write({ 'b.txt': '' });
      },
    ],
  ])('is true for %s', async (_what, change) => {
    const made = makeRepository({ 'a.txt': 'one' });
    change(made);
    expect(await stateOf(made)).toBe(true);
  });

  it('is true where another commit is checked out than the one in question', async () => {
    const made = makeRepository();
    const first = headOf(made);
    made.commit();
    expect(await isTreeDirty({ directory: made.directory, commit: first, leaveOut: [] })).toBe(true);
  });

  it('looks at the whole tree, from any directory in it', async () => {
    const made = makeRepository({ 'a.txt': 'one', 'deep/b.txt': '' });
    made.write({ 'a.txt': 'two' });
    const question = { commit: headOf(made), leaveOut: [] };
    expect(await isTreeDirty({ ...question, directory: made.path('deep') })).toBe(true);
  });

  it('leaves out what is no part of what is measured, whether or not git keeps it or knows its directory', async () => {
    const made = makeRepository({ 'kept.json': '1' });
    made.write({ 'kept.json': '2', 'new/report.json': '', '.performance-cache/baselines.sqlite': '', '*': '' });
    expect(await stateOf(made, 'kept.json', 'new/report.json', '.performance-cache', made.path('*'))).toBe(false);
    // A name is a name, and no pattern.
    expect(await stateOf(made, '*')).toBe(true);
    made.write({ 'new/other.json': '' });
    expect(await stateOf(made, 'kept.json', 'new/report.json', '.performance-cache', '*')).toBe(true);
  });

  it('takes no notice of what lies outside the tree, nor of the whole tree', async () => {
    const made = makeRepository({ 'a.txt': 'one' });
    const outside = join(temporaryDirectory(), 'not', 'there', 'report.json');
    expect(await stateOf(made, outside, '..')).toBe(false);
    made.write({ 'a.txt': 'two' });
    expect(await stateOf(made, outside, '..', '.')).toBe(true);
  });

  it('is not known where there is no commit, no repository, or nobody says which commit', async () => {
    const directory = temporaryDirectory();
    const commit = 'f'.repeat(40);
    expect(await isTreeDirty({ directory, commit, leaveOut: [] })).toBeNull();
    expect(await isTreeDirty({ directory, commit: null, leaveOut: [] })).toBeNull();
    repositoryIn(directory).git('init', '--quiet');
    expect(await isTreeDirty({ directory, commit, leaveOut: [] })).toBe(true);
  });

  it('is not known where git is missing', async () => {
    const made = makeRepository();
    const commit = headOf(made);
    vi.stubEnv('PATH', temporaryDirectory());
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await isTreeDirty({ directory: made.directory, commit, leaveOut: [] })).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('is not known where git takes too long', async () => {
    const made = makeRepository();
    const commit = headOf(made);
    const bin = join(temporaryDirectory(), 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'git'), '#!/bin/sh\nexec sleep 60\n');
    chmodSync(join(bin, 'git'), 0o755);
    vi.stubEnv('PATH', `${bin}${delimiter}${process.env.PATH}`);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await isTreeDirty({ directory: made.directory, commit, leaveOut: [], timeLimit: 0.2 })).toBeNull();
  });
});
