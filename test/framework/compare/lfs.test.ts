import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeRepository } from '../../revisions/made-repository.ts';
import { comparing, loaded, UNMEASURED } from './comparing.ts';

const CONTENT = 'one line after another\n'.repeat(1000);
const OTHER = 'of another version\n';

function pointerTo(content: string): string {
  const hash = createHash('sha256').update(content).digest('hex');
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${hash}\nsize ${content.length}\n`;
}

const OTHER_TEST = `import { perf } from 'evenkeel'; perf('reads nothing', () => 1, ${UNMEASURED});`;

/** A repository in which the fixture is a pointer; its tests are named after what each side reads. */
function withFixture(committed: string) {
  return makeRepository({
    'fixture.txt': committed,
    'a.perf.js': [
      "import { readFileSync } from 'node:fs';",
      "import { perf } from 'evenkeel';",
      `perf('reads ' + readFileSync('fixture.txt').length, () => 1, ${UNMEASURED});`,
    ].join('\n'),
  });
}

describe('a fixture of Git LFS, of which the check-out of the base has the pointer', () => {
  it('is lent by the present tree, which has that very content', async () => {
    const made = withFixture(pointerTo(CONTENT));
    made.write({ 'fixture.txt': CONTENT });
    const report = await comparing(made);
    expect(report.comparisons.map(({ testName }) => testName)).toEqual([`reads ${CONTENT.length}`]);
  });

  it("is the base's own where the repository has stored it", async () => {
    const made = withFixture(pointerTo(OTHER));
    const hash = createHash('sha256').update(OTHER).digest('hex');
    made.write({
      'fixture.txt': CONTENT,
      [`.git/lfs/objects/${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`]: OTHER,
    });
    expect(loaded(await comparing(made))).toEqual({
      base: [`reads ${OTHER.length}`],
      head: [`reads ${CONTENT.length}`],
    });
  });

  it('is never measured as the pointer, and what does not read it is compared', async () => {
    const made = withFixture(pointerTo(OTHER));
    made.write({ 'b.perf.js': OTHER_TEST });
    made.commit();
    made.write({ 'fixture.txt': CONTENT });
    const report = await comparing(made);
    expect(report.comparisons.map(({ testName }) => testName)).toEqual(['reads nothing']);
    expect(report.failures).toEqual([
      {
        testName: `reads ${CONTENT.length}`,
        file: 'a.perf.js',
        reason: 'base_failed',
        message: expect.stringMatching(
          /^It reads fixture\.txt, which has its content on one side only: in HEAD \(\w{7}\) there is Git LFS's pointer to it: both sides would do different work\.\nHave it fetched there: --prepare "git lfs pull"$/,
        ),
        stack: null,
      },
    ]);
    expect(report.summary.exitCode).toBe(2);
    // What the command puts there counts.
    const prepared = await comparing(made, { prepare: 'echo fetched > fixture.txt' });
    expect(loaded(prepared).base).toEqual(['reads 8']);
  });

  it('nor in the present tree', async () => {
    const made = withFixture(CONTENT);
    made.write({ 'fixture.txt': pointerTo(CONTENT) });
    const { failures } = await comparing(made);
    expect(failures[0]!.message).toMatch(/in the present tree there is Git LFS's pointer to it: .*\n.*: git lfs pull$/);
  });

  it.each([
    ['its set-up', "() => 1, { setup: () => readFileSync('fixture.txt'),"],
    ['each call', "async () => (await readFile('fixture.txt')).length, {"],
    ['what fails of the pointer', "() => 1, { setup: () => JSON.parse(readFileSync('fixture.txt', 'utf8')),"],
    [
      'a thread',
      "() => 1, { setup: async () => { const other = new Worker('', { eval: true }); await new Promise((end) => other.on('exit', end)); },",
    ],
  ])('is found where only %s reads it, beside a test that does not', async (_what, test) => {
    const made = makeRepository({
      'fixture.txt': pointerTo(OTHER),
      'a.perf.js': [
        "import { readFileSync } from 'node:fs';",
        "import { readFile } from 'node:fs/promises';",
        "import { Worker } from 'node:worker_threads';",
        "import { perf } from 'evenkeel';",
        `perf('reads', ${test} ...${UNMEASURED} });`,
        `perf('reads nothing', () => 1, ${UNMEASURED});`,
      ].join('\n'),
    });
    made.write({ 'fixture.txt': '[1]' });
    const report = await comparing(made);
    expect(report.comparisons.map(({ testName }) => testName)).toEqual(['reads nothing']);
    expect(report.failures).toMatchObject([
      { testName: 'reads', message: expect.stringContaining('fixture.txt, which') },
    ]);
  });
});
