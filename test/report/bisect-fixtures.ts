import type { BisectedTest, BisectReport } from '../../src/model/bisect.ts';
import { ALLOCATED_BYTES, TIME } from '../../src/model/metric.ts';
import { environment, failure } from './fixtures.ts';

const commit = (letter: string, subject: string) => ({ hash: letter.repeat(40), subject });
const good = commit('1', 'Start');
const merge = commit('4', 'Merge pull request #12 from lists');
const culprit = commit('a', 'Parse headers twice');
const broken = commit('5', 'Move to another compiler');
const mended = commit('6', 'Mend the build');
const bad = commit('9', 'Release');

const found: BisectedTest = {
  testName: 'parse > a large file',
  file: 'bench/parse.perf.ts',
  metric: TIME,
  good,
  bad,
  commits: 8,
  outcome: 'found',
  message: '14.2 % slower since aaaaaaa "Parse headers twice", merged by 4444444 (98.3 %).',
  change: { percent: 14.1, interval: [12.8, 15.4] },
  steps: [
    {
      first: culprit,
      last: culprit,
      commits: 1,
      merges: [merge],
      probability: 0.983,
      isSettled: true,
      change: { percent: 14.2, interval: [13.1, 15.3] },
      isWorse: true,
    },
  ],
  measured: [
    { ...good, branchOf: null, change: { percent: 0, interval: [-0.4, 0.4] }, pairs: 8, unusable: null },
    { ...culprit, branchOf: merge.hash, change: { percent: 14.3, interval: [12.9, 15.7] }, pairs: 8, unusable: null },
    { ...merge, branchOf: null, change: { percent: 14.4, interval: [12.7, 16.1] }, pairs: 4, unusable: null },
    { ...broken, branchOf: null, change: null, pairs: 0, unusable: '--prepare failed with exit code 1.\nMore of it.' },
    { ...bad, branchOf: null, change: { percent: 14.1, interval: [12.8, 15.4] }, pairs: 8, unusable: null },
  ],
};

const range: BisectedTest = {
  testName: 'print',
  file: 'bench/print.perf.ts',
  metric: ALLOCATED_BYTES,
  good,
  bad,
  commits: 8,
  outcome: 'open',
  message: 'allocatedBytes 3.1 % less since one of 2 commits, 5555555 to 6666666 (81.0 %). More pairs would tell.',
  change: { percent: -3, interval: [-3.2, -2.8] },
  steps: [
    {
      first: broken,
      last: mended,
      commits: 2,
      merges: [],
      probability: 0.81,
      isSettled: false,
      change: { percent: -3.1, interval: [-3.3, -2.9] },
      isWorse: false,
    },
  ],
  measured: [],
};

export const bisectReport: BisectReport = {
  kind: 'bisect',
  schemaVersion: 1,
  evenkeelVersion: '1.2.3',
  environment,
  startedAt: '2026-03-14T09:26:53.589Z',
  duration: 123.4,
  head: { commit: '9'.repeat(40), isDirty: true },
  confidence: 0.95,
  tests: [found, range, { ...range, testName: 'hash', outcome: 'alike', message: 'It is not worse.', steps: [] }],
  failures: [failure],
  warnings: ['The present tree has uncommitted changes.'],
  summary: {
    total: 4,
    found: 1,
    worse: 1,
    open: 1,
    alike: 1,
    undecided: 0,
    failed: 1,
    measured: 4,
    unusable: 1,
    interrupted: false,
    exitCode: 2,
  },
};
