import type { PerformanceBaseline, RunRecord, SeriesOverview } from '../model/baseline.ts';
import { type Metric, TIME } from '../model/metric.ts';
import { formatCounted, formatFigure, formatMoment } from './format.ts';
import { rowsOfRecords } from './record-rows.ts';
import { type Canvas, canvasOf, joinSections, type TerminalOptions } from './text/canvas.ts';
import { neutralizeName } from './text/neutralize.ts';
import { renderNotes } from './text/notes.ts';
import type { Column, RowGroup } from './text/rows.ts';
import { renderTable } from './text/table.ts';
import { HANG, wrap } from './text/wrap.ts';

const SERIES_COLUMNS: readonly Column[] = [
  { heading: 'first (UTC)', align: 'left', gap: 3 },
  { heading: 'last (UTC)', align: 'left', gap: 2 },
];

const RUN_COLUMNS: readonly Column[] = [
  { heading: 'commit', align: 'left', gap: 2 },
  { heading: 'estimate', align: 'right', gap: 2 },
  { heading: 'change', align: 'right', gap: 2 },
  { heading: 'processes', align: 'right', gap: 2 },
];

/** The stored series for people, ending with a newline: by environment, one per row. */
export function renderSeriesList(overviews: readonly SeriesOverview[], options: TerminalOptions): string {
  const canvas = canvasOf(options);
  if (overviews.length === 0) return joinSections([wrap(NO_SERIES, canvas.width)]);
  const groups = new Map<string, SeriesOverview[]>();
  for (const overview of overviews) {
    const title = neutralizeName(overview.environmentKey);
    const group = groups.get(title);
    if (group === undefined) groups.set(title, [overview]);
    else group.push(overview);
  }
  const table = {
    nameHeading: 'test',
    wordHeading: 'runs',
    columns: SERIES_COLUMNS,
    groups: [...groups].map(([title, series]): RowGroup => ({ title, rows: series.map(rowOfSeries) })),
  };
  const count = formatCounted(overviews.length, 'baseline series', 'baseline series');
  const total = `${count} in ${formatCounted(groups.size, 'environment')}`;
  return joinSections([renderTable(table, canvas), wrap(total, canvas.width)]);
}

const NO_SERIES = 'No baselines are stored yet: "evenkeel run" makes them.';

function rowOfSeries({
  testName,
  metric,
  runs,
  firstRecordedAt,
  lastRecordedAt,
}: SeriesOverview): RowGroup['rows'][number] {
  const first = formatMoment(firstRecordedAt);
  const last = formatMoment(lastRecordedAt);
  return {
    symbol: '·',
    name: neutralizeName(metric === undefined ? testName : `${testName} (${metric.name})`),
    cells: [
      { text: first, alone: `first ${first}` },
      { text: last, alone: `last ${last}` },
    ],
    word: formatCounted(runs, 'run'),
    paint: String,
    notes: [],
  };
}

/**
 * One baseline and the runs of its series for people, ending with a newline: what it says, then its runs, newest first.
 *
 * @param baseline null where no run counts yet, for example because all were regressions
 */
export function renderBaseline(
  baseline: PerformanceBaseline | null,
  records: readonly RunRecord[],
  options: TerminalOptions,
): string {
  const canvas = canvasOf(options);
  const series = baseline ?? records[0];
  if (series === undefined) return joinSections([wrap(NO_RUNS, canvas.width)]);
  return joinSections([
    [
      ...wrap(neutralizeName(series.testName), canvas.width, HANG).map((line) => canvas.colors.bold(line)),
      ...wrap(neutralizeName(series.environmentKey), canvas.width, HANG).map((line) => canvas.colors.dim(line)),
      ...(series.metric === undefined ? [] : wrap(metricInWords(series.metric), canvas.width, HANG)),
    ],
    renderFacts(baseline, canvas),
    records.length === 0 ? [] : renderRecords(baseline, records, canvas),
  ]);
}

function metricInWords({ name, unit, better }: Metric): string {
  return `${neutralizeName(name)}${unit === '' ? '' : `, in ${neutralizeName(unit)}`}; ${better} is better`;
}

const NO_RUNS = 'No runs are stored under this name: "evenkeel baseline list" shows the names that there are.';

function renderFacts(baseline: PerformanceBaseline | null, canvas: Canvas): string[] {
  if (baseline === null) return wrap('No baseline: no run counts towards one yet.', canvas.width);
  const { medianTime, confidenceInterval, percentiles, runCount, sampleCount, lastUpdated, metric = TIME } = baseline;
  const figure = (value: number) => formatFigure(value, metric.unit);
  const [low, high] = confidenceInterval.map(figure);
  const facts = [
    `baseline ${figure(medianTime)}, with 95 % confidence between ${low} and ${high}`,
    `samples mostly between ${figure(percentiles[5])} and ${figure(percentiles[95])} (5th to 95th percentile)`,
    `made from ${formatCounted(runCount, 'run')} with ${formatCounted(sampleCount, 'sample')}, last updated ${formatMoment(lastUpdated)} UTC`,
  ];
  return renderNotes(
    facts.map((text) => ({ kind: 'message', text })),
    { ...canvas, indent: 0 },
  );
}

function renderRecords(baseline: PerformanceBaseline | null, records: readonly RunRecord[], canvas: Canvas): string[] {
  const rows = rowsOfRecords(records, baseline?.medianTime ?? null, canvas.colors);
  const groups = [{ title: null, rows }];
  return renderTable({ nameHeading: 'run (UTC)', wordHeading: 'status', columns: RUN_COLUMNS, groups }, canvas);
}
