import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksum } from '../../../src/baselines/encoding/checksum.ts';

describe('checksum', () => {
  it('is CRC-32: the check value of the catalogue, and the empty string', () => {
    expect(checksum('123456789') >>> 0).toBe(0xcbf43926);
    expect(checksum('')).toBe(0);
  });

  it('goes on from what came before', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
        expect(checksum(b, checksum(a))).toBe(checksum(Uint8Array.of(...a, ...b)));
      }),
    );
  });

  it('takes text as UTF-8', () => {
    expect(checksum('grüße 🙂')).toBe(checksum(Buffer.from('grüße 🙂', 'utf8')));
  });

  it('notices every single flipped bit', () => {
    const bytes = createHash('sha512').update('content').digest();
    const before = checksum(bytes);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      expect(checksum(bytes)).not.toBe(before);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
    }
  });
});
