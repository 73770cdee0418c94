import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { comparedFunctions } from '../../src/suite/compared-functions.ts';

const work = () => 1;
const namesOf = (functions: unknown) => Object.keys(comparedFunctions(functions, 'perf.compare("c")'));

describe('the functions of a comparison', () => {
  it('are held against the one that is called baseline, wherever it stands', () => {
    expect(namesOf({ baseline: work, candidate: work })).toEqual(['baseline', 'candidate']);
    expect(namesOf({ join: work, concat: work, baseline: work })).toEqual(['baseline', 'join', 'concat']);
  });

  it('are held against the first one where none is called so', () => {
    expect(namesOf({ plus: work, join: work, concat: work })).toEqual(['plus', 'join', 'concat']);
  });

  it('may have the names of what every object has', () => {
    expect(namesOf({ toString: work, constructor: work })).toEqual(['toString', 'constructor']);
  });

  it.each([
    ['a function alone', work, /two functions or more, each by its name, not \[Function: work\]/],
    ['a list', [work, work], /each by its name, not \[/],
    ['nothing in it', {}, /it has none\.$/],
    ['a single one', { plus: work }, /it has `plus` alone\.$/],
    ['an option beside them', { baseline: work, candidate: work, iterations: 5 }, /`iterations` is 5.*third argument/],
    ['a hook beside them', { baseline: work, candidate: work, setup: work }, /`setup` stands among.*third argument/],
    [
      'functions within functions',
      { baseline: work, candidates: { one: work, two: work } },
      /`candidates` is .*side by side: \{ baseline, one, two \}/,
    ],
    ['an empty name', { ' ': work, one: work }, /empty name/],
    ['a number as a name', { 10: work, one: work }, /called `10`.*`n10`/],
    ['a very long name', { ['x'.repeat(101)]: work, one: work }, /name of 101 characters/],
    ['too many', Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`f${i}`, work])), /21 functions.*20 at most/],
  ])('are refused: %s', (_, functions, message) => {
    expect(() => namesOf(functions)).toThrow(UsageError);
    expect(() => namesOf(functions)).toThrow(/^perf\.compare\("c"\)/);
    expect(() => namesOf(functions)).toThrow(message);
  });
});
