import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DependencyResolver } from '../../src/dependencies/dependency-resolver.ts';
import { DependencyResolutionError } from '../../src/errors.ts';
import { type Files, packages, projectOf, write } from './projects.ts';

function resolverIn(files: Files = packages, options: { readonly from?: string } = {}) {
  const root = projectOf(files);
  const from = join(root, options.from ?? '.');
  return { root, resolver: new DependencyResolver({ root, from }) };
}

async function errorOf(promise: Promise<unknown>): Promise<DependencyResolutionError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DependencyResolutionError);
  return error as DependencyResolutionError;
}

type Call = (...args: unknown[]) => unknown;
const callIn = (module: Readonly<Record<string, unknown>> | null, name: string): unknown => {
  expect(module).not.toBeNull();
  return (module![name] as Call)();
};

describe('resolveModule', () => {
  it.each<[string, string, string, unknown]>([
    ['an ES module', 'modern', 'run', Number.NaN],
    ['a subpath with a top-level await', 'modern/extra', 'late', 'awaited'],
    ['a CommonJS module', 'classic', 'run', 'classic'],
    ['a file of a package without exports', 'classic/lib/deep.js', 'default', 'deep'],
    ['the same without its ending', 'classic/lib/deep', 'default', 'deep'],
    ['the module of a dual package', 'dual', 'kind', 'module'],
    ['a package for require alone', 'require-only', 'kind', 'script'],
    ['a package with a scope', '@scope/thing', 'default', 'scoped'],
    ['a package that says next to nothing', 'unversioned', 'run', 'unversioned'],
    ['a package whose package.json is a list', 'list-manifest', 'run', 'list'],
  ])('loads %s', async (_what, modulePath, name, result) => {
    const { resolver } = resolverIn();
    expect(callIn(await resolver.resolveModule(modulePath), name)).toEqual(result);
  });

  it.each(['node:path', 'path', 'fs/promises'])('loads %s of Node', async (modulePath) => {
    const { resolver } = resolverIn();
    const expected = (await import(modulePath)) as { readonly default: unknown };
    expect((await resolver.resolveModule(modulePath))?.default).toBe(expected.default);
  });

  it.each<[string, string]>([
    ['an ES module', './lib/module.mjs'],
    ['a script', './lib/script.cjs'],
    ['a script without its ending', './lib/plain'],
    ['a directory with an index', './lib'],
    ['a path that goes up and down', './lib/../lib/module.mjs'],
    ['a query', './lib/module.mjs?fresh'],
  ])('loads a file: %s', async (_what, modulePath) => {
    const { resolver } = resolverIn({
      'lib/module.mjs': 'export const who = () => "a file";',
      'lib/script.cjs': 'exports.who = () => "a file";',
      'lib/plain.js': 'exports.who = () => "a file";',
      'lib/index.js': 'exports.who = () => "a file";',
    });
    expect(callIn(await resolver.resolveModule(modulePath), 'who')).toBe('a file');
  });

  it('loads an absolute path within the project', async () => {
    const { root, resolver } = resolverIn({ 'a b#c.mjs': 'export const who = () => "absolute";' });
    expect(callIn(await resolver.resolveModule(join(root, 'a b#c.mjs')), 'who')).toBe('absolute');
  });

  it('loads JSON, as a file and out of a package', async () => {
    const { resolver } = resolverIn({ ...packages, 'data.json': { b: 2 } });
    expect(await resolver.resolveModule('./data.json')).toEqual({ default: { b: 2 } });
    expect(await resolver.resolveModule('data/values')).toEqual({ default: { a: 1 } });
  });

  it('loads what the project calls by its own name, and by a name of its own', async () => {
    const { resolver } = resolverIn({
      'package.json': { name: 'self', exports: './main.mjs', imports: { '#inner': './inner.mjs' } },
      'main.mjs': 'export const who = () => "self";',
      'inner.mjs': 'export const who = () => "inner";',
    });
    expect(callIn(await resolver.resolveModule('self'), 'who')).toBe('self');
    expect(callIn(await resolver.resolveModule('#inner'), 'who')).toBe('inner');
    expect(await resolver.resolveModule('#other')).toBeNull();
  });

  it('loads modules that import each other', async () => {
    const { resolver } = resolverIn({
      'a.mjs': 'import { b } from "./b.mjs"; export const a = () => "a" + b();',
      'b.mjs': 'import { a } from "./a.mjs"; export const b = () => typeof a;',
      'c.cjs': 'exports.c = () => "c" + require("./d.cjs").d(); require("./d.cjs");',
      'd.cjs': 'exports.d = () => typeof require("./c.cjs").c;',
    });
    expect(callIn(await resolver.resolveModule('./a.mjs'), 'a')).toBe('afunction');
    expect(callIn(await resolver.resolveModule('./c.cjs'), 'c')).toBe('cfunction');
  });

  it('loads a package that is linked from elsewhere, and one that is installed further up', async () => {
    const elsewhere = projectOf({
      'package.json': { version: '1.0.0' },
      'index.js': 'exports.who = () => "linked";',
      'sub.js': '',
    });
    const { root } = resolverIn({ ...packages, 'packages/app/node_modules/.keep': '' });
    symlinkSync(elsewhere, join(root, 'packages/app/node_modules/linked'), 'junction');
    const resolver = new DependencyResolver({ root: join(root, 'packages/app') });
    expect(callIn(await resolver.resolveModule('linked'), 'who')).toBe('linked');
    expect(await resolver.resolveModule('linked/sub')).not.toBeNull();
    expect(callIn(await resolver.resolveModule('classic'), 'run')).toBe('classic');
  });

  it('counts relative paths from a file or a directory within the project', async () => {
    const files = { 'in/here.mjs': 'export const who = () => "here";', 'up.mjs': 'export const who = () => "up";' };
    const { root, resolver } = resolverIn(files, { from: 'in' });
    expect(callIn(await resolver.resolveModule('./here.mjs'), 'who')).toBe('here');
    const fromFile = new DependencyResolver({ root, from: pathToFileURL(join(root, 'in/here.mjs')).href });
    expect(callIn(await fromFile.resolveModule('../up.mjs'), 'who')).toBe('up');
    const fromUrl = new DependencyResolver({ root, from: pathToFileURL(join(root, 'in/here.mjs')) });
    expect(await fromUrl.resolveModule('./up.mjs')).toBeNull();
  });

  it('takes the working directory for the project', async () => {
    expect(await new DependencyResolver().resolveModule('valibot')).toBe(await import('valibot'));
    expect(await new DependencyResolver().resolveModule('./package.json')).toMatchObject({
      default: { name: 'evenkeel' },
    });
  });

  it.each<[string, string, RegExp]>([
    ['a package', 'absent', /^The package absent is not installed in .*`npm install --save-dev absent`\.$/],
    ['a package of a scope', '@scope/absent/sub', /^The package @scope\/absent is not installed/],
    [
      'a subpath that is not exported',
      'modern/hidden.js',
      /^The package modern 1\.2\.3 is installed, but it has no "modern\/hidden\.js": .*not defined by "exports"/,
    ],
    [
      'a package that was not built',
      'unbuilt',
      /^The package unbuilt 7\.0\.0 is installed, but it has no "unbuilt".*whether it has been built/,
    ],
    [
      'a part of a package that says nothing at all',
      'list-manifest/absent',
      /^The package list-manifest is installed, but it has no/,
    ],
    ['a file', './absent.js', /^There is no file "\.\/absent\.js" in .*Look at the path/],
    ['a module of Node', 'node:absent', /^Node \d.* has no module "node:absent"\.$/],
    ['a name of the project itself', '#absent', /^"#absent" is not among the `imports`/],
  ])('is null for what is missing: %s', async (_what, modulePath, message) => {
    const { resolver } = resolverIn();
    expect(await resolver.resolveModule(modulePath)).toBeNull();
    expect((await resolver.checkDependencies([modulePath])).problems[modulePath]).toMatch(message);
  });

  it.each<[string, string, RegExp, unknown]>([
    [
      'throws',
      'throws',
      /"throws" is there, but fails while it loads: TypeError: no such device\. Its own error/,
      expect.objectContaining({ name: 'TypeError' }),
    ],
    ['throws what is no error', 'throws-text', /fails while it loads: just text\./, 'just text'],
    ['throws null', 'throws-null', /fails while it loads: null\./, null],
    [
      'throws what cannot be written out',
      'throws-object',
      /loads: something that cannot be written out\./,
      expect.anything(),
    ],
    [
      'has a package.json that is no JSON',
      'bad-manifest',
      /"bad-manifest" is there, but fails/,
      expect.objectContaining({ name: 'Error' }),
    ],
    [
      'imports what is missing',
      'needs-more',
      /Cannot find package 'absent-peer'/,
      expect.objectContaining({ code: 'ERR_MODULE_NOT_FOUND' }),
    ],
    [
      'requires what is missing',
      'needs-more-too',
      /Cannot find module 'absent-peer'/,
      expect.objectContaining({ code: 'MODULE_NOT_FOUND' }),
    ],
    ['is no JavaScript', 'bad-syntax', /SyntaxError/, expect.objectContaining({ name: 'SyntaxError' })],
    [
      'imports a name that is not exported',
      'wrong-name',
      /SyntaxError: .*nope/,
      expect.objectContaining({ name: 'SyntaxError' }),
    ],
    ['imports JSON wrongly', 'wrong-json', /needs an import attribute/, expect.objectContaining({ name: 'TypeError' })],
  ])('keeps the error of a module that %s', async (_what, modulePath, message, cause) => {
    const { resolver } = resolverIn();
    const error = await errorOf(resolver.resolveModule(modulePath));
    expect(error.message).toMatch(message);
    expect(error.data).toEqual({ modulePath, state: 'broken' });
    expect(error.cause).toEqual(cause);
  });

  it('does not wait for ever for a top-level await', async () => {
    const root = projectOf({ 'never.mjs': 'await new Promise(() => undefined);' });
    const resolver = new DependencyResolver({ root, loadTimeLimit: 0.05 });
    const error = await errorOf(resolver.resolveModule('./never.mjs'));
    expect(error.message).toMatch(/has not finished loading after 0\.05 s.*top-level await.*`loadTimeLimit`/);
  });

  it('loads a module once, however often it is asked for', async () => {
    const { resolver } = resolverIn({
      'count.cjs': 'globalThis.loads = (globalThis.loads ?? 0) + 1; throw new Error("no");',
    });
    await Promise.all([errorOf(resolver.resolveModule('./count.cjs')), errorOf(resolver.resolveModule('./count.cjs'))]);
    await errorOf(resolver.resolveModule('./count.cjs'));
    expect((globalThis as { loads?: number }).loads).toBe(1);
  });
});

describe('what is refused', () => {
  const files = {
    'inside/main.mjs': '',
    'outside.mjs': 'globalThis.wasLoaded = true;',
    'node_modules/loose/index.js': '',
  };
  const insideOf = (root: string) => new DependencyResolver({ root: join(root, 'inside') });

  it.each<[string, string, RegExp]>([
    ['a path upwards', '../outside.mjs', /is outside the project .*inside and was not loaded\. Give the directory/],
    ['one in the middle', './a/../../outside.mjs', /outside the project/],
    ['an encoded one', './%2e%2e/outside.mjs', /outside the project/],
    ['one with backslashes', './..\\outside.mjs', /outside the project/],
    ['the root of the disk', '/', /outside the project/],
    ['an encoded slash', './..%2foutside.mjs', /names no file/],
    ['a way out of a package', 'loose/../../outside.mjs', /leads out of its package/],
    ['an encoded one', 'loose/%2E%2e/../outside.mjs', /leads out of its package/],
    ['data:', 'data:text/javascript,globalThis.wasLoaded=true', /is a URL/],
    ['https:', 'https://example.com/x.js', /is a URL and was not loaded\. Only the project's own/],
    ['nothing', '', /"" is not a module path/],
    ['a space', ' ', /is not a module path/],
    ['no name', '@scope', /is not the name of a package/],
    ['a hidden name', '.hidden', /is not the name of a package/],
  ])('%s', async (_what, modulePath, message) => {
    const resolver = insideOf(projectOf(files));
    for (const asked of [
      () => resolver.resolveModule(modulePath),
      () => resolver.getFunctionOrFallback(modulePath, 'run', { fallbackFactory: () => () => 0 }),
      () => resolver.checkDependencies(['node:fs', modulePath]),
    ]) {
      expect((await errorOf(asked())).message).toMatch(message);
    }
    expect(globalThis).not.toHaveProperty('wasLoaded');
  });

  it('a path and a URL of a file outside, and of one inside as a URL', async () => {
    const root = projectOf(files);
    const outside = join(root, 'outside.mjs');
    const resolver = insideOf(root);
    expect((await errorOf(resolver.resolveModule(outside))).message).toMatch(/outside the project/);
    expect((await errorOf(resolver.resolveModule(pathToFileURL(outside).href))).message).toMatch(/is a URL/);
    expect(globalThis).not.toHaveProperty('wasLoaded');
  });

  it('a link that leads out', async () => {
    const root = projectOf({ ...files, 'secret/index.js': 'globalThis.wasLoaded = true;' });
    symlinkSync(join(root, 'outside.mjs'), join(root, 'inside/link.mjs'));
    symlinkSync(join(root, 'secret'), join(root, 'inside/directory'), 'junction');
    const resolver = insideOf(root);
    for (const modulePath of ['./link.mjs', './directory/index.js', './directory/index', './directory']) {
      expect((await errorOf(resolver.resolveModule(modulePath))).message).toMatch(/outside the project/);
    }
    expect(globalThis).not.toHaveProperty('wasLoaded');
  });

  it('a link that only require would follow', async () => {
    const root = projectOf({ ...files, 'secret.js': 'globalThis.wasLoaded = true;' });
    symlinkSync(join(root, 'secret.js'), join(root, 'inside/bare.js'));
    expect(await insideOf(root).resolveModule('./bare')).toBeNull();
    expect(globalThis).not.toHaveProperty('wasLoaded');
  });

  it('a link that only TypeScript would follow', async () => {
    const root = projectOf({ ...files, 'secret.ts': 'globalThis.wasLoaded = true;' });
    symlinkSync(join(root, 'secret.ts'), join(root, 'inside/typed.ts'));
    expect(await insideOf(root).resolveModule('./typed.js')).toBeNull();
    expect(globalThis).not.toHaveProperty('wasLoaded');
  });

  it('another copy of a package than the one that import would find', async () => {
    const root = projectOf({ 'app/node_modules/twice/index.js': '', 'node_modules/twice/only-here.js': '' });
    const resolver = new DependencyResolver({ root: join(root, 'app') });
    expect(await resolver.resolveModule('twice')).not.toBeNull();
    expect(await resolver.resolveModule('twice/only-here')).toBeNull();
  });

  it.each([undefined, null, 7, Symbol('module'), {}])('what is no text: %s', async (modulePath) => {
    const resolver = insideOf(projectOf(files));
    expect((await errorOf(resolver.resolveModule(modulePath as never))).message).toMatch(/is not a module path/);
  });

  it('a project that cannot be', async () => {
    const root = projectOf({ 'here.mjs': '' });
    const nowhere = new DependencyResolver({ root: join(root, 'absent') });
    expect((await errorOf(nowhere.resolveModule('node:fs'))).message).toMatch(
      /`root` of the DependencyResolver is .*absent/,
    );
    const elsewhere = new DependencyResolver({ root, from: join(root, '..') });
    expect((await errorOf(elsewhere.resolveModule('node:fs'))).message).toMatch(/which is outside the project/);
    expect(() => new DependencyResolver({ loadTimeLimit: 0 })).toThrow(/`loadTimeLimit` must be/);
  });

  it('finds what was installed after a project was found wanting by another resolver', async () => {
    const root = projectOf({});
    expect(await new DependencyResolver({ root }).resolveModule('classic')).toBeNull();
    write(root, packages);
    expect(await new DependencyResolver({ root }).resolveModule('classic')).not.toBeNull();
  });
});
