// Links that lead out of where something is written. Where the path is the user's own choice (`--json`, `-o`, an export, the
// cache directory), a link there is as well, and is followed.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyInside, followInside, makeDirectoryInside, placeInside } from '../../src/files/inside.ts';
import { sharePackages } from '../../src/revisions/share-packages.ts';
import { evenkeel, performanceFile, project, QUICK } from '../end-to-end/command.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { type MadeRepository, makeRepository } from '../revisions/made-repository.ts';
import { projectOf, repositoryIn } from '../setup/projects.ts';

const PERFORMANCE = `import { perf } from 'evenkeel'; perf('a', () => 1, ${QUICK});\n`;
const PRECIOUS = "not evenkeel's to write\n";

/** A place of the user's with a file in it, which must stay as it is. */
function elsewhere(...names: readonly string[]) {
  const directory = realpathSync(temporaryDirectory());
  for (const name of names) writeFileSync(join(directory, name), PRECIOUS);
  return {
    directory,
    expectUntouched() {
      expect(readdirSync(directory).sort()).toEqual([...names].sort());
      for (const name of names) expect(readFileSync(join(directory, name), 'utf8')).toBe(PRECIOUS);
    },
  };
}

/** A repository whose first commit has a link where its tree now has a directory. */
function withLinkInBase(link: string, to: string, files: Readonly<Record<string, string>>): MadeRepository {
  const made = makeRepository();
  made.link(to, link);
  made.commit();
  made.git('tag', 'base');
  made.remove(link);
  made.write(files);
  made.commit();
  return made;
}

describe('a base with a link in the place of a directory', () => {
  const compared = (made: MadeRepository, cwd = made.directory) =>
    evenkeel(['compare', 'base', '--blocks', '8', '--json', '-'], { cwd });

  it('that leads elsewhere gets no performance files there, nor what is lent to them', async () => {
    const outside = elsewhere('a.perf.js', 'data.json');
    const made = withLinkInBase('bench', outside.directory, {
      'bench/a.perf.js': PERFORMANCE,
      'bench/data.json': '{}',
      'bench/more.json': '{}',
    });
    const { exitCode, out, err } = await compared(made);
    outside.expectUntouched();
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(
      /\nerror: Nothing is written to bench.* in .*: .*bench is a link to .*, which is outside of it\./,
    );
  });

  it('that leads elsewhere, deeper, or is the working directory, gets nothing there either', async () => {
    const outside = elsewhere('keep.txt');
    const made = withLinkInBase('packages', outside.directory, { 'packages/a/bench/a.perf.js': PERFORMANCE });
    for (const cwd of [made.directory, made.path('packages/a')]) {
      const { exitCode, err } = await compared(made, cwd);
      outside.expectUntouched();
      expect(exitCode).toBe(2);
      expect(err).toContain('packages is a link to');
    }
  });

  it('that leads elsewhere gets no links to packages there', async () => {
    const outside = elsewhere('keep.txt');
    const trees = { present: realpathSync(temporaryDirectory()), base: realpathSync(temporaryDirectory()) };
    mkdirSync(join(trees.present, 'a/node_modules/left'), { recursive: true });
    symlinkSync(outside.directory, join(trees.base, 'a'));
    await expect(sharePackages(trees, ['a'])).rejects.toThrow(/a is a link to .*outside of it/);
    outside.expectUntouched();
  });

  it('that stays within the base is followed', async () => {
    const made = withLinkInBase('bench', 'real', { 'bench/a.perf.js': PERFORMANCE });
    made.git('checkout', '--quiet', 'base');
    made.write({ 'real/b.txt': '' });
    made.commit();
    made.git('tag', '--force', 'base');
    made.git('checkout', '--quiet', 'main');
    const { exitCode, out, err } = await compared(made);
    expect(exitCode, err).not.toBe(2);
    expect(JSON.parse(out).comparisons).toHaveLength(1);
  });
});

describe('writing below a root', () => {
  const root = () => realpathSync(temporaryDirectory());

  it('makes directories, and goes by links that stay below it', () => {
    const top = root();
    expect(makeDirectoryInside(top, 'a/b')).toBe(join(top, 'a/b'));
    symlinkSync('a/b', join(top, 'short'));
    expect(placeInside(top, 'short/c/d.txt')).toBe(join(top, 'a/b/c/d.txt'));
    expect(makeDirectoryInside(top, '')).toBe(top);
  });

  it.each([
    ['out of it', '..'],
    ['out of it by an absolute path', '/'],
    ['nowhere', 'missing/deep'],
    ['to a file', 'file'],
    ['round in a circle', 'link'],
  ])('refuses a link that leads %s', (_what, to) => {
    const top = root();
    writeFileSync(join(top, 'file'), '');
    symlinkSync(to, join(top, 'link'));
    expect(() => makeDirectoryInside(top, 'link/x')).toThrow(/^Nothing is written to link.x in .*link is a link /);
    expect(existsSync(join(top, 'missing'))).toBe(false);
  });

  it('refuses a file in the place of a directory, and a way out', () => {
    const top = root();
    writeFileSync(join(top, 'file'), '');
    expect(() => makeDirectoryInside(top, 'file/x')).toThrow(/file is not a directory/);
    expect(() => makeDirectoryInside(top, 'a/../../x')).toThrow(/not a path below/);
    expect(() => makeDirectoryInside(top, '/x')).toThrow(/not a path below/);
  });

  it('copies over a link, and not through it', async () => {
    const top = root();
    const outside = elsewhere('keep.txt');
    symlinkSync(join(outside.directory, 'keep.txt'), join(top, 'a.txt'));
    symlinkSync(join(outside.directory, 'new.txt'), join(top, 'b.txt'));
    writeFileSync(join(top, 'source'), 'new');
    for (const name of ['a.txt', 'b.txt']) {
      await copyInside(join(top, 'source'), top, name);
      expect(lstatSync(join(top, name)).isFile()).toBe(true);
      expect(readFileSync(join(top, name), 'utf8')).toBe('new');
    }
    outside.expectUntouched();
  });

  it('adds to a file that a link leads to where that is below it as well', () => {
    const top = root();
    writeFileSync(join(top, 'real'), '');
    symlinkSync('real', join(top, 'link'));
    expect(followInside(top, 'link')).toBe(join(top, 'real'));
    expect(() => followInside(top, 'missing')).toThrow(/missing is not there/);
  });
});

describe('evenkeel init in a repository with links', () => {
  const init = (directory: string) => evenkeel(['init', '--yes', '--ci', 'github'], { cwd: directory });

  it('adds nothing to a file elsewhere', async () => {
    const outside = elsewhere('profile');
    const directory = repositoryIn(projectOf({ 'package.json': { name: 'thing', type: 'module' } }));
    symlinkSync(join(outside.directory, 'profile'), join(directory, '.gitignore'));
    const { exitCode, err } = await init(directory);
    outside.expectUntouched();
    expect(exitCode).toBe(2);
    expect(err).toMatch(
      /\.gitignore cannot be written: .*\.gitignore is a link to .*profile, which is outside of it\./,
    );
  });

  it('makes nothing in a directory elsewhere', async () => {
    const outside = elsewhere('keep.txt');
    const directory = repositoryIn(projectOf({ 'package.json': { name: 'thing', type: 'module' } }));
    symlinkSync(outside.directory, join(directory, '.github'));
    const { exitCode, err } = await init(directory);
    outside.expectUntouched();
    expect(exitCode).toBe(2);
    expect(err).toMatch(/performance\.yml cannot be written: .*\.github is a link to .*, which is outside of it\./);
  });
});

describe('a store whose file is a link', () => {
  it.each([
    ['baselines.sqlite', 'keep.txt'],
    ['baselines.sqlite', 'not-there'],
    ['baselines.lock', 'keep.txt'],
  ])('is neither read nor written: %s to %s', async (name, target) => {
    const outside = elsewhere('keep.txt');
    const cwd = project({ 'a.perf.js': performanceFile(`perf('sort', sort, ${QUICK});`) });
    mkdirSync(join(cwd, '.performance-cache'));
    symlinkSync(join(outside.directory, target), join(cwd, '.performance-cache', name));
    const { exitCode, err } = await evenkeel(['run'], { cwd });
    outside.expectUntouched();
    expect(exitCode).toBe(2);
    expect(err).toMatch(/^error: .*baselines\.(?:sqlite|lock) is a link, and baselines are neither read nor written/m);
  });
});

describe('a link that the user names', () => {
  it('is followed, and stays', async () => {
    const outside = realpathSync(temporaryDirectory());
    const cwd = project({ 'a.perf.js': performanceFile(`perf('sort', sort, ${QUICK});`) });
    symlinkSync(join(outside, 'made.json'), join(cwd, 'out.json'));
    const { exitCode } = await evenkeel(['list', '--json', 'out.json'], { cwd });
    expect(exitCode).toBe(0);
    expect(lstatSync(join(cwd, 'out.json')).isSymbolicLink()).toBe(true);
    expect(JSON.parse(readFileSync(join(outside, 'made.json'), 'utf8'))).toHaveProperty('tests');
  });
});
