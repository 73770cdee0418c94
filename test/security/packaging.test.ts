// The package as it is published: what it brings along, what it says of that, and what happens where a part is missing.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_VERSIONS, nodeBinary } from '../../scripts/node-versions.mjs';
import { performanceFile, QUICK, ROOT, runProgram, WORK } from '../end-to-end/command.ts';
import { sharedDirectory } from './shared-directory.ts';

const MINUTES = 60_000;
const DIRECTORY = sharedDirectory();
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly files: readonly string[];
}

/** What the bundler says that it put into the package. */
const bundled: readonly BundledPackage[] = JSON.parse(readFileSync(join(ROOT, 'dist/bundled.json'), 'utf8')).packages;

describe('what is inside', () => {
  const modules = readdirSync(join(ROOT, 'dist'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.c?js$/.test(name))
    .map((name) => join(ROOT, 'dist', name));

  it('is what the package declares, Node has, or it brings along', () => {
    const known = new Set([
      ...Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.peerDependencies }),
      ...builtinModules,
      manifest.name,
    ]);
    const undeclared = modules.flatMap((file) =>
      importsOf(readFileSync(file, 'utf8'))
        .filter((name) => !name.startsWith('node:') && !known.has(name.match(/^(?:@[^/]+\/)?[^/]+/)![0]))
        .map((name) => `${relative(ROOT, file)}: ${name}`),
    );
    // A runner's own modules, which are there where the runner is.
    expect(undeclared.filter((line) => !/integrations\/(?:jest|vitest)/.test(line))).toEqual([]);
  });

  it('is all that its modules name by its place beside them', () => {
    // As words of code, not of a comment's example; what is in quotes of another kind is a text.
    const named = /(?:\bfrom ?|\bimport ?|\b(?:import|require)\(|new URL\()(["'])(\.{1,2}\/[^"'\s*]+\.c?js)\1/g;
    const missing = modules.flatMap((file) =>
      [...withoutComments(readFileSync(file, 'utf8')).matchAll(named)]
        .filter(([, , path]) => !existsSync(join(dirname(file), path!)))
        .map(([words]) => `${relative(ROOT, file)}: ${words}`),
    );
    expect(missing).toEqual([]);
  });

  it('has every module that it imports later', () => {
    const emptied = modules.filter((file) => /\bawait void 0\b/.test(readFileSync(file, 'utf8')));
    expect(emptied.map((file) => relative(ROOT, file))).toEqual([]);
  });

  it('is brought along with its licence, and is known', () => {
    const vendored = modules.filter((file) => file.includes(join('dist', 'vendor')));
    const script = join(ROOT, 'dist/report/html/page-script.txt');
    expect(bundled.map(({ name }) => name)).toEqual(['commander', 'uplot']);
    expect(bundled.flatMap(({ files }) => files)).toEqual([...vendored, script].map((file) => relative(ROOT, file)));
    // Into every page, where it goes on from the package.
    const license = readFileSync(join(ROOT, 'node_modules/uplot/LICENSE'), 'utf8').trim();
    expect(readFileSync(script, 'utf8')).toContain(license);
    for (const file of vendored) expect(existsSync(file.replace(/\.cjs$/, '.LICENSE'))).toBe(true);
    for (const { name, version, license } of bundled) {
      const installed = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'));
      expect({ name, version, license }).toEqual({ name, version: installed.version, license: 'MIT' });
    }
  });
});

describe('the bill of materials', () => {
  let bill: {
    readonly bomFormat: string;
    readonly metadata: { readonly component: { readonly 'bom-ref': string; readonly name: string } };
    readonly components: readonly {
      readonly 'bom-ref': string;
      readonly name: string;
      readonly version: string;
      readonly purl: string;
      readonly licenses: readonly { readonly license: { readonly id: string } }[];
      readonly properties: readonly { readonly name: string; readonly value: string }[];
    }[];
    readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
  };
  const labelOf = ({ name, version }: { readonly name: string; readonly version: string }) => `${name}@${version}`;

  beforeAll(() => {
    const file = join(DIRECTORY, 'sbom.json');
    execFileSync(process.execPath, [join(ROOT, 'scripts/sbom.mjs'), file], { cwd: ROOT });
    bill = JSON.parse(readFileSync(file, 'utf8'));
  }, MINUTES);

  it('names what is installed with the package and what is inside it, and nothing else', () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
    const installed = Object.entries<{ version: string; dev?: true; devOptional?: true; peer?: true }>(packages)
      .filter(([path, entry]) => path !== '' && !entry.dev && !entry.devOptional && !entry.peer)
      .map(([path, { version }]) => labelOf({ name: path.split('node_modules/').at(-1)!, version }));
    expect(bill.bomFormat).toBe('CycloneDX');
    expect(bill.metadata.component.name).toBe('evenkeel');
    expect(bill.components.map(labelOf).toSorted()).toEqual([...installed, ...bundled.map(labelOf)].toSorted());
    for (const name of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })) {
      expect(bill.components.map((component) => component.name)).toContain(name);
    }
  });

  it('says of each package that is inside in which file, as the bundler does', () => {
    const inside = bill.components.filter(({ properties = [] }) =>
      properties.some(({ name, value }) => name === 'cdx:npm:package:bundled' && value === 'true'),
    );
    expect(
      inside.map(({ name, version, licenses, properties }) => ({
        name,
        version,
        license: licenses[0]!.license.id,
        files: properties.filter((property) => property.name === 'evenkeel:file').map(({ value }) => value),
      })),
    ).toEqual(bundled);
    for (const component of inside) expect(component.purl).toBe(`pkg:npm/${labelOf(component)}`);
  });

  it('has every part in its tree', () => {
    const refs = bill.components.map((component) => component['bom-ref']);
    const root = bill.dependencies.find(({ ref }) => ref === bill.metadata.component['bom-ref'])!;
    expect(root.dependsOn).toEqual(expect.arrayContaining(bundled.map(labelOf)));
    const reached = new Set(bill.dependencies.flatMap(({ dependsOn }) => dependsOn));
    expect(refs.filter((ref) => !reached.has(ref))).toEqual([]);
  });
});

describe('publishing', () => {
  it('says where the package was built, and only the optional part has a script that installing runs', () => {
    expect(manifest.publishConfig).toEqual({ access: 'public', provenance: true });
    const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
    const scripted = Object.entries<{ hasInstallScript?: true; dev?: true; optional?: true }>(packages)
      .filter(([, { hasInstallScript, dev }]) => hasInstallScript && !dev)
      .map(([path, { optional }]) => [path, optional]);
    expect(scripted.filter(([path]) => !/fsevents/.test(String(path)))).toEqual([
      ['node_modules/@photostructure/sqlite', true],
    ]);
    expect(Object.keys(manifest.optionalDependencies)).toEqual(['@photostructure/sqlite']);
    expect(Object.keys(manifest.scripts).filter((name) => /install/.test(name))).toEqual([]);
  });
});

// All at once, because npm waits for the registry most of the time.
describe.concurrent('installed', () => {
  const SQLITE = 'node_modules/@photostructure/sqlite';
  let tarball: string;

  const npm = (args: readonly string[], cwd: string) =>
    promisify(execFile)('npm', args, { cwd, shell: process.platform === 'win32' });

  /** A project that has the packed package and no more than that needs. */
  async function installed(name: string, ...flags: readonly string[]): Promise<string> {
    const directory = join(DIRECTORY, name);
    mkdirSync(directory);
    writeFileSync(join(directory, 'package.json'), '{ "type": "module", "private": true }');
    writeFileSync(join(directory, 'work.js'), WORK);
    writeFileSync(join(directory, 'sort.perf.js'), performanceFile(`perf('sort', sort, ${QUICK});`));
    await npm(['install', '--save-dev', '--no-audit', '--no-fund', '--prefer-offline', ...flags, tarball], directory);
    return directory;
  }

  const runOn = (node: string, cwd: string) =>
    runProgram(node, ['node_modules/evenkeel/dist/cli/main.cjs', 'run', '--iterations', '4', '--processes', '1'], {
      cwd,
    });

  beforeAll(async () => {
    const packed = JSON.parse((await npm(['pack', '--json', '--pack-destination', DIRECTORY], ROOT)).stdout);
    tarball = join(DIRECTORY, packed[0].filename);
    expect(packed[0].files.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining(['sbom.cdx.json', 'dist/vendor/commander.LICENSE', 'LICENSE']),
    );
  }, 2 * MINUTES);

  it('as people do it, it works on this version of Node', { timeout: 5 * MINUTES }, async () => {
    const directory = await installed('usual');
    expect(existsSync(join(directory, SQLITE))).toBe(true);
    const { exitCode, out, err } = await runOn(process.execPath, directory);
    expect({ exitCode, err: err.match(/^error.*/m) }).toEqual({ exitCode: 0, err: null });
    expect(out).toContain('Baselines: recorded');
  });

  it('without its optional part, it says what to install or works', { timeout: 5 * MINUTES }, async () => {
    const directory = await installed('without', '--omit=optional');
    expect(existsSync(join(directory, SQLITE))).toBe(false);
    for (const node of NODE_VERSIONS.map(nodeBinary)) {
      const { exitCode, out, err } = await runOn(node, directory);
      expect({ exitCode, err: err.match(/^error.*/m) }).toEqual({ exitCode: 0, err: null });
      expect(out).toContain('Baselines: recorded');
    }
    if (!process.version.startsWith('v20.')) return;
    const { exitCode, out, err } = await runOn(process.execPath, directory);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(
      /^error: There is no SQLite to keep baselines with: Node 20\.[\d.]+ brings none along, and the optional package @photostructure\/sqlite is not installed\. Use Node 22\.13 or newer, or install the package: npm install --save-dev @photostructure\/sqlite\./m,
    );
  });

  it.each([
    ['s390x', '--os=linux', '--cpu=s390x'],
    ['arm', '--os=linux', '--cpu=arm'],
    ['FreeBSD', '--os=freebsd', '--cpu=x64'],
  ])('on %s, it can be installed, and leaves that part out', { timeout: 5 * MINUTES }, async (name, ...platform) => {
    const directory = await installed(name, '--ignore-scripts', ...platform);
    expect(existsSync(join(directory, SQLITE))).toBe(false);
    expect(existsSync(join(directory, 'node_modules/evenkeel/sbom.cdx.json'))).toBe(true);
  });
});

function withoutComments(code: string): string {
  return code.replace(/\/\*\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

/** What a module imports by a name, as far as it is written out. */
function importsOf(code: string): readonly string[] {
  const written = /(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*(["'])([\w@][\w@./:-]*)\1/g;
  return [...code.matchAll(written)].map(([, , name]) => name!).filter((name) => !name.startsWith('.'));
}
