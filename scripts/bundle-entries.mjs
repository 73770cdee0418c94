// Puts what an entry imports at once into one file, because a small module costs Node more to find than to run, and
// importing evenkeel, asking for `--help`, starting one of the sixty processes of a run, or finding out where it runs
// must cost next to nothing.
// What is imported later stays where it is, and so do the errors, which must be the same classes wherever they are
// thrown.
//
// What of other packages is inside in the end is written down (`dist/bundled.json`), for the bill of materials.
//
// The command is a CommonJS module, which spares Node starting its loader of ES modules, and its copy of Commander is one
// minified file, because finding and reading Commander's own files was half of the time that `--help` took. What it imports
// later, `run` and `compare` and the others, would be hundreds of small modules: it is put into files as well, and what
// several of those need into files that they share, so that every module is there once.
import { copyFile, readdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { rolldown } from 'rolldown';
import { noteInlined, writeInlined } from './bundled.mjs';
import { writeCommonJs } from './commonjs.mjs';
import { writePageAssets } from './page-assets.mjs';

const DIST = join(import.meta.dirname, '..', 'dist');
const COMMANDER = join(DIST, 'vendor', 'commander.cjs');
// What ends the command before it watches over its own end, such as a file of the package that is missing, has exit code 2
// as well: Node's own would be 1, which means a regression.
const UNTIL_WATCHED = {
  banner: "let isWatched = false;\nprocess.once('exit', () => { if (!isWatched) process.exitCode = 2; });",
  footer: 'isWatched = true;',
};
const LEFT_ALONE = new Set([join(DIST, 'errors.js'), COMMANDER]);
// Has a bundle of its own, which the library loads as well.
const DETECTION = join(DIST, 'environment', 'detection.js');
// Marks what is imported later until the bundle is written: of a module that is in the bundle as well the bundler would
// make nothing of the import but `void 0`.
const LATER = '?later';
// Where a module says which file it means by its place beside it.
const BESIDE = /(['"])(\.{1,2}\/[^'"]+)\1, import\.meta\.url/g;

await vendor('commander', COMMANDER);
await bundle('errors.js', { to: 'errors.js', format: 'esm' });
await bundle('index.js', { to: 'index.js', format: 'esm' });
const command = await bundle('cli/main.js', { to: 'cli/main.cjs', format: 'cjs' });
await bundle(join('measure', 'processes', 'worker.js'), { to: 'measure/processes/worker.js', format: 'esm' });
await bundle(join('environment', 'detection.js'), { to: 'environment/detection.js', format: 'esm' });
await bundleSubcommands(command.dynamicImports);
// What every ordinary suite loads as well, where the integration is set up.
await bundle(join('integrations', 'vitest', 'config.js'), { to: 'integrations/vitest/config.js', format: 'esm' });
await bundle(join('integrations', 'jest', 'current-host.js'), {
  to: 'integrations/jest/current-host.js',
  format: 'esm',
});
await bundle(join('integrations', 'node-test', 'register.js'), {
  to: 'integrations/node-test/register.js',
  format: 'esm',
});
await writeCommonJs([
  'index.js',
  'integrations/jest/index.js',
  'integrations/jest/setup.js',
  'integrations/node-test/index.js',
]);
await writePageAssets(join(DIST, 'report', 'html'));
await writeInlined();

/**
 * One minified file of a package, with its licence beside it.
 *
 * @param {string} name
 * @param {string} file
 */
async function vendor(name, file) {
  const entry = createRequire(import.meta.url).resolve(name);
  const build = await rolldown({ input: entry, platform: 'node', external: /^node:/ });
  const { output } = await build.write({ file, format: 'cjs', minify: true });
  noteInlined(file, output);
  await copyFile(join(dirname(entry), 'LICENSE'), file.replace(/\.cjs$/, '.LICENSE'));
}

/**
 * @param {string} entry
 * @param {{ to: string, format: 'esm' | 'cjs' }} target
 * @returns what was made.
 */
async function bundle(entry, { to, format }) {
  const build = await rolldown({
    input: join(DIST, entry),
    platform: 'node',
    // A module may be imported at once by a runner's entry and later by another: each bundle has what it needs at once.
    checks: { ineffectiveDynamicImport: false },
    external: (id) => id !== 'commander' && isOfAnother(id),
    plugins: [
      {
        name: 'leave-what-is-shared-or-imported-later',
        resolveId(id, importer) {
          if (id === 'commander') return { id: COMMANDER, external: 'relative' };
          // The entry itself.
          if (!importer) return null;
          const path = id.startsWith('.') ? resolve(dirname(importer), id) : id;
          return LEFT_ALONE.has(path) ? { id: path, external: 'relative', moduleSideEffects: false } : null;
        },
        resolveDynamicImport(id, importer) {
          return typeof id === 'string' && id.startsWith('.')
            ? { id: resolve(dirname(importer), id) + LATER, external: 'relative' }
            : null;
        },
        renderChunk: (code) => ({ code: code.replaceAll(`.js${LATER}`, '.js'), map: null }),
      },
    ],
  });
  const bundled = join(DIST, `${to}.bundled`);
  const { output } = await build.write({ file: bundled, format, ...(format === 'cjs' && UNTIL_WATCHED) });
  noteInlined(join(DIST, to), output);
  if (format === 'cjs') await removeInlined(output[0].moduleIds);
  else await rm(join(DIST, entry));
  await rename(bundled, join(DIST, to));
  return output[0];
}

/**
 * Puts what the command imports later into files beside it. All of them are made together, and what these import later in
 * turn is a part of it, so that no module is in two of them.
 *
 * @param {readonly string[]} imported by the command, relative to it.
 */
async function bundleSubcommands(imported) {
  const directory = join(DIST, 'cli');
  const entries = imported
    .map((path) => resolve(directory, path.replace(LATER, '')))
    .filter((path) => dirname(path) === directory);
  const build = await rolldown({
    input: entries,
    platform: 'node',
    checks: { ineffectiveDynamicImport: false },
    external: isOfAnother,
    plugins: [
      {
        name: 'leave-what-is-shared',
        resolveId(id, importer) {
          if (!importer) return null;
          const path = id.startsWith('.') ? resolve(dirname(importer), id) : id;
          const isLeft = LEFT_ALONE.has(path) || path === DETECTION;
          return isLeft ? { id: path, external: 'relative', moduleSideEffects: false } : null;
        },
        transform: (code, id) => ({ code: seenFrom(directory, code, id), map: null }),
      },
    ],
  });
  // Beside `cli`, so that what is left alone is as far away.
  const made = `${directory}.bundled`;
  const { output } = await build.write({
    dir: made,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'shared-[name]-[hash].js',
    // Else there would be a file for each set of them that need a module.
    codeSplitting: { groups: [{ name: 'common', minShareCount: 3 }] },
  });
  noteInlined(join(directory, 'main.cjs'), output);
  await removeInlined(output.flatMap(({ moduleIds = [] }) => moduleIds));
  for (const name of await readdir(made)) await rename(join(made, name), join(directory, name));
  await rm(made, { recursive: true });
}

/**
 * A module's code, where the files that it names beside it are named as seen from another directory.
 *
 * @param {string} directory
 * @param {string} code
 * @param {string} id
 */
function seenFrom(directory, code, id) {
  return code.replace(BESIDE, (_, _quote, path) => {
    const moved = relative(directory, resolve(dirname(id), path))
      .split(sep)
      .join('/');
    return `${JSON.stringify(moved.startsWith('.') ? moved : `./${moved}`)}, import.meta.url`;
  });
}

/**
 * Whether a module is of another package, or of Node.
 *
 * @param {string} id
 */
function isOfAnother(id) {
  return !id.startsWith('.') && !id.startsWith('/') && !/^[A-Z]:/.test(id);
}

/**
 * Nothing but the bundle uses these modules of the command, and they import a Commander that is not installed.
 *
 * @param {readonly string[]} modules
 */
async function removeInlined(modules) {
  for (const file of modules.filter((id) => id.startsWith(join(DIST, 'cli')))) {
    await rm(file);
    await rm(file.replace(/\.js$/, '.d.ts'));
  }
}
