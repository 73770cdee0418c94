import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeRepository } from '../../revisions/made-repository.ts';
import { comparing, loaded } from './comparing.ts';

const CONTENT = 'one line after another\n'.repeat(1000);
const OTHER = 'of another version\n';

function pointerTo(content: string): string {
  const hash = createHash('sha256').update(content).digest('hex');
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${hash}\nsize ${content.length}\n`;
}

/** A repository in which the fixture is a pointer; its tests are named after what each side reads. */
function withFixture(committed: string) {
  return makeRepository({
    'fixture.txt': committed,
    'a.perf.js': [
      "import { readFileSync } from 'node:fs';",
      "import { perf } from 'evenkeel';",
      "perf('reads ' + readFileSync('fixture.txt').length, () => 1, { maxDuration: 0.01, warmupIterations: 0 });",
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

  it('is never measured as the pointer', async () => {
    const made = withFixture(pointerTo(OTHER));
    made.write({ 'fixture.txt': CONTENT });
    await expect(comparing(made)).rejects.toThrow(
      /^Only one side has the content of fixture\.txt: in HEAD \(\w{7}\) there is Git LFS's pointer .* --prepare "git lfs pull"$/,
    );
    // What the command puts there counts.
    const prepared = await comparing(made, { prepare: 'echo fetched > fixture.txt' });
    expect(loaded(prepared).base).toEqual(['reads 8']);
  });

  it('nor in the present tree', async () => {
    const made = withFixture(CONTENT);
    made.write({ 'fixture.txt': pointerTo(CONTENT) });
    await expect(comparing(made)).rejects.toThrow(/in the present tree there is Git LFS's pointer .* git lfs pull$/);
  });
});
