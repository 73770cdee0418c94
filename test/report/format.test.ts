import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatChange,
  formatCommit,
  formatCount,
  formatCounted,
  formatDuration,
  formatElapsed,
  formatInterval,
  formatMoment,
  formatPercent,
  formatTimeLeft,
} from '../../src/report/format.ts';

const UNIT_SECONDS: Record<string, number> = { ns: 1e-9, µs: 1e-6, ms: 1e-3, s: 1, min: 60 };

function parseDuration(text: string): number {
  const [digits = '', unit = ''] = text.replace('−', '-').replaceAll(',', '').split(' ');
  return Number(digits) * (UNIT_SECONDS[unit] ?? Number.NaN);
}

describe('formatDuration', () => {
  it.each([
    [0, '0 ns'],
    [-0, '0 ns'],
    [3.1e-10, '0.31 ns'],
    [4e-12, '~0 ns'],
    [-4e-12, '~0 ns'],
    [Number.MIN_VALUE, '~0 ns'],
    [9.96e-10, '1.00 ns'],
    [1e-9, '1.00 ns'],
    [9.99e-7, '999 ns'],
    [9.994e-7, '999 ns'],
    [9.996e-7, '1.00 µs'],
    [1e-6, '1.00 µs'],
    [12.34e-6, '12.3 µs'],
    [999.6e-6, '1.00 ms'],
    [0.0712, '71.2 ms'],
    [0.99951, '1.00 s'],
    [23.14, '23.1 s'],
    [59.94, '59.9 s'],
    [59.96, '1.00 min'],
    [90, '1.50 min'],
    [59_999, '1,000 min'],
    [-12.34e-6, '−12.3 µs'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NEGATIVE_INFINITY, '−∞'],
    [Number.NaN, 'n/a'],
  ])('writes %d seconds as %s', (seconds, expected) => {
    expect(formatDuration(seconds)).toBe(expected);
  });

  it('says what it was given, to three significant digits', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e7, noNaN: true }), (seconds) => {
        expect(Math.abs(parseDuration(formatDuration(seconds)) / seconds - 1)).toBeLessThan(0.0051);
      }),
    );
  });

  it('never reaches the next unit, and writes a negative duration as its opposite with a minus', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e7, noNaN: true }), (seconds) => {
        const text = formatDuration(seconds);
        expect(text).toMatch(/^(\d(\.\d\d)?|\d\d(\.\d)?|\d{3}) (ns|µs|ms|s)$|^[\d,.]+ min$/);
        expect(formatDuration(-seconds)).toBe(`−${text}`);
      }),
    );
  });
});

describe('formatElapsed and formatTimeLeft', () => {
  it.each([
    [0.25, '250 ms'],
    [23.14, '23.1 s'],
    [59.6, '1 min 0 s'],
    [83.4, '1 min 23 s'],
    [3599.7, '1 h 0 min'],
    [7380, '2 h 3 min'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NaN, 'n/a'],
  ])('writes %d seconds that passed as %s', (seconds, expected) => {
    expect(formatElapsed(seconds)).toBe(expected);
  });

  it.each([
    [0.2, '1 s'],
    [11.2, '12 s'],
    [59.2, '1 min 0 s'],
    [245, '4 min 5 s'],
  ])('writes %d seconds that are left as %s', (seconds, expected) => {
    expect(formatTimeLeft(seconds)).toBe(expected);
  });
});

describe('formatPercent', () => {
  it.each([
    [5.06, '5.1 %', '+5.1 %'],
    [-5.06, '−5.1 %', '−5.1 %'],
    [0, '0.0 %', '0.0 %'],
    [-0.04, '0.0 %', '0.0 %'],
    [0.05, '0.1 %', '+0.1 %'],
    [99.94, '99.9 %', '+99.9 %'],
    [99.96, '100 %', '+100 %'],
    [132.4, '132 %', '+132 %'],
    [12_345, '12,345 %', '+12,345 %'],
    [Number.POSITIVE_INFINITY, '∞ %', '+∞ %'],
    [Number.NEGATIVE_INFINITY, '−∞ %', '−∞ %'],
    [Number.NaN, 'n/a', 'n/a'],
  ])('writes %d as %s, with its sign as %s', (percent, plain, signed) => {
    expect(formatPercent(percent)).toBe(plain);
    expect(formatPercent(percent, { sign: true })).toBe(signed);
  });
});

describe('formatChange', () => {
  it('writes the change and its interval with signs', () => {
    expect(formatChange({ percent: 5.06, interval: [3.9, 6.2] })).toBe('+5.1 % [+3.9, +6.2]');
    expect(formatChange({ percent: 0, interval: [-1.04, 1] })).toBe('0.0 % [−1.0, +1.0]');
  });

  it('writes an open interval', () => {
    expect(formatInterval([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY])).toBe('[−∞, +∞]');
    expect(formatInterval([Number.NaN, 1])).toBe('[n/a, +1.0]');
  });
});

describe('counts, moments and commits', () => {
  it.each([
    [0, '0', '0 runs'],
    [1, '1', '1 run'],
    [999, '999', '999 runs'],
    [12_345, '12,345', '12,345 runs'],
    [1_000_000, '1,000,000', '1,000,000 runs'],
  ])('writes the count %d as %s and %s', (count, alone, counted) => {
    expect(formatCount(count)).toBe(alone);
    expect(formatCounted(count, 'run')).toBe(counted);
  });

  it('takes an irregular plural', () => {
    expect(formatCounted(2, 'process', 'processes')).toBe('2 processes');
  });

  it('writes a moment in UTC to the minute, and what is no moment as it is', () => {
    expect(formatMoment('2026-03-14T23:26:53+02:00')).toBe('2026-03-14 21:26');
    expect(formatMoment('recently')).toBe('recently');
  });

  it('shortens a commit', () => {
    expect(formatCommit('9f2c4e81d07b35a6')).toBe('9f2c4e8');
  });
});
