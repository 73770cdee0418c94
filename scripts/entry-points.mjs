// What users can import, as package.json's `exports` say it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A module that users import.
 * @typedef {{ specifier: string, types: string }} EntryPoint `evenkeel/jest`, and its declarations: `dist/….d.ts`.
 */

/**
 * The entry points of the package in a directory, without files that are no modules.
 * @param {string} root
 * @returns {readonly EntryPoint[]}
 */
export function entryPoints(root) {
  const { name, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return Object.entries(exports).flatMap(([path, target]) => {
    const types = target.types ?? target.import?.types;
    return types === undefined ? [] : [{ specifier: name + path.slice(1), types: types.replace(/^\.\//, '') }];
  });
}

/**
 * The module that an entry point is compiled from.
 * @param {EntryPoint} entry
 */
export function sourceOf({ types }) {
  return types.replace(/^dist\//, 'src/').replace(/\.d\.ts$/, '.ts');
}
