import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { findFiles, searchFiles } from '../../../src/framework/suite/find-files.ts';
import { temporaryDirectory } from '../fixtures.ts';

const FILES = [
  'a.perf.ts',
  'b.perf.mjs',
  'c.perf.js',
  'd.perf.mts',
  'e.perf.cjs',
  'e.perf.cts',
  'helper.ts',
  'notes.perf.md',
  'src/deep/e.perf.ts',
  'src/[id]/f.perf.ts',
  'dist/g.perf.js',
  'node_modules/h/h.perf.js',
  'odd name.perf.ts',
];

function directoryWith(files: readonly string[]): string {
  const directory = temporaryDirectory();
  for (const file of files) {
    mkdirSync(join(directory, dirname(file)), { recursive: true });
    writeFileSync(join(directory, file), '');
  }
  return directory;
}

describe('findFiles', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      'every performance file that is not built or installed',
      [],
      [
        'a.perf.ts',
        'b.perf.mjs',
        'c.perf.js',
        'd.perf.mts',
        'e.perf.cjs',
        'e.perf.cts',
        'odd name.perf.ts',
        'src/[id]/f.perf.ts',
        'src/deep/e.perf.ts',
      ],
    ],
    ['a file', ['a.perf.ts'], ['a.perf.ts']],
    ['a file of another name', ['helper.ts'], ['helper.ts']],
    ['a file that is built, if it is named', ['dist/g.perf.js'], ['dist/g.perf.js']],
    ['built files, if a glob names their folder', ['dist/**'], ['dist/g.perf.js']],
    ['installed files, if a glob names their folder', ['node_modules/h/*.js'], ['node_modules/h/h.perf.js']],
    ['a file with brackets in its path', ['src/[id]/f.perf.ts'], ['src/[id]/f.perf.ts']],
    ['a directory', ['src'], ['src/[id]/f.perf.ts', 'src/deep/e.perf.ts']],
    ['a directory with a slash', ['src/deep/'], ['src/deep/e.perf.ts']],
    ['a directory with brackets', ['src/[id]'], ['src/[id]/f.perf.ts']],
    ['a glob', ['*.perf.{js,mjs}'], ['b.perf.mjs', 'c.perf.js']],
    [
      'a glob that matches other files as well',
      ['*.*'],
      ['a.perf.ts', 'b.perf.mjs', 'c.perf.js', 'd.perf.mts', 'e.perf.cjs', 'e.perf.cts', 'odd name.perf.ts'],
    ],
    ['each file once', ['a.perf.ts', '*.perf.ts', './a.perf.ts'], ['a.perf.ts', 'odd name.perf.ts']],
  ])('finds %s', async (_what, patterns, expected) => {
    const directory = directoryWith(FILES);
    const found = await findFiles(patterns, directory);
    expect(found.map(({ name }) => name)).toEqual(expected);
    expect(found.map(({ path }) => path)).toEqual(expected.map((name) => join(directory, name)));
  });

  it('finds absolute paths, and names files outside relative to the directory', async () => {
    const directory = directoryWith(FILES);
    const found = await findFiles([join(directory, 'a.perf.ts'), join(directory, '*.perf.js')], join(directory, 'src'));
    expect(found.map(({ name }) => name)).toEqual(['../a.perf.ts', '../c.perf.js']);
  });

  it('is not misled by a directory above that looks built', async () => {
    const directory = directoryWith(['dist/project/a.perf.ts']);
    expect(await findFiles([], join(directory, 'dist', 'project'))).toHaveLength(1);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['nothing at all', [], /^There are no performance files in .* They are called \*\.perf\.ts .* import \{ perf \}/],
    ['a file that is missing', ['a.perf.ts'], /^No performance file matches "a\.perf\.ts" in /],
    ['a glob without match', ['src/**/*.perf.ts'], /^No performance file matches "src/],
    ['a directory without any', ['src'], /^No performance file matches "src" in /],
    ['one of several', ['helper.ts', 'missing'], /"missing"/],
  ])('says that there is %s', async (_what, patterns, message) => {
    const directory = directoryWith(['helper.ts', 'src/helper.ts']);
    const finding = findFiles(patterns, directory);
    await expect(finding).rejects.toThrow(UsageError);
    await expect(finding).rejects.toThrow(message);
  });
});

describe('a file that several paths lead to', () => {
  // Directories that are links are called junctions on Windows.
  const link = (directory: string, to: string, path: string) =>
    symlinkSync(join(directory, to), join(directory, path), 'junction');

  it('counts once where a directory is a link, by the path that is none', async () => {
    const directory = directoryWith(['lib/a.perf.ts', 'lib/deep/b.perf.ts']);
    link(directory, 'lib', 'also');
    link(directory, 'lib', 'vendor');
    const found = await findFiles([], directory);
    expect(found.map(({ name }) => name)).toEqual(['lib/a.perf.ts', 'lib/deep/b.perf.ts']);
  });

  it('counts once where the directory itself is reached by a link', async () => {
    const parent = directoryWith(['project/lib/a.perf.ts']);
    link(parent, 'project', 'linked');
    link(parent, 'project/lib', 'project/a-link');
    const found = await findFiles([], join(parent, 'linked'));
    expect(found.map(({ name }) => name)).toEqual(['lib/a.perf.ts']);
  });

  it('counts by its link where that alone is within the directory', async () => {
    const parent = directoryWith(['elsewhere/a.perf.ts', 'project/helper.ts']);
    link(parent, 'elsewhere', 'project/linked');
    const found = await findFiles([], join(parent, 'project'));
    expect(found.map(({ name }) => name)).toEqual(['linked/a.perf.ts']);
  });

  it('counts once where the file has two names, by the first', async () => {
    const directory = directoryWith(['b.perf.ts']);
    linkSync(join(directory, 'b.perf.ts'), join(directory, 'a.perf.ts'));
    expect((await findFiles([], directory)).map(({ name }) => name)).toEqual(['a.perf.ts']);
  });
});

describe('what is not measured is said', () => {
  it('of files with JSX, beside others', async () => {
    const directory = directoryWith(['a.perf.ts', 'b.perf.tsx', 'c.perf.jsx', 'd.tsx']);
    const { files, notices } = await searchFiles([], directory);
    expect(files.map(({ name }) => name)).toEqual(['a.perf.ts']);
    expect(notices).toEqual([
      expect.stringMatching(/^b\.perf\.tsx, c\.perf\.jsx are not measured, .* JSX: have your build/),
    ]);
  });

  it.each([[['b.perf.tsx']], [['*.tsx']], [[]]])('of files with JSX alone (%j)', async (patterns) => {
    const directory = directoryWith(['b.perf.tsx']);
    await expect(findFiles(patterns, directory)).rejects.toThrow(/^b\.perf\.tsx is not measured, .* JSX/);
  });

  it.each([[[]], [['**/*.perf.js']]])('of ignored folders, where nothing else was found (%j)', async (patterns) => {
    const directory = directoryWith(['dist/g.perf.js', 'node_modules/h/h.perf.js']);
    await expect(findFiles(patterns, directory)).rejects.toThrow(
      /One is in folders that are left out unless they are named \(node_modules, dist, \.git\): dist\/g\.perf\.js\.$/,
    );
  });
});
