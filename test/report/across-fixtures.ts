import type { AcrossReport, AcrossRow } from '../../src/model/across.ts';
import { TIME } from '../../src/model/metric.ts';

function row(project: string, over: Partial<AcrossRow> = {}): AcrossRow {
  return {
    project,
    environmentKey: 'linux-x86_64-4c-node20',
    runs: 12,
    lastRecordedAt: '2026-11-28T12:00:00.000Z',
    estimate: 0.002,
    interval: [0.0019, 0.0021],
    normalised: null,
    normalisedInterval: null,
    factor: null,
    rank: 1,
    isReference: false,
    change: null,
    differs: null,
    note: null,
    ...over,
  };
}

/** Two projects, a third that cannot be held against them, and what moved in two on one day. */
export const acrossReport: AcrossReport = {
  kind: 'across',
  schemaVersion: 1,
  evenkeelVersion: '1.2.3',
  confidenceLevel: 0.95,
  projects: ['acme/api', 'acme/shop', 'acme/web'],
  tests: [
    {
      testName: 'parse',
      metric: TIME,
      normalising: 'by_factor',
      rows: [
        row('acme/api', { isReference: true, normalised: 0.002, normalisedInterval: [0.0019, 0.0021], factor: 1 }),
        row('acme/shop', {
          rank: 2,
          environmentKey: 'darwin-arm64-8c-node20',
          estimate: 0.0012,
          normalised: 0.0024,
          normalisedInterval: [0.0023, 0.0025],
          factor: 0.5,
          change: { percent: 20, interval: [15, 25] },
          differs: true,
        }),
        row('acme/web', { rank: null, interval: null, runs: 1, note: 'It cannot be normalised.' }),
      ],
    },
  ],
  alone: 2,
  moves: [
    {
      day: '2026-11-28',
      metric: TIME,
      projects: ['acme/api', 'acme/shop'],
      facts: [
        { name: 'Node', from: '20.19.5', to: '20.20.0' },
        { name: 'package-lock.json', from: null, to: null },
      ],
      change: { percent: 4.1, interval: [3.2, 5] },
      series: ['acme/api', 'acme/shop'].map((project) => ({
        project,
        testName: 'parse',
        metric: TIME,
        environmentKey: 'linux-x86_64-4c-node20',
        change: { percent: 4.1, interval: [2.5, 5.7] },
      })),
    },
  ],
  warnings: [],
};
