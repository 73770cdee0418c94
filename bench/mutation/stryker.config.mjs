// How mutants of one room are made and run: against the tests of that room.
const room = process.env.MUTATION_ROOM;

export default {
  testRunner: 'vitest',
  vitest: { configFile: 'bench/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  mutate: [`src/${room}/**/*.ts`],
  // What the sandbox is a copy of.
  ignorePatterns: ['**', '!src/**', '!test/**', '!bench/mutation/**', '!package.json'],
  tempDirName: '.mutation/sandbox',
  // With other tests than usual, what came of a mutant says nothing for the next time.
  incremental: !(process.env.MUTATION_TESTS || process.env.MUTATION_SIMULATIONS),
  incrementalFile: `.mutation/${room}.incremental.json`,
  // What only happens while modules load would be held against every test; of the statistics, that takes hours.
  ignoreStatic: room === 'statistics',
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: `.mutation/${room}.report.json` },
  concurrency: 1,
  // Loops without end are told by counting, which a busy machine does not upset; this is only the last resort.
  timeoutMS: 20_000,
  disableTypeChecks: false,
  allowConsoleColors: false,
};
