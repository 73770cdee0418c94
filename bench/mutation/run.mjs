import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runnerModules } from '../../scripts/runner-versions.mjs';
import { groupBy } from '../support/group-by.mjs';
import { inParts, keyOf, placeOf } from './sample.mjs';

/**
 * Has Stryker judge the mutants of a room with these keys; answers the result of each, and the sources of their files.
 * @param environment what the configurations beside this file are told.
 */
export function judge(room, keys, concurrency, environment) {
  const wanted = new Set(keys);
  const sources = {};
  const mutants = {};
  mkdirSync('.mutation', { recursive: true });
  const parts = inParts(keys);
  for (const [at, part] of parts.entries()) {
    console.log(`\nsrc/${room}, part ${at + 1} of ${parts.length}: ${part.length} mutants`);
    for (const [name, file] of Object.entries(reportOn(room, part, concurrency, environment))) {
      sources[name] = file.source;
      for (const mutant of file.mutants) {
        const key = keyInReport(name, mutant);
        if (wanted.has(key)) mutants[key] = mutant;
      }
    }
  }
  return { sources, mutants };
}

/** What `judge` answered, as a report of Stryker has it: `{file: {source, mutants}}`, in the order of the keys. */
export function byFile({ keys, sources, mutants }) {
  const groups = groupBy(
    keys.filter((key) => mutants[key] !== undefined),
    (key) => placeOf(key).file,
  );
  return Object.fromEntries(
    Object.entries(groups).map(([file, inside]) => [
      file,
      { source: sources[file], mutants: inside.map((key) => mutants[key]) },
    ]),
  );
}

function reportOn(room, keys, concurrency, environment) {
  const sample = resolve(`.mutation/${room}.sample.json`);
  writeFileSync(sample, JSON.stringify(keys));
  forgetOthers(`.mutation/${room}.incremental.json`);
  const main = join(runnerModules('stryker@9'), '@stryker-mutator/core/bin/stryker.js');
  const args = [main, 'run', 'bench/mutation/stryker.config.mjs', '--concurrency', concurrency];
  const env = { ...process.env, ...environment, MUTATION_ROOM: room, MUTATION_SAMPLE: sample };
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
  return JSON.parse(readFileSync(`.mutation/${room}.report.json`, 'utf8')).files;
}

/** What was not run because nobody asked for it is not to be taken for a result when somebody does. */
function forgetOthers(file) {
  if (!existsSync(file)) return;
  const report = JSON.parse(readFileSync(file, 'utf8'));
  for (const one of Object.values(report.files)) one.mutants = one.mutants.filter(isResult);
  writeFileSync(file, JSON.stringify(report));
}

const isResult = ({ status }) => status !== 'CompileError' && status !== 'Ignored';

/** In a report lines and columns begin at 1. */
function keyInReport(fileName, { location, mutatorName, replacement }) {
  const fromZero = ({ line, column }) => ({ line: line - 1, column: column - 1 });
  const place = { start: fromZero(location.start), end: fromZero(location.end) };
  return keyOf({ fileName, location: place, mutatorName, replacement });
}
