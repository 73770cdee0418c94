import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runnerModules } from '../../scripts/runner-versions.mjs';
import { inParts, keyOf } from './sample.mjs';

/**
 * Has Stryker judge the mutants of a room with these keys; answers what its report says of them, by file.
 * @param environment what the configurations beside this file are told.
 */
export function judge(room, keys, concurrency, environment) {
  const wanted = new Set(keys);
  const files = {};
  mkdirSync('.mutation', { recursive: true });
  for (const [at, part] of inParts(keys).entries()) {
    console.log(`\nsrc/${room}, part ${at + 1} of ${inParts(keys).length}: ${part.length} mutants`);
    for (const [name, { source, mutants }] of Object.entries(reportOn(room, part, concurrency, environment))) {
      const asked = mutants.filter((mutant) => wanted.has(keyInReport(name, mutant)));
      if (asked.length > 0) files[name] = { source, mutants: asked };
    }
  }
  return files;
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
