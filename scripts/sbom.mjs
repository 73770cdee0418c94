// Writes the package's bill of materials, `sbom.cdx.json` (CycloneDX): npm's own of what is installed with it, and the packages
// that are inside its files, of which npm knows nothing. Runs when the package is packed or published.
//
// Usage: node scripts/sbom.mjs [file]
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { BUNDLED } from './bundled.mjs';

const ROOT = join(import.meta.dirname, '..');

if (!existsSync(BUNDLED)) {
  throw new Error(`${BUNDLED} is missing, which says what is inside the package: build it first, with npm run build.`);
}
const bill = withBundled(withInstalledOnly(await npmBill()), readJson(BUNDLED).packages);
await writeFile(resolve(ROOT, process.argv[2] ?? 'sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`);

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** By the lockfile, so that what happens to be installed here has no say. */
async function npmBill() {
  const args = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'];
  const options = { cwd: ROOT, shell: process.platform === 'win32', maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)('npm', args, options);
  const made = JSON.parse(stdout);
  // npm calls it by its directory.
  made.metadata.component.name = readJson(join(ROOT, 'package.json')).name;
  return made;
}

/**
 * What is installed with the package, and nothing that only its development needs. npm's own `--omit=dev` also leaves out what
 * both need, so that half of it would be missing.
 *
 * @param {any} bill
 */
function withInstalledOnly(bill) {
  const refs = new Set([bill.metadata.component['bom-ref'], ...installedWithPackage()]);
  const kept = (/** @type {string} */ ref) => refs.has(ref);
  return {
    ...bill,
    components: bill.components.filter((/** @type {any} */ each) => kept(each['bom-ref'])),
    dependencies: bill.dependencies
      .filter((/** @type {any} */ each) => kept(each.ref))
      .map((/** @type {any} */ each) => ({ ...each, dependsOn: each.dependsOn.filter(kept) })),
  };
}

/** Names and versions, by the lockfile. */
function installedWithPackage() {
  const { packages } = readJson(join(ROOT, 'package-lock.json'));
  const found = new Set([]);
  const waiting = [''];
  for (const path of waiting) {
    for (const name of neededBy(packages[path])) {
      const at = placeOf(name, path, packages);
      // What is optional may be missing.
      if (at === null || found.has(at)) continue;
      found.add(at);
      waiting.push(at);
    }
  }
  return [...found].map((path) => `${path.split('node_modules/').at(-1)}@${packages[path].version}`);
}

/** @param {any} manifest */
function neededBy({ dependencies = {}, optionalDependencies = {} }) {
  return Object.keys({ ...dependencies, ...optionalDependencies });
}

/**
 * Where a package is that another one needs: beside it or further up.
 *
 * @param {string} name
 * @param {string} from
 * @param {Record<string, unknown>} packages
 */
function placeOf(name, from, packages) {
  for (let directory = from; ; directory = directory.slice(0, Math.max(0, directory.lastIndexOf('/node_modules/')))) {
    const path = `${directory === '' ? '' : `${directory}/`}node_modules/${name}`;
    if (path in packages) return path;
    if (directory === '') return null;
  }
}

/**
 * @param {any} bill
 * @param {readonly import('./bundled.mjs').BundledPackage[]} packages
 */
function withBundled(bill, packages) {
  const root = bill.metadata.component['bom-ref'];
  const components = packages.map(componentOf);
  const refs = components.map((component) => component['bom-ref']);
  return {
    ...bill,
    components: [...bill.components, ...components],
    dependencies: [
      ...bill.dependencies.map((/** @type {any} */ each) =>
        each.ref === root ? { ...each, dependsOn: [...each.dependsOn, ...refs] } : each,
      ),
      ...refs.map((ref) => ({ ref, dependsOn: [] })),
    ],
  };
}

/** @param {import('./bundled.mjs').BundledPackage} bundled */
function componentOf({ name, version, license, files }) {
  return {
    'bom-ref': `${name}@${version}`,
    type: 'library',
    name,
    version,
    scope: 'required',
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    licenses: [{ license: { id: license } }],
    properties: [
      { name: 'cdx:npm:package:bundled', value: 'true' },
      ...files.map((file) => ({ name: 'evenkeel:file', value: file })),
    ],
  };
}
