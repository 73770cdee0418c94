import { describe, expect, it } from 'vitest';
import { type MadeRepository, makeRepository } from '../../revisions/made-repository.ts';
import { comparing, loaded, namedAfter, UNMEASURED } from './comparing.ts';

const version = (name: string) => `export const version = '${name}';\n`;

type Versions = Readonly<Record<string, string>>;

/** What npm locks: packages where they are, with their versions; `asks` says what one asks for besides. */
function lock(packages: Versions, asks: Readonly<Record<string, readonly string[]>> = {}): string {
  const entries = Object.entries(packages).map(([place, each]) => {
    const dependencies = Object.fromEntries((asks[place] ?? []).map((name) => [name, '*']));
    return [`node_modules/${place}`, { version: each, integrity: `sha512-${place}-${each}`, dependencies }];
  });
  return JSON.stringify({ lockfileVersion: 3, packages: { '': {}, ...Object.fromEntries(entries) } });
}

/** Installs packages that export their version, in the present tree. */
function install(made: MadeRepository, packages: Versions, code: Readonly<Record<string, string>> = {}): void {
  for (const [name, each] of Object.entries(packages)) {
    made.write({
      [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: each, exports: './index.mjs' }),
      [`node_modules/${name}/index.mjs`]: code[name] ?? version(each),
    });
  }
}

/** A repository whose base asks for other packages than the present tree, where `now` is installed. */
function moved(
  before: Versions,
  now: Versions,
  { perf = namedAfter('dep'), base = {} }: { readonly perf?: string; readonly base?: Versions } = {},
): MadeRepository {
  const made = makeRepository({
    'package-lock.json': lock(before),
    'a.perf.js': perf,
    'code.js': version('old'),
    ...base,
  });
  made.write({ 'package-lock.json': lock(now), 'code.js': version('new') });
  install(made, now);
  return made;
}

const where = /^package-lock\.json is not the same in HEAD \(\w{7}\) as here/;

describe('packages that moved', () => {
  it('are shared by themselves where the measured code loads none of them, which is said', async () => {
    const made = moved({ dep: '1.0.0', linter: '1.0.0' }, { dep: '1.0.0', linter: '2.0.0', parser: '1.0.0' });
    const report = await comparing(made);
    expect(report.comparisons.map(({ testName }) => testName)).toEqual(['dep is 1.0.0']);
    expect(report.summary.exitCode).toBe(0);
    expect(report.warnings).toContainEqual(
      expect.stringMatching(
        /^package-lock\.json is not the same in HEAD \(\w{7}\) as here; both sides used the packages that are installed here, because it differs in none that the measured code loads\.$/,
      ),
    );
  });

  it('are not where the measured code loads one, which is named with its versions', async () => {
    const made = moved({ dep: '1.0.0', linter: '1.0.0' }, { dep: '1.1.0', linter: '2.0.0' });
    const error = await comparing(made).then(
      () => '',
      (thrown: Error) => thrown.message,
    );
    expect(error).toMatch(where);
    expect(error).toContain('and the measured code uses what differs: dep (1.0.0 there, 1.1.0 here).');
    expect(error).toMatch(/share them all the same: --share-packages\..* --prepare "npm ci"$/);
    expect(error).not.toContain('linter');
  });

  it('nor where a package that it loads loads one', async () => {
    const made = makeRepository({
      'package-lock.json': lock({ dep: '1.0.0', inner: '1.0.0' }, { dep: ['inner'] }),
      'a.perf.js': namedAfter('dep'),
    });
    made.write({ 'package-lock.json': lock({ dep: '1.0.0', inner: '1.5.0' }, { dep: ['inner'] }) });
    install(made, { dep: '1.0.0', inner: '1.5.0' }, { dep: "export { version } from 'inner';" });
    await expect(comparing(made)).rejects.toThrow(/uses what differs: inner \(1\.0\.0 there, 1\.5\.0 here\)\./);
  });

  it('nor where only the code of the base loads one', async () => {
    const made = moved(
      { dep: '1.0.0' },
      { dep: '1.1.0' },
      { perf: namedAfter('./code.js'), base: { 'code.js': "export { version } from 'dep';" } },
    );
    await expect(comparing(made)).rejects.toThrow(/uses what differs: dep \(1\.0\.0 there, 1\.1\.0 here\)\./);
  });

  it('are shared where the present tree alone loads a new one', async () => {
    const made = moved({}, { dep: '1.1.0' }, { perf: namedAfter('./code.js'), base: { 'code.js': version('old') } });
    made.write({ 'code.js': "export { version } from 'dep';" });
    expect(loaded(await comparing(made))).toEqual({ base: ['./code.js is old'], head: ['./code.js is 1.1.0'] });
  });

  it.each([
    [
      'is loaded when the test is called, by a name that is put together',
      `perf('a', () => import(['d', 'ep'].join('')), ${UNMEASURED});`,
    ],
    [
      'is only opened, and not before the test is set up',
      `perf('a', () => 1, { ...${UNMEASURED}, setup: () => readFileSync(new URL('node_modules/dep/index.mjs', import.meta.url)) });`,
    ],
    [
      'is loaded after many calls',
      `let calls = 0; perf('a', () => { if (++calls === 50) require('./lazy.cjs'); }, { iterations: 30, warmupIterations: 30, maxDuration: 1 });`,
    ],
  ])('are not where one %s', async (_what, test) => {
    const perf = `import { readFileSync } from 'node:fs';\nimport { createRequire } from 'node:module';\nimport { perf } from 'evenkeel';\nconst require = createRequire(import.meta.url);\n${test}`;
    const made = moved(
      { dep: '1.0.0' },
      { dep: '1.1.0' },
      { perf, base: { 'lazy.cjs': "require('./node_modules/dep/index.cjs');" } },
    );
    made.write({ 'node_modules/dep/index.cjs': '' });
    await expect(comparing(made, { iterations: null })).rejects.toThrow(/uses what differs: dep \(1\.0\.0 there, /);
  });

  it('are not where the base names one that is not installed here, though it may do without', async () => {
    const made = makeRepository({
      'package.json': '{ "type": "module", "optionalDependencies": { "fast": "^2.0.0" } }',
      'code.js': "export let version = 'slow';\ntry { version = (await import('fast')).version; } catch {}",
      'a.perf.js': namedAfter('./code.js'),
    });
    made.write({ 'package.json': '{ "type": "module" }', 'code.js': version('new') });
    await expect(comparing(made)).rejects.toThrow(/uses what differs: fast \(\^2\.0\.0 there, not here\)\./);
  });

  it('are not where the base cannot be loaded without one', async () => {
    const made = makeRepository({
      'package.json': '{ "type": "module", "dependencies": { "old": "1.0.0" } }',
      'code.js': "export { version } from 'old';",
      'a.perf.js': namedAfter('./code.js'),
    });
    made.write({ 'package.json': '{ "type": "module" }', 'code.js': version('new') });
    await expect(comparing(made)).rejects.toThrow(/uses what differs: old \(1\.0\.0 there, not here\)\./);
  });

  it('are not where the measured code starts threads or processes, of which nothing is seen', async () => {
    const perf = `import { Worker } from 'node:worker_threads';\nimport { perf } from 'evenkeel';\nperf('a', () => 1, { ...${UNMEASURED}, setup: async () => { const worker = new Worker('', { eval: true }); await new Promise((end) => worker.on('exit', end)); } });`;
    const made = moved({ dep: '1.0.0' }, { dep: '1.1.0' }, { perf });
    await expect(comparing(made)).rejects.toThrow(
      /the measured code starts threads or processes, of which cannot be seen/,
    );
  });

  it('are not where the lockfile cannot be read, and what package.json asks otherwise for is named', async () => {
    const made = makeRepository({
      'package.json': '{ "type": "module", "devDependencies": { "linter": "1" } }',
      'bun.lockb': 'binary 1',
      'a.perf.js': namedAfter('./code.js'),
      'code.js': version('old'),
    });
    made.write({
      'package.json': '{ "type": "module", "devDependencies": { "linter": "2" } }',
      'bun.lockb': 'binary 2',
    });
    await expect(comparing(made)).rejects.toThrow(
      /^bun\.lockb is not the same .* \(it asks otherwise for linter\), and what it says of each package cannot be told here\. .* --prepare "bun install --frozen-lockfile"$/,
    );
  });

  it('do not count where they are the one evenkeel, or only that asks for them', async () => {
    const made = makeRepository({
      'package.json': '{ "type": "module" }',
      'package-lock.json': lock({}),
      'a.perf.ts': namedAfter('./code.js'),
      'code.ts': 'export enum Kind { A }\nexport const version: string = "old " + Kind.A;',
    });
    made.write({
      'package.json': '{ "type": "module", "devDependencies": { "evenkeel": "^0.1.0" } }',
      'package-lock.json': lock(
        { evenkeel: '0.1.0', '@swc/wasm-typescript': '1.16.2' },
        { evenkeel: ['@swc/wasm-typescript'] },
      ),
      'code.ts': 'export enum Kind { A }\nexport const version: string = "new " + Kind.A;',
    });
    expect(loaded(await comparing(made))).toEqual({ base: ['./code.js is old 0'], head: ['./code.js is new 0'] });
  });

  it('do not count where the base has its own in the repository', async () => {
    const made = makeRepository({
      '.gitignore': 'node_modules/evenkeel\n',
      'package-lock.json': lock({ dep: '1.0.0' }),
      'node_modules/dep/package.json': '{ "exports": "./index.mjs" }',
      'node_modules/dep/index.mjs': version('1.0.0'),
      'a.perf.js': namedAfter('dep'),
    });
    made.write({ 'package-lock.json': lock({ dep: '1.1.0' }) });
    install(made, { dep: '1.1.0' });
    const report = await comparing(made);
    expect(loaded(report)).toEqual({ base: ['dep is 1.0.0'], head: ['dep is 1.1.0'] });
    expect(report.warnings.join()).not.toContain('package-lock.json');
  });

  it('are not shared with a command, which may build with them', async () => {
    const made = moved({ dep: '1.0.0', linter: '1' }, { dep: '1.0.0', linter: '2' });
    const report = await comparing(made, { prepare: 'true' });
    expect(report.failures[0]!.message).toContain("Cannot find package 'dep'");
  });
});

describe('where nothing is locked', () => {
  const manifest = (fields: object) => ({ 'package.json': JSON.stringify({ type: 'module', ...fields }) });

  it.each<[string, object, object, boolean]>([
    [
      'what else is asked for moved',
      { dependencies: { dep: '^1.0.0' }, devDependencies: { linter: '1' } },
      { dependencies: { dep: '^1.0.0' }, devDependencies: { linter: '2' } },
      true,
    ],
    [
      'what is loaded is asked for otherwise',
      { dependencies: { dep: '^1.0.0' } },
      { dependencies: { dep: '^1.1.0' } },
      false,
    ],
    [
      'nobody asks for what is loaded',
      { devDependencies: { linter: '1' } },
      { devDependencies: { linter: '2' } },
      false,
    ],
    [
      'the project replaces packages',
      { dependencies: { dep: '^1.0.0' } },
      { dependencies: { dep: '^1.0.0' }, overrides: { dep: '1.1.0' } },
      false,
    ],
  ])('and %s', async (_what, before, now, isShared) => {
    const made = makeRepository({ ...manifest(before), 'a.perf.js': namedAfter('dep') });
    made.write(manifest(now));
    install(made, { dep: '1.1.0' });
    const outcome = comparing(made);
    if (isShared) expect((await outcome).summary.exitCode).toBe(0);
    else await expect(outcome).rejects.toThrow(/^package\.json is not the same in HEAD/);
  });
});
