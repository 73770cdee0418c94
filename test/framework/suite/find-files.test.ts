import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { findFiles } from '../../../src/framework/suite/find-files.ts';
import { temporaryDirectory } from '../fixtures.ts';

const FILES = [
  'a.perf.ts',
  'b.perf.mjs',
  'c.perf.js',
  'd.perf.mts',
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
        'odd name.perf.ts',
        'src/[id]/f.perf.ts',
        'src/deep/e.perf.ts',
      ],
    ],
    ['a file', ['a.perf.ts'], ['a.perf.ts']],
    ['a file of another name', ['helper.ts'], ['helper.ts']],
    ['a file that is built, if it is named', ['dist/g.perf.js'], ['dist/g.perf.js']],
    ['a file with brackets in its path', ['src/[id]/f.perf.ts'], ['src/[id]/f.perf.ts']],
    ['a directory', ['src'], ['src/[id]/f.perf.ts', 'src/deep/e.perf.ts']],
    ['a directory with a slash', ['src/deep/'], ['src/deep/e.perf.ts']],
    ['a directory with brackets', ['src/[id]'], ['src/[id]/f.perf.ts']],
    ['a glob', ['*.perf.{js,mjs}'], ['b.perf.mjs', 'c.perf.js']],
    [
      'a glob that matches other files as well',
      ['*.*'],
      ['a.perf.ts', 'b.perf.mjs', 'c.perf.js', 'd.perf.mts', 'odd name.perf.ts'],
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
