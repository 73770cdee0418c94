import { TIME } from '../../model/metric.ts';
import { entryOfSeries } from '../documents/stored-entry.ts';
import { formatCommit, formatCount, formatMoment } from '../format.ts';
import { neutralizeName } from '../text/neutralize.ts';
import { factsOf, shortNumber, statisticsOf } from './facts.ts';
import { historyOf, pastLane } from './history.ts';
import { laneOf } from './lanes.ts';
import { changeOf, Named, type Page, type PageTest, type PastRuns, rowOf } from './page.ts';
import { askedOf, lanesOf } from './run-page.ts';

/** The page of what is stored: a test for each series. */
export function storedPage(series: AsyncIterable<PastRuns>): Page {
  const named = new Named(null);
  return {
    head: {
      title: 'Stored baselines',
      version: '',
      facts: factsOf({ Shown: 'the newest stored run of every test, held against the median of the runs before it' }),
      gate: [],
      warnings: [],
    },
    tests: testsOf(series, named),
    named,
  };
}

async function* testsOf(series: AsyncIterable<PastRuns>, named: Named): AsyncGenerator<PageTest, void> {
  for await (const past of series) {
    const test = testOf(past, named);
    if (test !== null) yield test;
  }
}

function testOf(past: PastRuns, named: Named): PageTest | null {
  const { records } = past;
  const entry = entryOfSeries(records);
  const newest = records.at(-1);
  if (entry === null || newest === undefined) return null;
  const { metric = TIME, commit, branch, recordedAt, testName, environmentKey, processes } = newest;
  const before: PastRuns = { ...past, records: records.slice(0, -1) };
  const locations = processes.map(({ location }) => location);
  return {
    row: rowOf([entry]),
    detail: {
      warnings: [],
      reasons: [],
      facts: factsOf({
        'Newest run': `${formatMoment(recordedAt)} UTC`,
        Commit: commit === null ? null : formatCommit(commit),
        Branch: branch,
        'Runs stored': formatCount(records.length),
        'Environment key': environmentKey,
      }),
      asked: askedOf({ name: testName, file: null, isStored: true, isRegression: newest.status === 'regression' }),
      metrics: [
        {
          ...{ name: neutralizeName(metric.name), unit: neutralizeName(metric.unit), better: metric.better },
          outcome: entry.outcome,
          message: '',
          change: entry.change === null ? null : changeOf(entry.change),
          estimate: shortNumber(newest.estimate),
          statistics: statisticsOf(entry.statistics),
          figures: [],
          history: historyOf(past, null, named, metric.unit),
          processes: lanesOf(pastLane(before, null), laneOf('newest run', locations)),
          pairs: null,
          samples: { missing: 'The store keeps summaries of samples, not their order.' },
        },
      ],
    },
  };
}
