import { describe, expect, it, onTestFinished } from 'vitest';
import { carryOver, findCompanions } from '../../src/revisions/carry-over.ts';
import { openRepository } from '../../src/revisions/repository.ts';
import { addWorktree } from '../../src/revisions/worktree.ts';
import { type MadeRepository, makeRepository, textOf } from './made-repository.ts';
import { supervised } from './supervised.ts';

async function checkOut(made: MadeRepository) {
  const repository = await openRepository(made.directory, supervised());
  const worktree = await addWorktree(repository, 'HEAD');
  onTestFinished(() => worktree.remove());
  return { repository, trees: { present: made.directory, base: worktree.root } };
}

describe('findCompanions', () => {
  it('finds data and helpers that the base lacks, below the performance files', async () => {
    const made = makeRepository({ 'bench/old.perf.js': '', 'src/parse.js': '', 'src/data.json': '' });
    made.write({
      'bench/new.perf.js': '',
      'bench/other.perf.js': '',
      'bench/helpers.ts': '',
      'bench/data/deep.bin': '',
      'src/table.txt': '',
      'src/faster.js': '',
      'src/faster.wasm': '',
      'src/parse.fixture.js': '',
      'src/testing.js': '',
      'dist/ignored.json': '',
      'elsewhere/data.json': '',
    });
    const { repository, trees } = await checkOut(made);
    const files = ['bench/new.perf.js', 'bench/old.perf.js', 'src/parse.perf.js'];
    const { missing, different } = await findCompanions(repository, trees, 'HEAD', files);
    expect([...missing].sort()).toEqual([
      'bench/data/deep.bin',
      'bench/helpers.ts',
      'src/parse.fixture.js',
      'src/table.txt',
    ]);
    expect(different).toEqual([]);
  });

  it('finds helpers that differ, and takes code that is measured for none', async () => {
    const made = makeRepository({
      'bench/a.perf.js': '',
      'bench/data.json': '1',
      'src/a.perf.js': '',
      'src/a.js': '1',
    });
    made.write({ 'bench/a.perf.js': 'x', 'bench/data.json': '2', 'src/a.js': '2' });
    const { repository, trees } = await checkOut(made);
    expect(await findCompanions(repository, trees, 'HEAD', ['bench/a.perf.js', 'src/a.perf.js'])).toEqual({
      missing: [],
      different: ['bench/data.json'],
    });
  });

  it('takes names as they are, and leaves out what was deleted or is no file', async () => {
    const made = makeRepository({ 'a.txt': '' });
    made.write({ 'bench/[x]/b.json': '', 'bench/staged.json': '', 'bench/x/c.json': '' });
    made.git('add', '--all');
    made.remove('bench/staged.json');
    made.link('nowhere', 'bench/[x]/broken.json');
    const { repository, trees } = await checkOut(made);
    const { missing } = await findCompanions(repository, trees, 'HEAD', ['bench/[x]/a.perf.js']);
    expect(missing).toEqual(['bench/[x]/b.json']);
  });

  it('finds nothing for no files', async () => {
    const { repository, trees } = await checkOut(makeRepository({ 'a.json': '' }));
    expect(await findCompanions(repository, trees, 'HEAD', [])).toEqual({ missing: [], different: [] });
  });
});

describe('carryOver', () => {
  it('copies over what is there, in directories that it makes', async () => {
    const made = makeRepository({ 'a.perf.js': 'old' });
    made.write({ 'a.perf.js': 'new', 'deep/er/b.json': '{}' });
    const { trees } = await checkOut(made);
    await carryOver(['a.perf.js', 'deep/er/b.json'], trees);
    expect(textOf(`${trees.base}/a.perf.js`)).toBe('new');
    expect(textOf(`${trees.base}/deep/er/b.json`)).toBe('{}');
  });

  it('does not write through a link', async () => {
    const made = makeRepository({ 'real.js': 'old' });
    made.link('real.js', 'a.perf.js');
    made.commit();
    made.remove('a.perf.js');
    made.write({ 'a.perf.js': 'new' });
    const { trees } = await checkOut(made);
    await carryOver(['a.perf.js'], trees);
    expect([textOf(`${trees.base}/a.perf.js`), textOf(`${trees.base}/real.js`)]).toEqual(['new', 'old']);
  });
});
