import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { readDeclaration } from '../../../src/integrations/shared/declaration.ts';

const fn = () => 1;

describe('readDeclaration', () => {
  it('takes a name and a function, with options between them or without', () => {
    expect(readDeclaration('sort', fn, undefined)).toEqual({ name: 'sort', options: {}, fn });
    expect(readDeclaration('sort', { iterations: 5 }, fn)).toEqual({ name: 'sort', options: { iterations: 5 }, fn });
    expect(readDeclaration('sort', undefined, fn)).toEqual({ name: 'sort', options: {}, fn });
  });

  it.each<[unknown, unknown, unknown, RegExp]>([
    ['', fn, undefined, /^performanceTest: the name must be a string that is not empty, not ''\.$/],
    [fn, fn, undefined, /the name must be a string/],
    ['sort', {}, undefined, /^performanceTest\("sort"\): the last argument must be the function to measure, as in /],
    ['sort', fn, { iterations: 5 }, /the last argument must be the function/],
    ['sort', { iterations: 0, runs: 1 }, fn, /`iterations` must be .*, not 0\. unknown option `runs`/],
    ['sort', function* () {}, undefined, /^performanceTest\("sort"\): the function is a generator function/],
    ['sort', {}, async function* () {}, /is a generator function/],
    ['sort', { beforeEach: () => 1 }, fn, /`beforeEach` belongs to perf\(\); use the hooks of the runner, or a perf/],
    ['sort', { setup: () => 1 }, fn, /^performanceTest\("sort"\): `setup` belongs to perf\(\)/],
    ['sort', { maxOverheadPercent: 5 }, fn, /`maxOverheadPercent` belongs to perf\.compare/],
    ['sort', 'quickly', fn, /the options must be an object, not 'quickly'/],
  ])('refuses %o, %o, %o', (name, second, third, message) => {
    expect(() => readDeclaration(name, second, third)).toThrow(UsageError);
    expect(() => readDeclaration(name, second, third)).toThrow(message);
  });
});
