import { PerformanceConfig } from '../../src/config/performance-config.ts';
import { planTest } from '../../src/config/plan.ts';
import type { ListReport } from '../../src/model/list.ts';
import type { SmokeReport } from '../../src/model/smoke.ts';
import { report } from './fixtures.ts';

export const smoke: SmokeReport = {
  kind: 'smoke',
  schemaVersion: 1,
  evenkeelVersion: '1.2.3',
  startedAt: report.startedAt,
  duration: 1.5,
  ran: [
    { testName: 'sort', file: 'a.perf.ts' },
    {
      testName: 'hash',
      file: 'a.perf.ts',
      fallbacks: [{ modulePath: 'fast', functionName: 'run', kind: 'generic', reason: 'Not installed.' }],
    },
  ],
  failures: report.failures,
  skipped: [{ testName: 'parse', file: 'a.perf.ts', reason: 'todo', message: 'Still to be written.' }],
  summary: { total: 4, ran: 2, failed: 1, skipped: 0, todo: 1, interrupted: false, exitCode: 2 },
};

const options = planTest({ kind: 'test', name: 'sort', options: {} }, new PerformanceConfig(), { isCI: false });
const listed = { testName: 'sort', file: 'a.perf.ts', kind: 'test', mark: null, skipped: null } as const;
export const list: ListReport = {
  kind: 'list',
  schemaVersion: 1,
  evenkeelVersion: '1.2.3',
  tests: [
    { ...listed, baselineKey: 'sort', options },
    { ...listed, testName: 'parse', mark: 'todo', skipped: 'todo', baselineKey: null, options: null },
  ],
  failures: report.failures,
  summary: { total: 2, files: 1, skipped: 0, todo: 1, failed: 1, exitCode: 2 },
};
