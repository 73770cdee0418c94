import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runJson } from '../../src/report/json.ts';
import { stableJson, stableJsonPieces } from '../../src/report/stable-json.ts';
import { report, testResult } from './fixtures.ts';

describe('stableJson', () => {
  it('is what JSON.stringify would say, whatever it is given', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', '"', '\\', '\n', '\u2028', '\ud83d', 'é', '2'),
      maxLength: 4,
    });
    const odd = fc.constantFrom(undefined, Number.NaN, Number.POSITIVE_INFINITY, -0, Symbol('s'), () => 1);
    const values = [text, fc.double(), fc.integer(), fc.boolean(), fc.constant(null), odd];
    const anything = fc.object({ key: text, values, maxDepth: 3 });
    fc.assert(
      fc.property(anything, (value) => {
        expect(JSON.parse(stableJson(value, ['b']))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('keeps the order of the first keys, sorts the others, and has lists of numbers on one line', () => {
    const text = stableJson({ z: [], y: [{ d: 1, c: [1, Number.NaN] }], x: {}, first: [1, 2] }, ['first']);
    expect(text).toBe(
      '{\n  "first": [1,2],\n  "x": {},\n  "y": [\n    {\n      "c": [1,null],\n      "d": 1\n    }\n  ],\n  "z": []\n}\n',
    );
    expect(stableJson({}, [])).toBe('{}\n');
    expect(stableJson({ a: undefined }, [])).toBe('{}\n');
  });

  it('comes in pieces of an element each, so that a large report needs no more room than a small one', () => {
    const longest = (count: number) => {
      const results = Array.from({ length: count }, () => testResult({ testName: 'parse' }));
      return Math.max(...[...stableJsonPieces({ results }, [])].map((piece) => piece.length));
    };
    expect(longest(500)).toBe(longest(5));
  });
});

describe('the report of a run', () => {
  // They are written once, which must not show.
  it('has the samples of its results and of their processes as they are', () => {
    const number = fc.double({ noNaN: true });
    const processes = fc.array(fc.array(fc.oneof(number, fc.constant(Number.NaN)), { maxLength: 4 }), { maxLength: 3 });
    fc.assert(
      fc.property(processes, fc.boolean(), (samplesOfEach, isOther) => {
        const result = testResult({ testName: 'parse' });
        const one = {
          ...result,
          samples: [...samplesOfEach.flat(), ...(isOther ? [7] : [])],
          processes: samplesOfEach.map((samples) => ({ ...result.processes[0]!, samples })),
        };
        const [read] = JSON.parse([...runJson({ ...report, results: [one] })].join('')).results;
        expect(read).toEqual(JSON.parse(JSON.stringify(one)));
      }),
    );
  });
});
