// Puts what an entry imports at once into one file, because a small module costs Node more to find than to run, and
// importing evenkeel must cost next to nothing. What is imported later stays where it is, and so do the errors, which
// must be the same classes wherever they are thrown.
import { rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { rolldown } from 'rolldown';

const DIST = join(import.meta.dirname, '..', 'dist');
const SHARED = new Set([join(DIST, 'errors.js')]);

for (const entry of ['index.js', 'cli/main.js']) await bundle(join(DIST, entry));

/** @param {string} entry */
async function bundle(entry) {
  const build = await rolldown({
    input: entry,
    platform: 'node',
    external: (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[A-Z]:/.test(id),
    plugins: [
      {
        name: 'leave-what-is-shared-or-imported-later',
        resolveId(id, importer) {
          const path = importer && id.startsWith('.') ? resolve(dirname(importer), id) : id;
          return SHARED.has(path) ? { id: path, external: true } : null;
        },
        resolveDynamicImport(id, importer) {
          return typeof id === 'string' && id.startsWith('.')
            ? { id: resolve(dirname(importer), id), external: true }
            : null;
        },
      },
    ],
  });
  const bundled = `${entry}.bundled`;
  await build.write({ file: bundled, format: 'esm' });
  await rm(entry);
  await rename(bundled, entry);
}
