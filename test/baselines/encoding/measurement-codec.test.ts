import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMeasurement, encodeMeasurement } from '../../../src/baselines/encoding/measurement-codec.ts';
import { CacheCorruptionError } from '../../../src/errors.ts';
import { runRecords } from '../arbitraries.ts';
import { processSummary, runRecord } from '../records.ts';

describe('encodeMeasurement and decodeMeasurement', () => {
  it('give every number back exactly', () => {
    fc.assert(
      fc.property(runRecords, ({ estimate, decayFactor, processes }) => {
        const numbers = { estimate, decayFactor, processes };
        expect(decodeMeasurement(encodeMeasurement(numbers))).toEqual(numbers);
      }),
    );
  });

  it('read bytes that lie within a larger buffer', () => {
    const bytes = encodeMeasurement(runRecord(1));
    const larger = new Uint8Array(bytes.length + 20);
    larger.set(bytes, 7);
    const { estimate, decayFactor, processes } = runRecord(1);
    expect(decodeMeasurement(larger.subarray(7, 7 + bytes.length))).toEqual({ estimate, decayFactor, processes });
  });

  it('refuse bytes that are cut short, at any place, or too long', () => {
    const bytes = encodeMeasurement(runRecord(1));
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeMeasurement(bytes.subarray(0, length))).toThrow(CacheCorruptionError);
    }
    expect(() => decodeMeasurement(Uint8Array.of(...bytes, 0))).toThrow(/1 bytes too many/);
  });

  it('refuse a layout of a newer version', () => {
    const bytes = encodeMeasurement(runRecord(1));
    bytes[0] = 3;
    expect(() => decodeMeasurement(bytes)).toThrow(/layout 3/);
  });

  it('take one byte for a neighbouring bucket of a small count', () => {
    const size = (...buckets: [number, number][]) =>
      encodeMeasurement(
        runRecord(1, { processes: [processSummary({ sketch: { accuracy: 0.01, zeroCount: 0, buckets } })] }),
      ).length;
    expect(size([-340, 3], [-339, 15]) - size([-340, 3])).toBe(1);
    expect(size([-340, 3], [-339, 100]) - size([-340, 3])).toBe(2);
  });
});
