import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import SlowestFirst from './scripts/slowest-first.ts';

// What says to programs that this is a job of a CI system.
const NO_CI = {
  CI: '',
  CONTINUOUS_INTEGRATION: '',
  BUILD_ID: '',
  BUILD_NUMBER: '',
  CI_APP_ID: '',
  CI_BUILD_ID: '',
  CI_BUILD_NUMBER: '',
  CI_NAME: '',
  RUN_ID: '',
  GITHUB_ACTIONS: '',
  GITLAB_CI: '',
};

// What Node reads at every start, before it runs anything, where a machine has certificates of its own: 80 ms of processor
// time for those of a whole system, of the 125 that such a start takes. Nothing that these tests start asks anybody else's
// server, but for those in a project without this.
const NO_CERTIFICATES = { NODE_EXTRA_CA_CERTS: '' };

// Thousands of drawn samples each, in code that other tests cover: several times as slow where coverage is counted, so they run apart.
const SIMULATIONS = ['test/statistics/coverage.test.ts', 'test/judge/{candidates,history,revisions}/rates.test.ts'];

// Run nothing of `src/` in their own process: they start what is built, or look at texts. There is no coverage to count.
const OUTSIDE = [
  'test/end-to-end/*.test.ts',
  'test/{bench,perf,scripts,browser}/**/*.test.ts',
  'test/docs/!(how-verdicts-are-made).test.ts',
  'test/{dependencies,suite/loading}/node-versions.test.ts',
  'test/cli/smoke-and-list.test.ts',
  'test/faults/{fake-files,fake-time,left-open,worker}.test.ts',
  'test/measure/optimiser.test.ts',
  'test/security/exit-codes.test.ts',
];

// The same, of tests that ask a registry, for which they need the machine's certificates.
const ASKING = ['test/end-to-end/plug-and-play.test.ts', 'test/security/packaging.test.ts'];

// Say what was seen of one process's times, which other programs can turn, or look at processes that any other start of
// evenkeel on the machine would tidy up: alone, after everything else.
const ALONE = [
  'test/end-to-end/verdicts/*.test.ts',
  'test/measure/changed-{input,state}.test.ts',
  'test/security/left-behind.test.ts',
];

// Leave a process as they found it and measure nothing in it, so that many files can share one and what they load: a process
// for each costs more than most of these tests. A file that mocks modules, or changes what a process has but once,
// is not one of them.
const TOGETHER = [
  'test/{baselines,cli,config,revisions,setup}/**/*.test.ts',
  'test/environment/*.test.ts',
  'test/environment/{ci,doctor,linux}/**/*.test.ts',
  'test/framework/{commands,compare,confirm,gate,shards,store,suite}/**/*.test.ts',
  'test/framework/result/!(watched-resources).test.ts',
  'test/{files,ingest}/**/*.test.ts',
  'test/suite/*.test.ts',
  'test/suite/{commands,size}/**/*.test.ts',
  'test/{errors,option,text-file}.test.ts',
];

// The same of tests that compute and do nothing else: no process, server or file of theirs can be to blame where one fails.
const COMPUTING = ['test/{analysis,judge,report,statistics}/**/!(scale).test.ts'];

// In CI, what starts real processes is run once more where it fails, and listed at the end: docs/decisions/0038.
const IN_CI = { retry: process.env.CI ? 1 : 0 };

// Run in processes of their own alone (workers, reapers, the built command, test runners, a browser): tests start those, and nothing is
// counted there, because counting makes code several times slower and some of it measures.
const ELSEWHERE = [
  'src/cli/end.ts',
  'src/integrations/{jest/index,node-test/register}.ts',
  'src/measure/metrics/{allocated,collections,event-counter,executed,heap-gauge,retained}.ts',
  'src/report/html/browser/**/*.ts',
  'src/measure/processes/{loaded-code,opened-files,orphans,parent-channel,reaper-main,worker}.ts',
];

// Fetches what it runs besides the project's own dependencies.
const OTHER_VERSIONS = './scripts/other-versions.mjs';

export default defineConfig({
  test: {
    reporters: ['default', './scripts/closing-line-reporter.ts'],
    // What evenkeel keeps for a machine must not come from, nor go to, the home of whoever runs the tests.
    // Nor is a test a job of whatever CI system runs it: tests set the variables of one where they are about it.
    env: { XDG_CACHE_HOME: join(import.meta.dirname, 'node_modules', '.cache'), ...NO_CI },
    // Tests that start real processes share two cores with them.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // By default Vitest leaves one processor free, which of two is half of them. Most tests wait for other processes part of
    // their time, or for the network, so that one file more than there are processors keeps them busy.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: SlowestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'rooms',
          env: NO_CERTIFICATES,
          globalSetup: OTHER_VERSIONS,
          include: ['test/**/*.test.ts'],
          exclude: ['test/end-to-end/**', ...SIMULATIONS, ...OUTSIDE, ...ASKING, ...TOGETHER, ...COMPUTING, ...ALONE],
          ...IN_CI,
        },
      },
      {
        extends: true,
        test: {
          name: 'rooms-together',
          env: NO_CERTIFICATES,
          globalSetup: OTHER_VERSIONS,
          include: TOGETHER,
          exclude: [...SIMULATIONS, ...OUTSIDE],
          isolate: false,
          ...IN_CI,
        },
      },
      { extends: true, test: { name: 'computing', include: COMPUTING, exclude: SIMULATIONS, isolate: false } },
      { extends: true, test: { name: 'simulations', include: SIMULATIONS } },
      {
        extends: true,
        test: {
          name: 'outside',
          env: NO_CERTIFICATES,
          globalSetup: OTHER_VERSIONS,
          include: OUTSIDE,
          exclude: ASKING,
          testTimeout: 600_000,
          ...IN_CI,
        },
      },
      {
        extends: true,
        test: { name: 'asking', globalSetup: OTHER_VERSIONS, include: ASKING, testTimeout: 600_000, ...IN_CI },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          env: NO_CERTIFICATES,
          include: ALONE,
          fileParallelism: false,
          testTimeout: 600_000,
          sequence: { groupOrder: 1 },
          ...IN_CI,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/index.ts', 'src/model/**', ...ELSEWHERE],
      reporter: ['text-summary', 'html'],
      // A failed test does not make the figures of the others wrong.
      reportOnFailure: true,
      thresholds: { lines: 95, branches: 90 },
    },
  },
});
