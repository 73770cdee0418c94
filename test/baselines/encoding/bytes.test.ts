import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter } from '../../../src/baselines/encoding/bytes.ts';

const counts = fc.oneof(
  fc.maxSafeNat(),
  fc.constantFrom(0, 127, 128, 16383, 16384, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER),
);

describe('ByteWriter and ByteReader', () => {
  it('give counts back, in seven bits a byte', () => {
    fc.assert(
      fc.property(counts, (value) => {
        const bytes = new ByteWriter().count(value).finish();
        expect(new ByteReader(bytes).count()).toBe(value);
        expect(bytes).toHaveLength(Math.max(1, Math.ceil(value.toString(2).length / 7)));
      }),
    );
  });

  it('give integers of either sign back, small ones in one byte', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 }), (value) => {
        const bytes = new ByteWriter().integer(value).finish();
        expect(new ByteReader(bytes).integer()).toBe(value);
        if (Math.abs(value) < 64) expect(bytes).toHaveLength(1);
      }),
    );
  });

  it('give floats back, every bit of them', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        const bytes = new ByteWriter().float(value).fraction(value).finish();
        const reader = new ByteReader(bytes);
        expect(reader.float()).toBe(value);
        expect(reader.fraction()).toBe(value);
      }),
    );
  });

  it.each([
    [0.01, 1],
    [0.9, 2],
    [0, 1],
    [-0, 9],
    [1 / 3, 9],
    [1e6, 9],
  ])('write the fraction %f in %i bytes', (value, size) => {
    expect(new ByteWriter().fraction(value).finish()).toHaveLength(size);
  });

  it('grow as needed', () => {
    const writer = new ByteWriter();
    for (let i = 0; i < 1000; i++) writer.float(i);
    const reader = new ByteReader(writer.finish());
    for (let i = 0; i < 1000; i++) expect(reader.float()).toBe(i);
    expect(() => reader.expectEnd()).not.toThrow();
    expect(() => reader.count()).toThrow(/ends after 8000 bytes/);
  });
});
