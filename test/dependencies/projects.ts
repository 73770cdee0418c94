import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Texts of files by their paths. */
export type Files = Readonly<Record<string, string | object>>;

/** A directory with these files, gone after the test; objects are written as JSON. Answers its path without links. */
export function projectOf(files: Files): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'evenkeel-dependencies-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  write(root, files);
  return root;
}

export function write(root: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
}

/** The files of a package in `node_modules`. */
export function packageOf(name: string, manifest: object, files: Files): Files {
  const directory = `node_modules/${name}`;
  const inside = Object.entries(files).map(([path, content]) => [`${directory}/${path}`, content] as const);
  return { [`${directory}/package.json`]: { name, ...manifest }, ...Object.fromEntries(inside) };
}

/** One package of every make. */
export const packages: Files = {
  ...packageOf(
    'modern',
    { version: '1.2.3', type: 'module', exports: { '.': './main.js', './extra': './extra.js' } },
    {
      'main.js': 'export const run = (x) => x + 1; export default class Main {} export const limit = 5;',
      'extra.js': 'await null; export const late = () => "awaited";',
      'hidden.js': 'export const secret = () => 0;',
    },
  ),
  ...packageOf(
    'classic',
    { version: '0.9.0', main: 'lib/main.js' },
    {
      'lib/main.js':
        'exports.run = function run() { return "classic"; }; for (const name of ["computed"]) exports[name] = () => name;',
      'lib/deep.js': 'module.exports = () => "deep";',
    },
  ),
  ...packageOf(
    'dual',
    { version: '2.0.0', exports: { import: './main.mjs', require: './main.cjs' } },
    { 'main.mjs': 'export const kind = () => "module";', 'main.cjs': 'exports.kind = () => "script";' },
  ),
  ...packageOf(
    'require-only',
    { version: '3.0.0', exports: { require: './main.cjs' } },
    { 'main.cjs': 'exports.kind = () => "script";' },
  ),
  ...packageOf(
    'compiled',
    { version: '4.0.0', main: 'main.js' },
    {
      'main.js':
        'Object.defineProperty(exports, "__esModule", { value: true }); exports.default = () => "compiled default"; exports.named = () => "named";',
    },
  ),
  ...packageOf(
    '@scope/thing',
    { version: '5.0.0', main: 'main.js' },
    { 'main.js': 'module.exports = () => "scoped";' },
  ),
  ...packageOf(
    'throws',
    { version: '6.0.0', main: 'main.js' },
    { 'main.js': 'throw new TypeError("no such device");' },
  ),
  ...packageOf('throws-text', { main: 'main.js' }, { 'main.js': 'throw "just text";' }),
  ...packageOf('throws-null', { main: 'main.js' }, { 'main.js': 'throw null;' }),
  ...packageOf('throws-object', { main: 'main.js' }, { 'main.js': 'throw Object.create(null);' }),
  'node_modules/bad-manifest/package.json': '{ "name": ',
  'node_modules/bad-manifest/index.js': '',
  'node_modules/list-manifest/package.json': '[]',
  'node_modules/list-manifest/index.js': 'exports.run = () => "list";',
  ...packageOf('needs-more', { type: 'module', exports: './main.js' }, { 'main.js': 'import "absent-peer";' }),
  ...packageOf('needs-more-too', { main: 'main.js' }, { 'main.js': 'require("absent-peer");' }),
  ...packageOf('bad-syntax', { type: 'module', exports: './main.js' }, { 'main.js': 'export const = 1;' }),
  ...packageOf('wrong-name', { type: 'module', exports: './main.js' }, { 'main.js': 'import { nope } from "modern";' }),
  ...packageOf(
    'wrong-json',
    { type: 'module', exports: './main.js' },
    { 'main.js': 'import "./data.json";', 'data.json': {} },
  ),
  ...packageOf('unbuilt', { version: '7.0.0', main: 'dist/main.js' }, {}),
  ...packageOf('unversioned', {}, { 'index.js': 'exports.run = () => "unversioned";' }),
  ...packageOf('data', { version: '8.0.0', exports: { './values': './values.json' } }, { 'values.json': { a: 1 } }),
};
