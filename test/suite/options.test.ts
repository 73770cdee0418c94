import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOptions } from '../../src/suite/options.ts';

const values = {
  iterations: fc.integer({ min: 1, max: 1_000_000 }),
  warmupIterations: fc.nat({ max: 1_000_000 }),
  processes: fc.integer({ min: 1, max: 1000 }),
  maxDuration: fc.double({ min: 0, minExcluded: true, max: 86_400, noNaN: true }),
  timeLimit: fc.double({ min: 0, minExcluded: true, max: 86_400, noNaN: true }),
  thresholdFactor: fc.double({ min: 1, max: 1000, noNaN: true }),
  tolerancePercent: fc.double({ min: 0, max: 1_000_000, noNaN: true }),
  statisticalMethod: fc.constantFrom('robust', 'parametric', 'bootstrap'),
  baselineKey: fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
  maxOverheadPercent: fc.double({ min: 0, max: 1_000_000, noNaN: true }),
};

describe('checkOptions', () => {
  it('gives back every combination of good options, without the functions', () => {
    fc.assert(
      fc.property(fc.record(values, { requiredKeys: [] }), (options) => {
        const given = { ...options, setup: () => 1, input: () => 4, beforeEach: () => 2, teardown: () => 3 };
        expect(checkOptions(given, 'x')).toEqual(options);
      }),
    );
  });

  it('takes an option that is undefined for one that is not given', () => {
    expect(checkOptions({ iterations: undefined, setup: undefined }, 'x')).toEqual({});
  });

  it.each<[string, readonly unknown[]]>([
    ['iterations', [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '10', null, 2 ** 53, 10n]],
    ['warmupIterations', [-1, 0.5, '0', null, true]],
    ['processes', [0, 2.5, '5']],
    ['maxDuration', [0, -1, Number.NaN, Number.POSITIVE_INFINITY, '3', null]],
    ['timeLimit', [0, '60', Symbol('s')]],
    ['thresholdFactor', [0.99, 0, -1, '1.2', Number.NaN]],
    ['tolerancePercent', [-0.1, '2', Number.POSITIVE_INFINITY]],
    ['statisticalMethod', ['Robust', '', null, 1, ['robust']]],
    ['baselineKey', ['', '  ', 7, null, Object.create(null)]],
    ['maxOverheadPercent', [-1, '20']],
    ['setup', [1, 'x', null, {}]],
    ['input', [1]],
    ['beforeEach', [true]],
    ['teardown', [Promise.resolve()]],
  ])('refuses wrong values of %s', (key, wrong) => {
    for (const value of wrong) {
      expect(() => checkOptions({ [key]: value }, 'here')).toThrow(new RegExp(`^here: \`${key}\` must be `));
    }
  });

  it.each(['iteration', 'Iterations', 'constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'knows no option %s, and names those that there are',
    (key) => {
      const options = Object.defineProperty({}, key, { value: 1, enumerable: true });
      expect(() => checkOptions(options, 'here')).toThrow(/^here: unknown option `.*iterations,.*teardown\.$/);
    },
  );

  it('tells all problems at once', () => {
    const check = () => checkOptions({ iterations: 0, processes: 'x', typo: 1, setup: 2, maxDuration: 1 }, 'here');
    expect(check).toThrow(/iterations.*'x'.*typo.*setup/);
    expect(check).toThrow(expect.objectContaining({ data: { problems: expect.objectContaining({ length: 4 }) } }));
  });
});
