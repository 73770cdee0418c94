import { TIME } from '../../model/metric.ts';
import type { CompareReport, RevisionComparison, RevisionMetric } from '../../model/revisions.ts';
import { formatBase } from '../deciding.ts';
import { type Entry, entriesOfCompare } from '../documents/entry.ts';
import { sayOfManner } from '../explanation.ts';
import { formatCommit, formatFigure } from '../format.ts';
import { testsOfCompare } from '../tests-of-compare.ts';
import { neutralizeLine, neutralizeName, neutralizeText } from '../text/neutralize.ts';
import { circumstances, factsOf, statisticsOf } from './facts.ts';
import { historyOf, pastLane } from './history.ts';
import { laneOf } from './lanes.ts';
import { changeOf, Named, type Page, type PageTest, type PastOf, rowOf } from './page.ts';
import type { PageMetric } from './page-data.ts';
import { askedOf, lanesOf, percentsOf, testsOfEntries } from './run-page.ts';
import { MOST_SAMPLES, samplesOf } from './samples.ts';

/** The page of a comparison of revisions. */
export function comparePage(report: CompareReport, pastOf: PastOf): Page {
  const { environment, startedAt, duration, evenkeelVersion, gateChanges, warnings, base, head } = report;
  const named = new Named(head.commit);
  named.base = base.commit;
  const code = `${head.commit === null ? 'no commit' : formatCommit(head.commit)}${head.isDirty ? ', changed since' : ''}`;
  return {
    head: {
      title: `Compared with ${formatBase(base)}`,
      version: neutralizeName(evenkeelVersion),
      facts: [
        ...factsOf({ 'Present code': code, Base: formatBase(base) }),
        ...circumstances(environment, { startedAt, duration }).filter(({ name }) => name !== 'Commit'),
      ],
      gate: gateChanges.map(({ words }) => neutralizeLine(words)),
      warnings: warnings.map(neutralizeText),
    },
    tests: testsOf(report, pastOf, named),
    named,
  };
}

async function* testsOf(report: CompareReport, pastOf: PastOf, named: Named): AsyncGenerator<PageTest, void> {
  // In the order of their entries, of which those without figures come last.
  const entries = [...entriesOfCompare(report)];
  for (const { testName, file, comparison, metrics } of testsOfCompare(report)) {
    const [own, ...more] = entries.splice(0, (comparison === null ? 0 : 1) + metrics.length);
    if (own === undefined) continue;
    const all: readonly [Entry, ...Entry[]] = [own, ...more];
    const details = [
      ...(comparison === null ? [] : [await comparedMetric(report, comparison, pastOf, named)]),
      ...metrics.map(revisedMetric),
    ];
    const isRegression = all.some(({ outcome }) => outcome === 'regression');
    yield {
      row: rowOf(all, testName),
      detail: {
        warnings: own.warnings.map(neutralizeText),
        reasons: [],
        facts: [],
        asked: askedOf({ name: testName, file, base: report.base.commit, isStored: false, isRegression }),
        metrics: details,
      },
    };
  }
  yield* testsOfEntries(entries);
}

async function comparedMetric(
  { environment, base }: CompareReport,
  comparison: RevisionComparison,
  pastOf: PastOf,
  named: Named,
): Promise<PageMetric> {
  const { testName, validation, change, baseStatistics, headStatistics, baseProcesses, headProcesses } = comparison;
  const past = await pastOf({ testName, environmentKey: environment.environmentKey });
  const most = validation.verdict === 'pass' ? MOST_SAMPLES.ofOthers : MOST_SAMPLES.ofAttention;
  const of = (processes: RevisionComparison['headProcesses']) => processes.map(({ location }) => location);
  return {
    ...TIME,
    outcome: validation.verdict,
    message: neutralizeText(validation.message),
    change: changeOf(change),
    estimate: null,
    statistics: statisticsOf(headStatistics),
    figures: factsOf({
      'Median of the base': formatFigure(baseStatistics.median, TIME.unit),
      'Mean of the base': formatFigure(baseStatistics.mean, TIME.unit),
    }),
    history: historyOf(past, null, named, TIME.unit),
    processes: lanesOf(pastLane(past, null), laneOf('base', of(baseProcesses)), laneOf('this code', of(headProcesses))),
    pairs: {
      percents: percentsOf(comparison.logRatios[comparison.aspect]),
      change: changeOf(change),
      control: comparison.control === null ? null : changeOf(comparison.control),
      base: formatBase(base),
      manner: sayOfManner(comparison.manner),
    },
    samples: samplesOf(
      [
        { side: 'base', processes: baseProcesses },
        { side: 'head', processes: headProcesses },
      ],
      most,
    ),
  };
}

function revisedMetric({
  name,
  unit,
  better,
  validation,
  change,
  changePercent,
  base,
  head,
  how,
}: RevisionMetric): PageMetric {
  const missing = { missing: 'The report has only the summary of this metric.' };
  const percent = changePercent === null ? null : { percent: changePercent, interval: null };
  const known = change ?? percent;
  return {
    ...{ name: neutralizeName(name), unit: neutralizeName(unit), better },
    outcome: validation.verdict,
    message: neutralizeText(validation.message),
    change: known === null ? null : changeOf(known),
    estimate: head.center,
    statistics: null,
    figures: factsOf({
      Base: formatFigure(base.center, unit),
      'How it was measured': how,
    }),
    history: missing,
    processes: missing,
    pairs: null,
    samples: missing,
  };
}
