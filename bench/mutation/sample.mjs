// Which mutants are judged: all of some files, or a simple random sample of them, in which the one unit is the mutant,
// whatever file it is in.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { globSync } from 'tinyglobby';
import { runnerModules } from '../../scripts/runner-versions.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
// Every mutant in the code slows it by a switch and a counter, tenfold where there are a thousand, and a run of Stryker
// begins with all tests, twice as long as those take: between the two this is cheapest.
const IN_ONE_RUN = 80;

/** Keys of all mutants that Stryker would make of the files. */
export async function mutantsOf(globs) {
  const { Instrumenter } = await import(
    pathToFileURL(join(runnerModules('stryker@9'), '@stryker-mutator/instrumenter/dist/src/index.js')).href
  );
  const quiet = new Proxy({}, { get: () => () => false });
  const sources = globSync(globs)
    .toSorted()
    .map((name) => ({ name: join(ROOT, name), mutate: true, content: readFileSync(name, 'utf8') }));
  const nothingLeftOut = { ignorers: [], excludedMutations: [], plugins: null };
  const { mutants } = await new Instrumenter(quiet).instrument(sources, nothingLeftOut);
  return mutants.map(keyOf);
}

/** So many of them, the same ones for the same seed: those for which a hash gives the smallest numbers. */
export function draw(keys, size, seed) {
  const hash = (key) => createHash('sha256').update(`${seed} ${key}`).digest('hex');
  const numbered = keys.map((key) => [hash(key), key]).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const drawn = new Set(numbered.slice(0, size).map(([, key]) => key));
  return keys.filter((key) => drawn.has(key));
}

/** The mutants of a few whole files at a time, for one run of Stryker each. */
export function inParts(keys) {
  const parts = [];
  let file;
  for (const key of keys) {
    const isNext = placeOf(key).file !== file;
    if (parts.length === 0 || (isNext && parts.at(-1).length >= IN_ONE_RUN)) parts.push([]);
    parts.at(-1).push(key);
    ({ file } = placeOf(key));
  }
  return parts;
}

/** What tells a mutant from all others of the code as it is. Lines and columns begin at 0. */
export function keyOf({ fileName, location: { start, end }, mutatorName, replacement }) {
  const file = relative(ROOT, fileName).replaceAll('\\', '/');
  return JSON.stringify([file, start.line, start.column, end.line, end.column, mutatorName, replacement]);
}

/** The code that a mutant changes. */
export function placeOf(key) {
  const [file, line, column, endLine, endColumn] = JSON.parse(key);
  return { file, start: { line, column }, end: { line: endLine, column: endColumn } };
}
