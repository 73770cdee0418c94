import { rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeRepository } from '../../revisions/made-repository.ts';
import { comparing, noting, UNMEASURED } from './comparing.ts';

const file = (from: string, ...names: readonly string[]) =>
  [
    "import { perf } from 'evenkeel';",
    `import { run } from '${from}';`,
    ...names.map((name) => `perf('${name}', () => run(), ${UNMEASURED});`),
  ].join('\n');
const WORKS = 'export const run = () => 1;';

describe('a file that the base has and cannot load', () => {
  it('is a failure, with what is missing there', async () => {
    const made = makeRepository({
      'a.perf.js': file('./code.js', 'a', 'b'),
      'fine.perf.js': file('./fine.js', 'fine'),
    });
    made.write({ 'fine.js': WORKS });
    made.commit();
    made.write({ 'code.js': WORKS });
    const report = await comparing(made);
    expect(report.onlyInHead).toEqual([]);
    // Once of the file, whatever it declares; beside what was compared.
    expect(report.failures).toEqual([
      {
        testName: null,
        file: 'a.perf.js',
        reason: 'base_failed',
        message: expect.stringMatching(
          /^Error: Cannot find module 'HEAD:code\.js' imported from HEAD:a\.perf\.js\nat HEAD:a\.perf\.js:\d$/,
        ),
        stack: null,
      },
    ]);
    expect(report.comparisons.map(({ testName }) => testName)).toEqual(['fine']);
    expect(report.summary).toMatchObject({ failed: 1, exitCode: 2 });
  });

  it('is told from a new test in a file that the base has', async () => {
    const made = makeRepository({ 'code.js': WORKS, 'a.perf.js': file('./code.js', 'a') });
    made.write({
      'faster.js': WORKS,
      'a.perf.js': `${file('./code.js', 'a')}\nimport { run as faster } from './faster.js';\nperf('b', faster, ${UNMEASURED});`,
    });
    const report = await comparing(made);
    expect(report.onlyInHead).toMatchObject([{ testName: 'b', reason: expect.stringContaining('faster.js') }]);
    expect(report.failures).toEqual([]);
    // What the base has is compared all the same, by the version that the base can load.
    expect(report.comparisons).toMatchObject([
      {
        testName: 'a',
        validation: {
          warnings: expect.arrayContaining([expect.stringMatching(/^Each side ran its own version of the pe/)]),
        },
      },
    ]);
  });

  it('is compared by its own version where what it measures was moved', async () => {
    const made = makeRepository({ 'code.js': WORKS, 'a.perf.js': file('./code.js', 'a') });
    made.git('mv', 'code.js', 'moved.js');
    made.write({ 'a.perf.js': file('./moved.js', 'a') });
    const report = await comparing(made);
    expect(report.onlyInHead).toEqual([]);
    expect(report.comparisons.map(({ testName }) => testName)).toEqual(['a']);
    expect(report.summary.exitCode).toBe(0);
  });

  it.each([
    [
      'which git knows, of one file',
      (made: ReturnType<typeof makeRepository>) => made.git('add', '--all'),
      ['new/a.perf.js'],
    ],
    ['which git does not know', () => '', []],
  ])('is found where it was moved itself, %s', async (_what, then, patterns) => {
    const made = makeRepository({ 'old/code.js': WORKS, 'old/a.perf.js': file('./code.js', 'a') });
    made.remove('old');
    made.write({ 'new/code.js': WORKS, 'new/a.perf.js': file('./code.js', 'a') });
    then(made);
    const report = await comparing(made, { patterns });
    expect(report.onlyInHead).toEqual([]);
    expect(report.onlyInBase).toEqual([]);
    expect(report.comparisons).toMatchObject([
      {
        testName: 'a',
        file: 'new/a.perf.js',
        validation: { warnings: expect.arrayContaining([expect.stringContaining('that of old/a.perf.js')]) },
      },
    ]);
  });
});

describe('what the check-out of the base lacks', () => {
  const reading = (path: string) =>
    `import { readFileSync } from 'node:fs';\nimport { perf } from 'evenkeel';\nperf('a', () => 1, { ...${UNMEASURED}, setup: () => readFileSync('${path}') });`;

  it('is said to be left out by a sparse check-out, with what to do', async () => {
    const made = makeRepository({
      'old/code.ts': WORKS,
      'src/a.perf.ts': file('./code.js', 'a'),
      'src/code.ts': WORKS,
    });
    made.write({ 'src/code.ts': "export { run } from '../old/code.js';" });
    made.commit();
    made.git('sparse-checkout', 'set', 'src');
    made.write({ 'src/code.ts': WORKS });
    const report = await comparing(made);
    expect(report.failures).toMatchObject([
      {
        file: 'src/a.perf.ts',
        message: expect.stringContaining(
          "old/code.ts is a part of HEAD, and left out by this clone's sparse check-out. Have it checked out here, and so there: git sparse-checkout add old",
        ),
      },
    ]);
    expect(report.summary.exitCode).toBe(2);
    made.git('sparse-checkout', 'add', 'old');
    expect((await comparing(made)).comparisons).toHaveLength(1);
  });

  it('is as much in a directory that is listed as in a sparse check-out', async () => {
    const listing = `import { readdirSync } from 'node:fs';\nimport { perf } from 'evenkeel';\nperf('lists ' + readdirSync('.'), () => 1, ${UNMEASURED});`;
    const made = makeRepository({ 'a.txt': '', 'b.txt': '', 'a.perf.js': listing });
    made.git('update-index', '--skip-worktree', 'b.txt');
    made.remove('b.txt');
    const { comparisons, onlyInHead } = await comparing(made);
    expect(onlyInHead).toEqual([]);
    expect(comparisons).toHaveLength(1);
  });

  it.each([
    ['a directory without anything that git keeps', "writeFileSync('out/log.txt', '')", 'mkdir -p out'],
    ['what lies outside of the repository', "readFileSync('../outside.txt')", 'Name it by an absolute path'],
  ])('is said: %s', async (_what, code, advice) => {
    const made = makeRepository();
    const outside = `${made.directory}-outside.txt`;
    writeFileSync(outside, '');
    onTestFinished(() => rmSync(outside));
    const setup = code.replace('outside.txt', basename(outside));
    made.write({
      'a.perf.js': `import { readFileSync, writeFileSync } from 'node:fs';\nimport { perf } from 'evenkeel';\nperf('a', () => 1, { ...${UNMEASURED}, setup: () => ${setup} });`,
      'out/.gitignore': '*',
    });
    made.commit();
    const { failures } = await comparing(made);
    expect(failures).toMatchObject([{ testName: 'a', message: expect.stringContaining(advice) }]);
  });

  it('is data that git ignores: tests that read it are not compared, others are', async () => {
    const made = makeRepository({
      '.gitignore': 'node_modules/\n.env\nlog.txt\n',
      'a.perf.js': `import fs from 'node:fs';\nif (fs.existsSync('.env')) fs.readFileSync('.env');\nfs.appendFileSync('log.txt', '');\n${reading('package.json')}`,
      'b.perf.js': reading('package.json').replace("'a'", "'b'"),
    });
    made.write({ '.env': 'FAST=1' });
    const report = await comparing(made);
    expect(report.comparisons.map(({ testName }) => testName)).toEqual(['b']);
    expect(report.failures).toMatchObject([
      {
        testName: 'a',
        reason: 'base_failed',
        message: expect.stringMatching(
          /^It reads \.env, which git ignores, so that it is not in the check-out of HEAD \(\w{7}\): both sides would do different work\.\nSay how to get it there: --prepare <command>$/,
        ),
      },
    ]);
    // Of a base that was made ready it may be meant.
    const { failures, comparisons } = await comparing(made, { patterns: ['a.perf.js'], prepare: 'true' });
    expect(failures).toEqual([]);
    expect(comparisons[0]!.validation.warnings).toContainEqual(
      expect.stringMatching(/^It reads \.env, which git ignores/),
    );
    const there = await comparing(made, { patterns: ['a.perf.js'], prepare: 'touch .env' });
    expect(there.comparisons[0]!.validation.warnings.join()).not.toContain('.env');
  });

  it.each([
    ['names it', "existsSync('local/speed.txt') ? readFileSync('local/speed.txt') : null"],
    [
      'names its directory',
      "existsSync(join('local', kind + '.txt')) ? readFileSync(join('local', kind + '.txt')) : null",
    ],
  ])('is data that git ignores and that only the body of a test reads, where the code %s', async (_, expression) => {
    const imports =
      "import { existsSync, readFileSync } from 'node:fs';\nimport { join } from 'node:path';\nconst kind = 'speed';\n";
    const body = `import { perf } from 'evenkeel';\n${imports}perf('a', () => ${expression}, ${UNMEASURED});`;
    const made = makeRepository({
      '.gitignore': 'node_modules/\nlocal/\n*.log\n',
      'a.perf.js': body,
      'b.perf.js': reading('package.json').replace("'a'", "'b'"),
    });
    made.write({ 'local/speed.txt': '1', 'other.log': '' });
    const { events, onEvent } = noting();
    const report = await comparing(made, { onEvent });
    expect(report.comparisons.map(({ testName }) => testName)).toEqual(['b']);
    expect(report.failures).toMatchObject([
      {
        testName: 'a',
        reason: 'base_failed',
        message: expect.stringMatching(/^It reads local\/speed\.txt, which git ignores/),
      },
    ]);
    // The other test's code names nothing of the kind, so nobody looks.
    expect(JSON.stringify(events)).toContain('Looking at what a test reads');
  });

  it('is what a filter made readable here alone: only tests that read it are not compared', async () => {
    const made = makeRepository({
      '.gitattributes': 'secret.txt filter=lock\n',
      'a.perf.js': reading('secret.txt'),
      'b.perf.js': reading('package.json').replace("'a'", "'b'"),
      'secret.txt': 'old',
    });
    made.git('config', 'filter.lock.clean', 'cat');
    made.git('config', 'filter.lock.smudge', 'exit 1');
    made.git('config', 'filter.lock.required', 'true');
    made.write({ 'secret.txt': 'readable' });
    const report = await comparing(made);
    expect(report.comparisons.map(({ testName }) => testName)).toEqual(['b']);
    expect(report.failures).toMatchObject([
      {
        testName: 'a',
        message: expect.stringMatching(/^It reads secret\.txt, which is in HEAD .*its filter lock failed/),
      },
    ]);
  });
});

describe('a git submodule', () => {
  const withSubmodule = () => {
    const library = makeRepository({ 'index.js': WORKS });
    const made = makeRepository({ 'a.perf.js': file('./library/index.js', 'a') });
    made.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.directory, 'library');
    made.commit();
    return made;
  };

  it('that the check-out of the base lacks is said, with what to do', async () => {
    const report = await comparing(withSubmodule());
    expect(report.summary).toMatchObject({ failed: 1, exitCode: 2 });
    expect(report.failures).toMatchObject([
      {
        reason: 'base_failed',
        message: expect.stringContaining(
          'library is a git submodule, which is not checked out in HEAD. Have that done there: --prepare "git submodule update --init --recursive"',
        ),
      },
    ]);
    expect(report.warnings).toContainEqual(
      expect.stringMatching(/^Not checked out in HEAD .*: the git submodule library\./),
    );
  });

  it('is there after that, and nothing of it is left behind', async () => {
    const made = withSubmodule();
    const prepare = 'git -c protocol.file.allow=always submodule update --init --recursive';
    const report = await comparing(made, { prepare });
    expect(report.failures).toEqual([]);
    expect(report.comparisons).toMatchObject([{ testName: 'a' }]);
    expect(made.git('worktree', 'list').trim().split('\n')).toHaveLength(1);
    expect(made.git('status', '--porcelain')).toBe('');
  });
});
