import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openSqliteStore } from '../../../src/baselines/sqlite/sqlite-store.ts';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import { compareProjects } from '../../../src/framework/across/compare-projects.ts';
import type { RunRecord } from '../../../src/model/baseline.ts';
import { runRecord } from '../../baselines/records.ts';
import { temporaryDirectory } from '../fixtures.ts';

beforeEach(() => {
  vi.stubEnv('EVENKEEL_STORE', '');
  return () => vi.unstubAllEnvs();
});

async function comparisonOf(records: readonly RunRecord[]) {
  const directory = temporaryDirectory();
  const store = await openSqliteStore({ directory });
  await store.append(records);
  await store.close();
  const config = new PerformanceConfig({ cacheDirectory: directory, project: 'team/project' });
  return compareProjects({ config, test: null, metric: null, projects: [], reference: null, since: null });
}

describe('compareProjects', () => {
  it('keeps what one test is called by together, over the ends of pages', async () => {
    // One alone comes first, so that a page ends between two that belong together.
    const names = Array.from({ length: 260 }, (_, i) => `test ${String(i).padStart(3, '0')}`);
    const pairs = names.flatMap((testName) =>
      ['x', 'y'].flatMap((environmentKey) => [1, 2].map((day) => runRecord(day, { testName, environmentKey }))),
    );
    const { tests, alone, projects } = await comparisonOf([runRecord(1, { testName: 'alone' }), ...pairs]);
    expect({ alone, projects }).toEqual({ alone: 1, projects: ['team/project'] });
    expect(tests.map(({ testName }) => testName)).toEqual(names);
    expect(tests.every(({ rows }) => rows.length === 2)).toBe(true);
  });

  it('goes by the runs of the baseline', async () => {
    const of = (environmentKey: string, statuses: readonly RunRecord['status'][]) =>
      statuses.map((status, day) => runRecord(day, { environmentKey, status, estimate: status === 'accepted' ? 2 : 1 }));
    const { tests } = await comparisonOf([
      ...of('x', ['recorded', 'recorded', 'accepted', 'accepted', 'regression']),
      ...of('y', ['recorded', 'recorded']),
      ...of('z', ['regression', 'regression']),
    ]);
    const rows = tests[0]!.rows.map(({ environmentKey, runs, estimate }) => ({ environmentKey, runs, estimate }));
    expect(rows.toSorted((a, b) => (a.environmentKey < b.environmentKey ? -1 : 1))).toEqual([
      { environmentKey: 'x', runs: 1, estimate: 2 },
      { environmentKey: 'y', runs: 2, estimate: 1 },
    ]);
  });
});
