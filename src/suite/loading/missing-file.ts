import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, parse, resolve } from 'node:path';
import { nearestNames } from '../../nearest-names.ts';
import type { LoadError } from './load-suite.ts';

/**
 * What Node leaves out where a file imports one that is not there: the line that does, and the file that may have been meant.
 * Null for other errors.
 */
export function explainMissingFile({ message }: LoadError): string | null {
  const missing = missingIn(message);
  if (missing === null) return null;
  const line = lineThatImports(missing);
  const hint = missing.path === null ? null : hintFor(missing.path);
  const said = [line === null ? null : `at ${missing.importer}:${line}`, hint].filter((text) => text !== null);
  return said.length === 0 ? null : said.join('\n');
}

interface Missing {
  /** Absolute path of the file that imports it. */
  readonly importer: string;
  /** As Node names it. */
  readonly name: string;
  /** Absolute path; null for a package. */
  readonly path: string | null;
}

const OF_IMPORT = /^(?:Cannot find (?:module|package)|Directory import) '([^']+)' .*?imported from (.+)$/;
const OF_REQUIRE = /^Cannot find module '([^']+)'\nRequire stack:\n- (.+)/;

function missingIn(message: string): Missing | null {
  const [, name, importer] = OF_IMPORT.exec(message) ?? OF_REQUIRE.exec(message) ?? [];
  if (name === undefined || importer === undefined) return null;
  return { importer, name, path: /^\.{0,2}[/\\]|^[A-Za-z]:[/\\]/.test(name) ? resolve(dirname(importer), name) : null };
}

const QUOTED = /(['"`])([^'"`]+)\1/g;

function lineThatImports({ importer, name, path }: Missing): number | null {
  const isMeant = (specifier: string) =>
    path === null
      ? specifier === name || specifier.startsWith(`${name}/`)
      : /^\.{0,2}\//.test(specifier) && resolve(dirname(importer), specifier) === path;
  const index = linesOf(importer).findIndex((line) => [...line.matchAll(QUOTED)].some(([, , text]) => isMeant(text!)));
  return index < 0 ? null : index + 1;
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function hintFor(path: string): string | null {
  const directory = dirname(path);
  const names = namesIn(directory);
  // A directory further up is what is not there.
  if (names === null) return directory === path ? null : hintFor(directory);
  const wanted = basename(path);
  // It is there, and is a directory.
  if (names.includes(wanted)) return null;
  const otherCase = names.find((name) => name.toLowerCase() === wanted.toLowerCase());
  if (otherCase !== undefined) {
    return `There is ${join(directory, otherCase)}: write it in the same case, which not every system tells apart.`;
  }
  const otherEnding = names.filter((name) => parse(name).name === parse(wanted).name);
  const meant = otherEnding.length > 0 ? otherEnding : nearestNames(wanted, names);
  return meant.length === 0
    ? null
    : `There is ${meant.join(', ')} in ${directory}; imports name a file with its ending.`;
}

function namesIn(directory: string): readonly string[] | null {
  try {
    return readdirSync(directory);
  } catch {
    return null;
  }
}
