import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SearchEvidence } from '../../../src/framework/bisect/evidence.ts';
import { digestOf, savedSearch } from '../../../src/framework/bisect/saved-search.ts';
import { temporaryDirectory } from '../fixtures.ts';

const QUESTION = { good: 'a', bad: 'b', tests: ['x'] };
const EVIDENCE = { x: { aaa: { looks: [0.1, -0.25] }, bbb: { unusable: 'It does not build.' } } };

async function written() {
  const directory = temporaryDirectory();
  expect(await savedSearch(directory, QUESTION).write(new SearchEvidence(EVIDENCE))).toBeNull();
  return { directory, path: join(directory, 'bisect.json') };
}

describe('what a search keeps', () => {
  it('is read again by the same question', async () => {
    const { directory, path } = await written();
    const { evidence, notice } = await savedSearch(directory, QUESTION).read(false);
    expect(evidence).toEqual(EVIDENCE);
    expect(notice).toBe(`Going on with the search that was interrupted (${path}).`);
  });

  it('is none where there is nothing, it is not wanted, or the search is over', async () => {
    const { directory } = await written();
    const saved = savedSearch(directory, QUESTION);
    expect(await saved.read(true)).toEqual({ evidence: {}, notice: null });
    await saved.remove();
    expect(await saved.read(false)).toEqual({ evidence: {}, notice: null });
    expect(await savedSearch(null, QUESTION).read(false)).toEqual({ evidence: {}, notice: null });
  });

  it.each<[string, object]>([
    ['commits', { ...QUESTION, bad: 'c' }],
    ['tests', { ...QUESTION, tests: ['x', 'y'] }],
  ])('is not used for other %s, which is said', async (_what, other) => {
    const { directory } = await written();
    const { evidence, notice } = await savedSearch(directory, other).read(false);
    expect(evidence).toEqual({});
    expect(notice).toMatch(/was of other commits, tests, settings or another present tree: the search begins anew\.$/);
  });

  it.each<[string, (text: string) => string]>([
    ['cut short', (text) => text.slice(0, 40)],
    ['changed', (text) => text.replace('0.1', '0.9')],
    ['of another version', (text) => text.replace('"version":1', '"version":2')],
    ['no JSON', () => 'hello'],
    ['of looks that are no numbers', () => signed({ x: { aaa: { looks: ['much'] } } })],
    ['of a reason that is none', () => signed({ x: { aaa: { unusable: 1 } } })],
    ['without evidence', () => signed(null)],
  ])('is not believed where it is %s, which is said', async (_what, damage) => {
    const { directory, path } = await written();
    writeFileSync(path, damage(readFileSync(path, 'utf8')));
    const { evidence, notice } = await savedSearch(directory, QUESTION).read(false);
    expect(evidence).toEqual({});
    expect(notice).toMatch(/is damaged, or of another version of evenkeel: the search begins anew\.$/);
  });

  it('says why it cannot be kept', async () => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, 'bisect.json'));
    expect(await savedSearch(directory, QUESTION).write(new SearchEvidence())).toMatch(/bisect\.json/);
  });
});

function signed(evidence: unknown): string {
  const body = JSON.stringify({ asked: digestOf(JSON.stringify(QUESTION)), evidence });
  return JSON.stringify({ kind: 'evenkeel-bisect', version: 1, checksum: digestOf(body), body });
}
