import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as zlib from 'node:zlib';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { perf } from '../../../src/suite/perf.ts';
import { closeRegistry, openRegistry, type Registry } from '../../../src/suite/registry.ts';

const WORDS = 'the quick brown fox '.repeat(200);
const FILES = {
  'package.json': '{}',
  'dist/index.js': WORDS,
  'dist/deep/worker.js': 'abc',
  'dist/deep/worker.js.map': 'abcdefgh',
  'dist/.hidden': 'ab',
  'dist/node_modules/a/index.js': 'twelve chars',
  'node_modules/b/index.js': 'not ours at all',
  'dist/[id].js': 'x',
  'src/empty.js': '',
};

/** Makes files, gone after the test. */
function project(files: Readonly<Record<string, string>> = FILES): string {
  const directory = mkdtempSync(join(tmpdir(), 'evenkeel-size-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

let registry: Registry;
let directory: string;
beforeEach(() => {
  directory = project();
  registry = openRegistry(null, join(directory, 'src', 'size.perf.ts'));
});
afterEach(closeRegistry);

const any = (value: unknown) => value as never;

/** What the newest declared test counts. */
async function counted(): Promise<unknown> {
  const declared = registry.cases.at(-1)!;
  if (!('sides' in declared)) throw new Error('there is nothing to count');
  return declared.sides.candidate!(any(undefined));
}

describe('perf.size', () => {
  it('declares a metric that is the same each time, with a name that says what is counted', () => {
    perf.size('dist/**/*.js', { compressed: 'gzip', tolerancePercent: 1 });
    expect(registry.cases).toMatchObject([
      {
        kind: 'metric',
        metric: { name: 'size', unit: 'bytes', better: 'lower', scatter: 'single' },
        name: 'size of dist/**/*.js (gzip)',
        options: { tolerancePercent: 1 },
        setup: null,
      },
    ]);
    perf.size(['a.js', 'b']);
    perf.group('g', () => perf.size('dist', { name: 'bundle' }));
    expect(registry.cases.slice(1).map(({ name }) => name)).toEqual(['size of a.js, b', 'g > bundle']);
  });

  it('has the variants of a test', () => {
    perf.size.skip('a');
    perf.size.only('b');
    perf.size.todo('c');
    perf.size.skipIf(true)('d');
    perf.size.runIf(true)('e');
    expect(registry.cases.map(({ name, mark }) => [name, mark])).toEqual([
      ['size of a', 'skip'],
      ['size of b', 'only'],
      ['c', 'todo'],
      ['size of d', 'skip'],
      ['size of e', undefined],
    ]);
    expect(() => (perf.size as never as { each: unknown }).each).toThrow(
      /There is no perf\.size\.each: declare one after/,
    );
  });

  it.each<[string, string | readonly string[], Parameters<typeof perf.size>[1], number]>([
    ['a file', 'dist/index.js', {}, WORDS.length],
    ['a file whose name looks like a glob', 'dist/[id].js', {}, 1],
    ['a file of 0 bytes, which is one all the same', 'src/empty.js', {}, 0],
    ['all files within a folder', 'dist/deep', {}, 11],
    ['hidden ones and packages of a folder that is named', 'dist', {}, WORDS.length + 11 + 2 + 12 + 1],
    ['what a glob matches, without packages', 'dist/**/*.js', {}, WORDS.length + 3 + 1],
    ['packages that a glob names', 'node_modules/**', {}, 15],
    ['each file once', ['dist/deep', 'dist/deep/*.js', './dist/deep/worker.js'], {}, 11],
    ['without what is ignored', 'dist/deep', { ignore: '**/*.map' }, 3],
    ['from another directory', 'deep/*', { cwd: 'dist', ignore: ['**/*.map'] }, 3],
  ])('counts %s', async (_, files, options, bytes) => {
    perf.size(files, options);
    expect(await counted()).toBe(bytes);
  });

  it('compresses each file on its own, as strongly as it can', async () => {
    const two = ['dist/index.js', 'dist/deep/worker.js'];
    perf.size(two, { compressed: 'gzip' });
    const gzip = (text: string) => gzipSync(text, { level: 9 }).length;
    expect(await counted()).toBe(gzip(WORDS) + gzip('abc'));
    perf.size(two, { compressed: 'brotli' });
    const brotli = (text: string) =>
      brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
    expect(await counted()).toBe(brotli(WORDS) + brotli('abc'));
  });

  it('compresses by zstd, or says which Node can', async () => {
    perf.size('dist/index.js', { compressed: 'zstd' });
    if ('createZstdCompress' in zlib) expect(await counted()).toBeLessThan(WORDS.length / 10);
    else await expect(counted()).rejects.toThrow(/this Node \(v20.*\) has no zstd; Node 22\.15, 23\.8 and later have/);
  });

  it('does not follow a link to a folder, which may lead back', async () => {
    symlinkSync(join(directory, 'dist'), join(directory, 'dist/deep/back'), 'junction');
    perf.size('dist/deep');
    expect(await counted()).toBe(11);
  });

  it('looks in the working directory where the file has no package.json above it', async () => {
    closeRegistry();
    registry = openRegistry(null, join(project({ 'a.txt': '1' }), 'size.perf.ts'));
    perf.size('package.json');
    expect(await counted()).toBeGreaterThan(1000);
  });

  it.each<[string, () => void, RegExp]>([
    [
      'what matches nothing',
      () => perf.size('build/**'),
      /no file matches "build\/\*\*" in .*, and nothing is no size\. Build it/,
    ],
    ['one of several that matches nothing', () => perf.size(['dist', 'dits']), /no file matches "dits"/],
    ['a folder of which all is ignored', () => perf.size('dist/deep', { ignore: '**' }), /besides those of `ignore`/],
  ])('fails for %s', async (_, declare, message) => {
    declare();
    await expect(counted()).rejects.toThrow(UsageError);
    await expect(counted()).rejects.toThrow(message);
  });

  it.each<[string, () => void, RegExp]>([
    ['no file', () => perf.size([]), /there is no file, folder or glob/],
    ['an empty file', () => perf.size(''), /what is counted must be a file, a folder or a glob.* not ""/],
    ['no text', () => perf.size(any(1)), /not 1\./],
    ['what is not to be counted', () => perf.size(['dist', '!*.map']), /begins with `!`.*ignore: "\*\.map"/],
    ['a glob that is searched for forever', () => perf.size('*a*b*c*d*e*f'), /6 wildcards in one name/],
    [
      'a compression that there is not',
      () => perf.size('a', { compressed: any('zip') }),
      /must be one of 'gzip', 'brotli', 'zstd', not 'zip'/,
    ],
    ['a hook of functions', () => perf.size('a', any({ beforeEach: () => 1 })), /`beforeEach` belongs to functions/],
    [
      'what has no say',
      () => perf.size('a', any({ processes: 3, iterations: 1 })),
      /`iterations`, `processes` have no say/,
    ],
    ['an unknown option', () => perf.size('a', any({ gzip: true })), /unknown option `gzip`/],
    ['options that are none', () => perf.size('a', any('gzip')), /options must be an object, not 'gzip'/],
    ['a name that is none', () => perf.size('a', any({ name: 1 })), /the name must be a string/],
    ['a directory that is none', () => perf.size('a', any({ cwd: 1 })), /`cwd` must be a directory, not 1/],
  ])('refuses %s', (_, declare, message) => {
    expect(declare).toThrow(UsageError);
    expect(declare).toThrow(message);
  });
});
