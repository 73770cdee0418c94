// CommonJS twins of entries, for suites that are CommonJS and cannot wait for `import()`: Jest's, and those of Node 20.
// Each is one file, beside the declarations that describe it. What an entry imports later is not in it: that is loaded
// as the ES modules that everyone else uses.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { rolldown } from 'rolldown';
import { noteInlined } from './bundled.mjs';

const DIST = join(import.meta.dirname, '..', 'dist');
const TARGET = join(DIST, 'commonjs');
const IMPORT_LATER = 'import-later.js';
const LATER = /\bimport\((['"])((?:\.|node:)[^'"]+)\1\)/g;

/**
 * Writes the twins of these entries into `dist/commonjs`.
 * @param {readonly string[]} entries modules, relative to `dist`.
 */
export async function writeCommonJs(entries) {
  await mkdir(TARGET, { recursive: true });
  await writeFile(join(TARGET, 'package.json'), '{ "type": "commonjs", "sideEffects": false }\n');
  await copyFile(join(import.meta.dirname, 'commonjs', 'import-later.cjs'), join(TARGET, IMPORT_LATER));
  for (const entry of entries) await bundle(entry);
  const seen = new Set();
  for (const entry of entries) await copyDeclarations(entry.replace(/\.js$/, '.d.ts'), seen);
}

/** @param {string} entry */
async function bundle(entry) {
  const file = join(TARGET, entry);
  const build = await rolldown({
    input: join(DIST, entry),
    platform: 'node',
    external: (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[A-Z]:/.test(id),
    plugins: [{ name: 'import-later', transform: (code, id) => ({ code: withoutImports(code, id), map: null }) }],
  });
  // Loaded when it is first needed: Jest loads a twin once more for every test file.
  const later = `./${posix(relative(dirname(file), join(TARGET, IMPORT_LATER)))}`;
  const intro = `const importLater = (path) => require('${later}').importLater(path);`;
  const { output } = await build.write({ file, format: 'cjs', intro });
  noteInlined(file, output);
}

/**
 * `import('./x.js')`, written as seen from the twins.
 *
 * @param {string} code
 * @param {string} id
 */
function withoutImports(code, id) {
  return code.replace(LATER, (_, _quote, specifier) => {
    const isBuiltIn = specifier.startsWith('node:');
    const path = isBuiltIn ? specifier : posix(relative(TARGET, resolve(dirname(id), specifier)));
    return `importLater(${JSON.stringify(path)})`;
  });
}

/** @param {string} path */
function posix(path) {
  return path.split(sep).join('/');
}

// A module's kind is that of the package.json above it, and so is its declaration's: these are the same text, read as
// CommonJS.
/**
 * @param {string} file
 * @param {Set<string>} seen
 */
async function copyDeclarations(file, seen) {
  if (seen.has(file)) return;
  seen.add(file);
  const text = await readFile(join(DIST, file), 'utf8');
  await mkdir(dirname(join(TARGET, file)), { recursive: true });
  await writeFile(join(TARGET, file), text);
  for (const [, specifier] of text.matchAll(/(?:from|import\(?)\s*['"](\.[^'"]+)['"]/g)) {
    await copyDeclarations(join(dirname(file), specifier.replace(/\.[jt]s$/, '.d.ts')), seen);
  }
}
