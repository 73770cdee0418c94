// Which packages are inside the files of `dist`, by the bundler's own list of the modules that it put there.
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Where the list is kept, for who packs the package. */
export const BUNDLED = join(ROOT, 'dist', 'bundled.json');

/** @typedef {{ name: string, version: string, license: string, files: string[] }} BundledPackage */

/** @type {Map<string, BundledPackage>} */
const packages = new Map();

/**
 * Remembers what is inside a file that was made. Modules without a file are the bundler's own few lines.
 *
 * @param {string} file
 * @param {readonly { readonly moduleIds?: readonly string[] }[]} output
 */
export function noteInlined(file, output) {
  const name = relative(ROOT, file).split(sep).join('/');
  for (const id of output.flatMap(({ moduleIds = [] }) => moduleIds)) {
    const from = packageOf(id);
    if (from === null) continue;
    const known = packages.get(`${from.name}@${from.version}`) ?? { ...from, files: [] };
    if (!known.files.includes(name)) known.files.push(name);
    packages.set(`${from.name}@${from.version}`, known);
  }
}

/** Writes down what is inside. */
export async function writeInlined() {
  const sorted = [...packages.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  await writeFile(BUNDLED, `${JSON.stringify({ packages: sorted }, null, 2)}\n`);
}

/**
 * The package that a module belongs to; null for this one's own modules.
 *
 * @param {string} id
 */
function packageOf(id) {
  if (!existsSync(id) || !id.split(sep).includes('node_modules')) return null;
  for (let directory = dirname(id); ; directory = dirname(directory)) {
    const manifest = join(directory, 'package.json');
    // Packages have further manifests inside, which say only of what kind their modules are.
    const { name, version, license } = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {};
    if (name && version) return { name, version, license };
    if (directory === dirname(directory)) throw new Error(`There is no package around ${id}.`);
  }
}
