// Keeps Stryker to the mutants in the file that MUTATION_SAMPLE names. It takes ranges of code, in which there are more:
// code without any that are wanted is left as it is, so that switches which nothing turns do not slow the tests, and what
// else is in one place with a wanted one is not run.
import { readFileSync } from 'node:fs';
import { keyOf, placeOf } from './sample.mjs';

const keys = JSON.parse(readFileSync(process.env.MUTATION_SAMPLE, 'utf8'));
const wanted = new Set(keys);
const OTHER = 'not in the sample';

/** Places with wanted mutants, by the length of their file: of the file, an ignorer is told no more. */
const placesByLength = new Map();
for (const { file, start, end } of keys.map(placeOf)) {
  const { length } = readFileSync(file, 'utf8');
  // An ignorer's lines begin at 1.
  const place = { start: { ...start, line: start.line + 1 }, end: { ...end, line: end.line + 1 } };
  placesByLength.set(length, [...(placesByLength.get(length) ?? []), place]);
}

let places = [];
const ignorer = {
  shouldIgnore(path) {
    if (path.isProgram()) places = placesByLength.get(path.node.end) ?? [];
    return places.some((place) => isWithin(place, path.node.loc)) ? undefined : OTHER;
  },
};

function isWithin(inner, outer) {
  return !isBefore(inner.start, outer.start) && !isBefore(outer.end, inner.end);
}

function isBefore(a, b) {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}

class Checker {
  async init() {}
  async check(mutants) {
    const statusOf = (mutant) =>
      wanted.has(keyOf(mutant)) ? { status: 'passed' } : { status: 'compileError', reason: OTHER };
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, statusOf(mutant)]));
  }
  async group(mutants) {
    return [mutants.map(({ id }) => id)];
  }
}

export const strykerPlugins = [
  { kind: 'Ignore', name: 'sample', value: ignorer },
  { kind: 'Checker', name: 'sample', injectableClass: Checker },
];
