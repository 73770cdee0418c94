import { describe, expect, test } from 'vitest';
import { median } from '../../../src/statistics/core/median.ts';
import { medianInterval } from '../../../src/statistics/core/median-interval.ts';
import { createGenerator } from '../../../src/statistics/core/random.ts';
import { differenceOfMedians, ratioOfMedians } from '../../../src/statistics/textbook/median-change.ts';
import { drawSamples } from '../random-samples.ts';
import { expectClose } from '../reference.ts';

const before = drawSamples('skewed', 41, createGenerator(5));
const after = drawSamples('lognormal', 30, createGenerator(6));

describe('the interval of a change of medians joins those of the medians', () => {
  test.each([0.9, 0.95])('of their difference, at %d', (level) => {
    const [m, [low, high]] = [median(before), medianInterval(before, level)];
    const [n, [from, to]] = [median(after), medianInterval(after, level)];
    const { estimate, interval } = differenceOfMedians(before, after, level);
    expectClose(estimate, n - m, 'difference', 1e-12);
    expectClose(interval[0], n - m - Math.sqrt((n - from) ** 2 + (high - m) ** 2), 'lower', 1e-12);
    expectClose(interval[1], n - m + Math.sqrt((to - n) ** 2 + (m - low) ** 2), 'upper', 1e-12);
  });

  test('of their ratio, on logarithms', () => {
    const [m, [low, high]] = [median(before), medianInterval(before, 0.9)];
    const [n, [from, to]] = [median(after), medianInterval(after, 0.9)];
    const { estimate, interval } = ratioOfMedians(before, after, 0.9);
    expectClose(estimate, n / m, 'ratio', 1e-12);
    expectClose(interval[0], (n / m) * Math.exp(-Math.hypot(Math.log(n / from), Math.log(high / m))), 'lower', 1e-12);
    expectClose(interval[1], (n / m) * Math.exp(Math.hypot(Math.log(to / n), Math.log(m / low))), 'upper', 1e-12);
  });

  test('at 95 % where nothing else is said', () => {
    expect(differenceOfMedians(before, after)).toEqual(differenceOfMedians(before, after, 0.95));
    expect(ratioOfMedians(before, after)).toEqual(ratioOfMedians(before, after, 0.95));
  });
});
