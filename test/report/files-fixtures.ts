import { judgeFiles } from '../../src/judge/files/judge-files.ts';
import type { FilesReport } from '../../src/model/compared-files.ts';
import { TIME } from '../../src/model/metric.ts';

const processes = (figures: readonly number[]) => ({
  estimate: figures[2]!,
  processes: figures.map((figure) => [figure]),
  evidence: 'processes' as const,
  summary: null,
});

const judged = judgeFiles({
  metric: TIME,
  base: processes([1, 1.01, 1.02, 1.03, 1.04]),
  head: processes([1.3, 1.31, 1.32, 1.33, 1.34]),
  comparisons: 1,
  incomparable: null,
});

/** A comparison of two files, one of whose benchmarks is on both sides. */
export const filesReport: FilesReport = {
  kind: 'compare-files',
  schemaVersion: 1,
  evenkeelVersion: '1.2.3',
  base: { paths: ['old.txt'], commit: null, machine: 'linux amd64', runtime: null },
  head: { paths: ['new.txt'], commit: '0123456789abcdef', machine: 'linux amd64', runtime: null },
  comparisons: [{ testName: 'Encode', metrics: [{ ...TIME, ...judged }] }],
  geometricMeans: [{ name: 'time', unit: 'seconds', base: 1.02, head: null, changePercent: null, benchmarks: 2 }],
  onlyInBase: ['Gone'],
  onlyInHead: [],
  failures: [],
  warnings: [],
  summary: {
    total: 1,
    passed: 0,
    regressions: 1,
    improvements: 0,
    inconclusive: 0,
    incomparable: 0,
    onlyInBase: 1,
    onlyInHead: 0,
    failed: 0,
    exitCode: 1,
  },
};
