import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { makeRepository, textOf, worktreesOf } from '../../revisions/made-repository.ts';
import { comparing, loaded, namedAfter, UNMEASURED } from './comparing.ts';

const version = (name: string) => `export const version = '${name}';\n`;

describe('each side runs its own code', () => {
  it('by relative imports, also of uncommitted changes', async () => {
    const made = makeRepository({ 'src/code.js': version('old'), 'bench/a.perf.js': namedAfter('../src/code.js') });
    made.write({ 'src/code.js': version('new') });
    const report = await comparing(made);
    expect(loaded(report)).toEqual({ base: ['../src/code.js is old'], head: ['../src/code.js is new'] });
    expect(report).toMatchObject({
      base: { ref: 'HEAD' },
      head: { isDirty: true },
      summary: { exitCode: 2, total: 0 },
    });
    expect(worktreesOf(made)).toEqual([]);
  });

  it("by the project's own name, and by those of its workspaces", async () => {
    const made = makeRepository({
      'package.json': '{ "name": "project", "type": "module", "exports": "./index.js" }',
      'index.js': version('old'),
      'packages/one/package.json': '{ "name": "one", "exports": "./index.js", "type": "module" }',
      'packages/one/index.js': version('old'),
      'packages/two/package.json': '{ "name": "@scope/two", "main": "index.js", "type": "module" }',
      'packages/two/index.js': "export { version } from 'one';",
      'a.perf.js': namedAfter('project', 'one', '@scope/two'),
    });
    made.link('../packages/one', 'node_modules/one');
    made.link('../../packages/two', 'node_modules/@scope/two');
    made.write({ 'index.js': version('new'), 'packages/one/index.js': version('new') });
    expect(loaded(await comparing(made))).toEqual({
      base: ['project is old', 'one is old', '@scope/two is old'],
      head: ['project is new', 'one is new', '@scope/two is new'],
    });
  });

  it('in TypeScript, and in a directory of its own', async () => {
    const made = makeRepository({
      'packages/a/src/code.ts':
        "export const version: string = 'old in ' + process.cwd().split('/').slice(-2).join('/');",
      'packages/a/src/a.perf.ts': namedAfter('./code.js'),
      'b.perf.js': 'throw new Error("not asked for");',
    });
    made.write({ 'packages/a/src/code.ts': "export enum Kind { A }\nexport const version = 'new';" });
    const report = await comparing(made, { directory: made.path('packages/a') });
    expect(loaded(report)).toEqual({ base: ['./code.js is old in packages/a'], head: ['./code.js is new'] });
    expect(report.onlyInHead).toMatchObject([{ file: 'src/a.perf.ts' }]);
  });

  it('and shares what is installed', async () => {
    const made = makeRepository({ 'a.perf.js': namedAfter('installed', './code.js'), 'code.js': version('old') });
    made.write({
      'node_modules/installed/package.json': '{ "main": "index.mjs" }',
      'node_modules/installed/index.mjs': version('1.0.0'),
      'code.js': version('new'),
    });
    const report = await comparing(made);
    expect(loaded(report)).toEqual({ base: ['./code.js is old'], head: ['./code.js is new'] });
    expect(report.comparisons.map(({ testName }) => testName)).toEqual(['installed is 1.0.0']);
  });

  it('or the comparison fails: an installed package would lead back to the present code', async () => {
    const made = makeRepository({
      'packages/one/package.json': '{ "name": "one", "type": "module", "exports": "./index.js" }',
      'packages/one/index.js': version('old'),
      'a.perf.js': namedAfter('plugin'),
    });
    made.link('../packages/one', 'node_modules/one');
    made.write({ 'node_modules/plugin/index.mjs': "export { version } from 'one';" });
    made.write({ 'node_modules/plugin/package.json': '{ "exports": "./index.mjs" }' });
    await expect(comparing(made)).rejects.toThrow(
      /^The base would run the present tree's code, .*: it loads packages\/one\/index\.js\. .*--prepare "npm ci"\.$/,
    );
    expect(worktreesOf(made)).toEqual([]);
  });
});

describe('the present performance files run on both sides', () => {
  it('with the helpers and data that the base lacks', async () => {
    const made = makeRepository({ 'src/code.js': version('old') });
    made.write({
      'bench/a.perf.js': `import { readFileSync } from 'node:fs';\nimport './helper.js';\nreadFileSync(new URL('data.txt', import.meta.url));\n${namedAfter('../src/code.js')}`,
      'bench/helper.js': '',
      'bench/data.txt': '',
      'src/code.js': version('new'),
    });
    const report = await comparing(made);
    expect(loaded(report)).toEqual({ base: ['../src/code.js is old'], head: ['../src/code.js is new'] });
    expect(report.warnings).toEqual([
      expect.stringMatching(/^Nothing was compared/),
      expect.stringMatching(
        /^Taken from the present tree for both sides, because HEAD \(\w{7}\) lacks them: bench\/data\.txt, bench\/helper\.js\.$/,
      ),
    ]);
  });

  it('and only what they load or open, name or may read is said to be taken or to differ', async () => {
    const reading = `import { readFileSync } from 'node:fs';\nreadFileSync(new URL('renovate.json', import.meta.url));\n`;
    const made = makeRepository({
      'code.js': version('old'),
      '.github/workflows/test.yml': 'old',
      'test/unit.js': '0;',
      'test/helper.js': '0;',
      'test/input.json': '1',
    });
    made.write({
      'a.perf.js': `import './test/helper.js';\n${namedAfter('./code.js')}`,
      '.github/workflows/test.yml': 'new',
      'renovate.json': '{}',
      LICENSE: 'free',
      'test/unit.js': '1;',
      'test/helper.js': '1;',
      'test/input.json': '2',
      'test/new.test.js': '',
      'README.md': '',
      'table.csv': '1;2',
      'code.js': version('new'),
    });
    const warningsOn = async () => (await comparing(made)).warnings.slice(1);
    expect(await warningsOn()).toEqual([
      expect.stringMatching(/^Taken from the present tree for both sides, .* lacks them: table\.csv\.$/),
      expect.stringMatching(/^Each side used its own version of test\/helper\.js, test\/input\.json\./),
    ]);
    made.write({ 'a.perf.js': reading + namedAfter('./code.js') });
    expect(await warningsOn()).toEqual([
      expect.stringMatching(/ lacks them: renovate\.json, table\.csv\.$/),
      expect.stringMatching(/^Each side used its own version of test\/input\.json\./),
    ]);
  });

  it('and are listed where what they measure is not there yet', async () => {
    const made = makeRepository({ 'code.js': version('old'), 'old.perf.js': namedAfter('./code.js') });
    made.write({ 'new.perf.js': namedAfter('./faster.js'), 'faster.js': version('new') });
    const report = await comparing(made);
    expect(report.summary).toMatchObject({ total: 1, onlyInHead: 1, failed: 0, exitCode: 0 });
    expect(report.onlyInHead).toEqual([
      {
        testName: './faster.js is new',
        file: 'new.perf.js',
        reason: "Error: Cannot find module 'HEAD:faster.js' imported from HEAD:new.perf.js\nat HEAD:new.perf.js:2",
      },
    ]);
  });

  it('and tests that only the base has are listed, from its own files', async () => {
    const made = makeRepository({
      'code.js': version('old'),
      'gone.perf.js': namedAfter('./code.js'),
      'broken.perf.js': 'throw new Error("at the base");',
      'kept.perf.js': `import { perf } from 'evenkeel'; perf('kept', () => 1, ${UNMEASURED}); perf('dropped', () => 1); perf('other', () => 1);`,
    });
    made.remove('gone.perf.js', 'broken.perf.js');
    made.write({ 'kept.perf.js': `import { perf } from 'evenkeel'; perf('kept', () => 1, ${UNMEASURED});` });
    const report = await comparing(made, { patterns: [made.directory] });
    const where = `HEAD (${report.base.commit.slice(0, 7)})`;
    expect(report.onlyInBase).toEqual([
      { testName: null, file: 'broken.perf.js', reason: `Only ${where} has its file.` },
      { testName: './code.js is old', file: 'gone.perf.js', reason: `Only ${where} has its file.` },
      { testName: 'dropped', file: 'kept.perf.js', reason: `Only ${where} declares it.` },
      { testName: 'other', file: 'kept.perf.js', reason: `Only ${where} declares it.` },
    ]);
    const filtered = await comparing(made, { filter: 'kept' });
    expect(filtered.onlyInBase.map(({ testName }) => testName)).toEqual([null]);
    expect(filtered.summary).toMatchObject({ total: 1, exitCode: 0 });
  });
});

describe('packages', () => {
  const installing = `mkdir -p node_modules/dep && echo '{"exports":"./i.mjs"}' > node_modules/dep/package.json && echo "export const version = 'base'" > node_modules/dep/i.mjs`;
  const withLock = () => {
    const made = makeRepository({ 'package-lock.json': '{ "packages": {} }', 'a.perf.js': namedAfter('dep') });
    made.write({
      'package-lock.json': '{ "packages": { "node_modules/dep": {} } }',
      'node_modules/dep/package.json': '{ "exports": "./i.mjs" }',
      'node_modules/dep/i.mjs': version('present'),
    });
    return made;
  };

  it('are not shared where the lockfile differs, and the error says what to do', async () => {
    const made = withLock();
    await expect(comparing(made)).rejects.toThrow(
      /^package-lock\.json is not the same in HEAD \(\w{7}\) as here, .* dep \(not there, .*: --prepare "npm ci"$/,
    );
    expect(worktreesOf(made)).toEqual([]);
  });

  it('are shared all the same where the user says so, which is said', async () => {
    const report = await comparing(withLock(), { sharePackages: true });
    expect(report.comparisons.map(({ testName }) => testName)).toEqual(['dep is present']);
    expect(report.warnings).toContainEqual(
      expect.stringMatching(/^Both sides used the packages that are installed here \(--share-packages\)/),
    );
  });

  it('are what the command installs, beside the one evenkeel', async () => {
    expect(loaded(await comparing(withLock(), { prepare: installing }))).toEqual({
      base: ['dep is base'],
      head: ['dep is present'],
    });
  });

  it('are shared with a command that only builds', async () => {
    const made = makeRepository({ 'a.perf.js': namedAfter('dep', './dist/out.js'), 'code.js': version('old') });
    made.write({
      'node_modules/dep/package.json': '{ "exports": "./i.mjs" }',
      'node_modules/dep/i.mjs': version('present'),
      'dist/out.js': version('new'),
    });
    const report = await comparing(made, { prepare: 'mkdir dist && cp code.js dist/out.js', filter: 'dist' });
    expect(loaded(report)).toEqual({ base: ['./dist/out.js is old'], head: ['./dist/out.js is new'] });
  });

  it('are never written through the links by a command that installs', async () => {
    const made = makeRepository({ 'a.perf.js': namedAfter('dep') });
    made.write({
      'node_modules/dep/package.json': '{ "exports": "./i.mjs" }',
      'node_modules/dep/i.mjs': version('present'),
    });
    const report = await comparing(made, { prepare: `${installing}; # npm ci` });
    expect(loaded(report)).toEqual({ base: ['dep is base'], head: ['dep is present'] });
    expect(textOf(made.path('node_modules/dep/i.mjs'))).toBe(version('present'));
  });

  it('and a command that fails ends the comparison with what it printed', async () => {
    const made = withLock();
    await expect(comparing(made, { prepare: 'echo no registry >&2; exit 4' })).rejects.toThrow(
      /^--prepare failed with exit code 4 in the check-out of HEAD \(\w{7}\): .*\nno registry$/,
    );
    expect(worktreesOf(made)).toEqual([]);
  });
});

describe('what was built and is not kept', () => {
  const files = {
    'package.json': '{ "name": "project", "type": "module", "exports": "./dist/index.js" }',
    'a.perf.js': namedAfter('project'),
    'b.perf.cjs': `const { perf } = require('evenkeel');\nperf('b', () => 1);\nrequire('./dist/other.cjs');`,
  };

  it.each([
    ['a.perf.js', 'dist/index.js'],
    ['b.perf.cjs', 'dist/other.cjs'],
  ])('has to be built in the base: %s', async (file, missing) => {
    const made = makeRepository(files);
    made.write({ 'dist/index.js': version('new'), 'dist/other.cjs': '' });
    const report = await comparing(made, { patterns: [file] });
    expect(report.summary).toMatchObject({ failed: 1, onlyInHead: 0, exitCode: 2 });
    expect(report.failures).toMatchObject([{ file, reason: 'base_failed' }]);
    expect(report.failures[0]!.message).toContain(
      `\n${missing} is ignored by git, so it is not in the check-out of HEAD. Say how to build it there, for example: --prepare "npm ci && npm run build"`,
    );
  });

  it('is read in the base as well', async () => {
    const made = makeRepository({
      'a.perf.js': `import { readFileSync } from 'node:fs';\nimport { perf } from 'evenkeel';\nperf('a', () => 1, { setup: () => readFileSync('dist/data.txt') });`,
    });
    made.write({ 'dist/data.txt': '' });
    const report = await comparing(made);
    expect(report.failures).toMatchObject([
      { file: 'a.perf.js', message: expect.stringMatching(/^It reads dist\/data\.txt, which git ignores/) },
    ]);
  });

  it('is simply not there where the base was made ready', async () => {
    const made = makeRepository(files);
    made.write({ 'dist/index.js': version('new') });
    const report = await comparing(made, { patterns: ['a.perf.js'], prepare: 'true' });
    expect(report.summary).toMatchObject({ failed: 1, onlyInHead: 0, exitCode: 2 });
  });
});

describe('wrong usage', () => {
  it.each<[string, Parameters<typeof comparing>[1], RegExp]>([
    ['an unknown revision', { ref: 'nowhere' }, /^There is no commit "nowhere"/],
    ['too few blocks', { blocks: 7 }, /^--blocks 7 is too few .* at least 8 are needed\.$/],
    ['a filter that leaves nothing', { filter: 'nothing' }, /^No test has "nothing" in its name; there is 1 other\.$/],
    ['no performance file', { patterns: ['*.nothing.js'] }, /^No performance file matches/],
    ['a file outside the repository', { patterns: [import.meta.filename] }, /lies outside the repository/],
  ])('is said: %s', async (_what, over, message) => {
    const made = makeRepository({ 'code.js': version('old'), 'a.perf.js': namedAfter('./code.js') });
    const error: unknown = await comparing(made, over).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toMatch(message);
    expect(worktreesOf(made)).toEqual([]);
  });
});
