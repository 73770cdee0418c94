import { existsSync, mkdtempSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findLacking } from '../../src/revisions/lacking.ts';
import { findRenames } from '../../src/revisions/renames.ts';
import { lendSameContent } from '../../src/revisions/same-content.ts';
import { leaveOutAlike, leftOut } from '../../src/revisions/sparse.ts';
import { checkedOut } from './checked-out.ts';
import { type MadeRepository, makeRepository, repositoryIn, textOf } from './made-repository.ts';

/** Configures a filter of git. */
function filter(made: MadeRepository, name: string, commands: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(commands)) made.git('config', `filter.${name}.${key}`, value);
}

/** Swaps letters, as a filter that must be set up does: it works where `KEY` is beside the repository's data. */
const WITH_KEY = 'test -f "$(git rev-parse --git-dir)/KEY" && tr a-z n-za-m';

/** A repository whose secret is readable in its own working tree only, as git-crypt has it. */
function withSecret(): MadeRepository {
  const made = makeRepository({ '.gitattributes': 'secret.txt filter=lock\n', 'a.txt': 'a' });
  made.write({ '.git/KEY': '' });
  filter(made, 'lock', { smudge: WITH_KEY, clean: WITH_KEY, required: 'true' });
  made.write({ 'secret.txt': 'old' });
  made.commit();
  return made;
}

/** A clone of a repository, with the content of what it has checked out only. */
function partialCloneOf(made: MadeRepository): { readonly clone: MadeRepository; readonly takeAway: () => void } {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'evenkeel-clone-')));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  made.git('config', 'uploadpack.allowFilter', 'true');
  made.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  made.git('clone', '--quiet', '--bare', made.directory, join(parent, 'remote'));
  const remote = repositoryIn(join(parent, 'remote'));
  remote.git('config', 'uploadpack.allowFilter', 'true');
  remote.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  made.git('clone', '--quiet', '--filter=blob:none', `file://${join(parent, 'remote')}`, join(parent, 'clone'));
  const takeAway = () => renameSync(join(parent, 'remote'), join(parent, 'gone'));
  return { clone: repositoryIn(join(parent, 'clone')), takeAway };
}

describe('a filter', () => {
  it('that works in the present tree alone is run there', async () => {
    const made = withSecret();
    made.write({ 'secret.txt': 'new' });
    made.commit();
    const { trees, lacks } = await checkedOut(made, 'HEAD~1');
    expect(textOf(join(trees.base, 'secret.txt'))).toBe('old');
    expect(textOf(join(trees.base, 'a.txt'))).toBe('a');
    expect(lacks).toEqual({ unfiltered: [], unfetched: [] });
  });

  it('that fails leaves its files as they are stored, and the rest is checked out', async () => {
    const made = withSecret();
    const stored = made.git('cat-file', 'blob', 'HEAD:secret.txt');
    made.write({ 'secret.txt': 'new' });
    made.commit();
    rmSync(made.path('.git/KEY'));
    const { trees, lacks, repository } = await checkedOut(made, 'HEAD~1');
    expect(textOf(join(trees.base, 'secret.txt'))).toBe(stored);
    expect(textOf(join(trees.base, 'a.txt'))).toBe('a');
    expect(lacks.unfiltered).toEqual([{ name: 'secret.txt', filter: 'lock' }]);
    expect(await findLacking(repository, trees, lacks, 'main')).toEqual([
      {
        name: 'secret.txt',
        reason: 'is in main as git stores it: its filter lock failed there',
        remedy: expect.stringContaining('--prepare <command>'),
      },
    ]);
  });

  it('that fails, and need not work, is noticed as well', async () => {
    const made = withSecret();
    made.write({ 'secret.txt': 'new' });
    made.commit();
    made.git('config', 'filter.lock.required', 'false');
    rmSync(made.path('.git/KEY'));
    const { lacks } = await checkedOut(made, 'HEAD~1');
    expect(lacks.unfiltered).toEqual([{ name: 'secret.txt', filter: 'lock' }]);
  });

  it('is none of ours where nothing configures it', async () => {
    const made = makeRepository({ '.gitattributes': '*.txt filter=unknown\n', 'a.txt': 'a' });
    const { lacks, trees } = await checkedOut(made);
    expect(textOf(join(trees.base, 'a.txt'))).toBe('a');
    expect(lacks.unfiltered).toEqual([]);
  });
});

describe('a partial clone', () => {
  const made = () => {
    const remote = makeRepository({ 'code.js': 'old', 'same.js': 'same', 'moved.js': 'moved' });
    remote.git('mv', 'moved.js', 'there.js');
    remote.write({ 'code.js': 'new' });
    remote.commit();
    return remote;
  };

  it('fetches what it lacks', async () => {
    const { clone } = partialCloneOf(made());
    const { trees, lacks } = await checkedOut(clone, 'HEAD~1');
    expect(textOf(join(trees.base, 'code.js'))).toBe('old');
    expect(lacks).toEqual({ unfiltered: [], unfetched: [] });
  });

  it('without its remote has the rest, and says what it lacks', async () => {
    const { clone, takeAway } = partialCloneOf(made());
    takeAway();
    const { trees, lacks, repository } = await checkedOut(clone, 'HEAD~1');
    expect(textOf(join(trees.base, 'same.js'))).toBe('same');
    expect(existsSync(join(trees.base, 'code.js'))).toBe(false);
    expect(lacks.unfetched).toEqual(['code.js']);
    const [lacking] = await findLacking(repository, trees, lacks, 'v1');
    expect(lacking).toMatchObject({
      name: 'code.js',
      reason: expect.stringMatching(/^is not here .* v1: .*partial clone/),
    });
    // Without reading what is not there.
    expect(await findRenames(repository, 'HEAD~1')).toEqual(new Map([['there.js', 'moved.js']]));
  });
});

describe('a sparse check-out', () => {
  const files = { 'src/code.js': 'code', 'data/a.txt': 'a', 'data/b.txt': 'b', 'old/lib.ts': '' };

  it('is as sparse in the base', async () => {
    const made = makeRepository(files);
    made.git('sparse-checkout', 'set', 'src');
    const { trees, repository } = await checkedOut(made);
    await leaveOutAlike(repository, trees);
    expect(existsSync(join(trees.base, 'src/code.js'))).toBe(true);
    expect(existsSync(join(trees.base, 'data'))).toBe(false);
    expect(await leftOut('data/a.txt', trees.base, repository)).toBe('data/a.txt');
    expect(await leftOut('old/lib.js', trees.base, repository)).toBe('old/lib.ts');
    expect(await leftOut('old/lib', trees.base, repository)).toBe('old/lib.ts');
    expect(await leftOut('src/code.js', trees.base, repository)).toBeNull();
    expect(await leftOut('src/[c]ode.js', trees.base, repository)).toBeNull();
  });

  it('is as sparse where files were left out by hand', async () => {
    const made = makeRepository(files);
    made.git('update-index', '--skip-worktree', 'data/a.txt');
    made.remove('data/a.txt');
    const { trees, repository } = await checkedOut(made);
    await leaveOutAlike(repository, trees);
    expect(existsSync(join(trees.base, 'data/a.txt'))).toBe(false);
    expect(textOf(join(trees.base, 'data/b.txt'))).toBe('b');
  });
});

describe('what git takes for the same', () => {
  const lent = async (made: MadeRepository, commit?: string) => {
    const { trees, repository } = await checkedOut(made, commit);
    await lendSameContent(repository, trees);
    return (name: string) => textOf(join(trees.base, name));
  };

  it.each<[string, Readonly<Record<string, string>>, (made: MadeRepository) => void, string]>([
    [
      'ends its lines otherwise',
      { '.gitattributes': '* text=auto\n', 'a.txt': 'one\ntwo\n' },
      (made) => made.write({ 'a.txt': 'one\r\ntwo\r\n' }),
      'one\r\ntwo\r\n',
    ],
    [
      'names its version',
      { '.gitattributes': 'a.txt ident\n', 'a.txt': '$Id$\n' },
      (made) => made.write({ 'a.txt': '$Id: of another place $\n' }),
      '$Id: of another place $\n',
    ],
    [
      'has what a filter leaves out',
      { '.gitattributes': 'a.txt filter=strip\n', 'a.txt': 'code\n' },
      (made) => {
        filter(made, 'strip', { clean: 'grep -v output || true', smudge: 'cat' });
        made.write({ 'a.txt': 'code\noutput\n' });
      },
      'code\noutput\n',
    ],
  ])('is lent where it %s', async (_what, files, change, expected) => {
    const made = makeRepository(files);
    change(made);
    expect((await lent(made))('a.txt')).toBe(expected);
  });

  it('is not lent where it was changed, whatever git is told to overlook', async () => {
    const made = makeRepository({
      'a.js': 'old',
      'b.js': 'old',
      '.gitattributes': 'c.txt filter=gone\n',
      'c.txt': 'old',
    });
    made.git('update-index', '--assume-unchanged', 'a.js');
    filter(made, 'gone', { clean: 'exit 1', required: 'true' });
    made.write({ 'a.js': 'changed', 'b.js': 'changed', 'c.txt': 'changed' });
    const there = await lent(made);
    expect([there('a.js'), there('b.js'), there('c.txt')]).toEqual(['old', 'old', 'old']);
  });

  it('is lent beside what git cannot store', async () => {
    const made = makeRepository({
      '.gitattributes': '*.txt text\nc.bin filter=gone\n',
      'a.txt': 'a\n',
      'c.bin': 'old',
    });
    filter(made, 'gone', { clean: 'exit 1', required: 'true' });
    made.write({ 'a.txt': 'a\r\n', 'c.bin': 'changed' });
    expect((await lent(made))('a.txt')).toBe('a\r\n');
  });

  it('is lent where a link leads out of the tree, and not where it leads to the tree itself', async () => {
    const made = makeRepository();
    const outside = realpathSync(mkdtempSync(join(tmpdir(), 'evenkeel-outside-')));
    onTestFinished(() => rmSync(outside, { recursive: true }));
    repositoryIn(outside).write({ 'data.txt': 'outside' });
    made.write({ '.git/annex/objects/key': 'annexed', 'dist/built.txt': 'built' });
    made.link(join('..', outside.split('/').at(-1)!, 'data.txt'), 'outside.txt');
    made.link('.git/annex/objects/key', 'annexed.txt');
    made.link('dist/built.txt', 'built.txt');
    made.commit();
    const there = await lent(made);
    expect([there('outside.txt'), there('annexed.txt'), there('built.txt')]).toEqual(['outside', 'annexed', null]);
  });

  it('needs nothing of what is left out of archives, which a check-out has', async () => {
    const made = makeRepository({ '.gitattributes': '/fixtures export-ignore\n', 'fixtures/a.txt': 'a' });
    expect((await lent(made))('fixtures/a.txt')).toBe('a');
  });
});
