// How mutants of one room are made and run: against the tests of that room.
import { readFileSync } from 'node:fs';
import { placeOf } from './sample.mjs';

const room = process.env.MUTATION_ROOM;
const wanted = JSON.parse(readFileSync(process.env.MUTATION_SAMPLE, 'utf8'));

export default {
  testRunner: 'vitest',
  vitest: { configFile: 'bench/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // Lines begin at 1 here, and columns at 0.
  mutate: wanted
    .map(placeOf)
    .map(({ file, start, end }) => `${file}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`),
  plugins: ['@stryker-mutator/*', './bench/mutation/plugin.mjs'],
  ignorers: ['sample'],
  checkers: ['sample'],
  // What the sandbox is a copy of.
  ignorePatterns: ['**', '!src/**', '!test/**', '!bench/mutation/**', '!package.json'],
  tempDirName: '.mutation/sandbox',
  // With other tests than usual, the result of a mutant says nothing for the next time.
  incremental: !(process.env.MUTATION_TESTS || process.env.MUTATION_SIMULATIONS),
  incrementalFile: `.mutation/${room}.incremental.json`,
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: `.mutation/${room}.report.json` },
  concurrency: 1,
  // Loops without end are told by counting, which a busy machine does not upset; this is only the last resort.
  timeoutMS: 20_000,
  dryRunTimeoutMinutes: 30,
  disableTypeChecks: false,
  allowConsoleColors: false,
};
