import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inChunks } from '../../src/cli/output-file.ts';

async function chunksOf(pieces: Iterable<string>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of inChunks(pieces)) chunks.push(chunk);
  return chunks;
}

describe('inChunks', () => {
  it('holds the whole text, whatever pieces it comes in', async () => {
    const piece = fc.string({ unit: fc.constantFrom('a', 'é', '€', '😀'), maxLength: 9 });
    const long = fc.tuple(piece, fc.integer({ min: 0, max: 40_000 })).map(([text, times]) => text.repeat(times));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(piece, long), { maxLength: 8 }), async (pieces) => {
        expect(Buffer.concat(await chunksOf(pieces)).toString('utf8') === pieces.join('')).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('are few and of a bounded size for many small pieces', async () => {
    const chunks = await chunksOf(Array.from({ length: 20_000 }, () => '0123456789'.repeat(10)));
    expect(chunks.length).toBeLessThan(12);
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThanOrEqual(2 ** 18);
    expect(await chunksOf([])).toEqual([]);
  });
});
