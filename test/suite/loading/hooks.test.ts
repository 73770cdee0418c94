import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alternatives, isNotFound, isTypeScript, loadTypeScript } from '../../../src/suite/loading/hooks.ts';
import { initialize, load, resolve } from '../../../src/suite/loading/typescript-hooks.ts';

let directory: string;
const urlOf = (name: string) => pathToFileURL(join(directory, name)).href;
const strip = { mode: 'strip', cacheDirectory: null } as const;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'evenkeel-test-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('isTypeScript', () => {
  it.each([
    ['file:///p/a.ts', true],
    ['file:///p/a.mts', true],
    ['file:///p/a.cts?query#hash', true],
    ['file:///p/a.js', false],
    ['file:///p/a.tsx', false],
    ['file:///p/a.js?as=a.ts', false],
    ['file:///p/node_modules/x/a.ts', false],
    ['data:text/javascript,a.ts', false],
    ['node:fs', false],
  ])('%s: %s', (url, expected) => expect(isTypeScript(url)).toBe(expected));
});

describe('alternatives', () => {
  it.each([
    ['./a.js', ['./a.ts']],
    ['../a.mjs', ['../a.mts']],
    ['/p/a.cjs', ['/p/a.cts']],
    ['file:///p/a.js?v=1#x', ['file:///p/a.ts?v=1#x']],
    ['./a', ['./a.ts', './a.js', './a/index.ts', './a/index.js']],
    ['./a.service', ['./a.service.ts', './a.service.js', './a.service/index.ts', './a.service/index.js']],
    ['./a?q', ['./a.ts?q', './a.js?q', './a/index.ts?q', './a/index.js?q']],
    ['./a/', ['./a/index.ts', './a/index.js']],
    ['.', ['./index.ts', './index.js']],
    ['..', ['../index.ts', '../index.js']],
    ['../', ['../index.ts', '../index.js']],
    ['./a.ts', []],
    ['./a.json', []],
    ['package', []],
    ['@scope/package/a', []],
    ['#internal', []],
    ['node:fs', []],
  ])('%s: %j', (specifier, expected) => expect(alternatives(specifier)).toEqual(expected));
});

describe('isNotFound', () => {
  it.each([
    [{ code: 'ERR_MODULE_NOT_FOUND' }, true],
    [{ code: 'ERR_UNSUPPORTED_DIR_IMPORT' }, true],
    [{ code: 'MODULE_NOT_FOUND' }, true],
    [new SyntaxError('no'), false],
    [null, false],
    ['text', false],
  ])('%j: %s', (error, expected) => expect(isNotFound(error)).toBe(expected));
});

describe('loadTypeScript', () => {
  it.each([
    ['a.ts', 'export const a: number = 1;', 'module'],
    ['a.ts', 'import fs from "node:fs";', 'module'],
    ['a.ts', 'const a: number = await 1;', 'module'],
    ['a.ts', 'import.meta.url;', 'module'],
    ['a.ts', 'const a = require("node:fs") as unknown; module.exports = a;', 'commonjs'],
    ['a.ts', '/*\nimport x from "y";\n*/ exports.a = 1;', 'commonjs'],
    ['a.ts', 'exports.a = `\nexport const a = 1;`;', 'commonjs'],
    ['a.ts', 'import("node:fs");', 'commonjs'],
    ['a.mts', 'const a = 1;', 'module'],
    ['a.cts', 'const a: number = 1;', 'commonjs'],
  ])('takes %s with %j for %s', (name, source, format) => {
    writeFileSync(join(directory, name), source);
    expect(loadTypeScript(`${urlOf(name)}?query`, strip)).toMatchObject({ format, shortCircuit: true });
  });
});

describe('the hooks of older versions of Node', () => {
  const notFound = Object.assign(new Error('not there'), { code: 'ERR_MODULE_NOT_FOUND' });
  const only = (existing: string) => async (specifier: string) => {
    if (specifier !== existing) throw notFound;
    return `found ${specifier}`;
  };

  it('resolve what Node resolves', async () => {
    expect(await resolve('./a.js', {}, only('./a.js'))).toBe('found ./a.js');
  });

  it('resolve to the TypeScript file that was meant', async () => {
    expect(await resolve('./a', {}, only('./a/index.ts'))).toBe('found ./a/index.ts');
  });

  it('fail as Node does where there is no such file either, or something else is wrong', async () => {
    await expect(resolve('./a', {}, only('./b'))).rejects.toBe(notFound);
    const wrong = new Error('wrong');
    await expect(resolve('./a', {}, () => Promise.reject(wrong))).rejects.toBe(wrong);
  });

  it('load TypeScript, and leave everything else to Node', async () => {
    writeFileSync(join(directory, 'b.ts'), 'export const b: 1 = 1;');
    const next = async (url: string) => `loaded ${url}`;
    expect(await load('file:///b.js', {}, next)).toBe('loaded file:///b.js');
    expect(await load(urlOf('b.ts'), {}, next)).toMatchObject({ source: 'export const b    = 1;' });
    const cacheDirectory = join(directory, 'cache');
    initialize({ mode: 'compile', cacheDirectory });
    expect(await load(urlOf('b.ts'), {}, next)).toMatchObject({ source: expect.stringMatching(/b = 1;\n/) });
  });
});
