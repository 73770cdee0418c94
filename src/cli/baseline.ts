import type { PerformanceConfig } from '../config/performance-config.ts';
import { BaselineBook, type SeriesSelection, type StoredSeries } from '../framework/store/baseline-book.ts';
import { requireWriter } from '../framework/store/who-writes.ts';
import type { SeriesKey } from '../model/baseline.ts';
import { inertJson } from '../output/escaped.ts';
import { renderBaseline, renderSeriesList } from '../report/baselines.ts';
import { formatCounted } from '../report/format.ts';
import { neutralizeName } from '../report/text/neutralize.ts';
import { configurationFor } from './configuration.ts';
import type { BaselineFlags } from './flags.ts';
import { STANDARD_OUTPUT } from './output-file.ts';
import type { Terminal } from './terminal.ts';
import { warn } from './warn.ts';

/** `evenkeel baseline list` */
export function list(flags: BaselineFlags, terminal: Terminal): Promise<number> {
  return withBook(flags, terminal, async (book) => {
    terminal.draw(renderSeriesList(await book.list(), terminal));
  });
}

/** `evenkeel baseline show` */
export function show(test: string, flags: BaselineFlags, terminal: Terminal): Promise<number> {
  return withBook(flags, terminal, async (book) => {
    const series = await book.show(select([test], flags));
    if (flags.json) return terminal.out(runsAsJson(series));
    terminal.draw(series.map(({ baseline, records }) => renderBaseline(baseline, records, terminal)).join('\n'));
  });
}

// Without what their processes took, which exports have.
function runsAsJson(series: readonly StoredSeries[]): string {
  const runs = series.flatMap(({ records }) =>
    records.map(({ processes, madeWith = null, ...run }) => ({ ...run, madeWith, processes: processes.length })),
  );
  return `${inertJson(JSON.stringify({ runs }, null, 2))}\n`;
}

/** `evenkeel baseline accept` */
export function accept(tests: readonly string[], flags: BaselineFlags, terminal: Terminal): Promise<number> {
  return changing('accept', flags, terminal, async (book) => {
    const { accepted, unchanged } = await book.accept(select(tests, flags));
    for (const key of accepted) terminal.out(`Accepted: ${label(key)}. Its newest run is its baseline now.\n`);
    if (flags.all && accepted.length === 0) terminal.out('Nothing to accept: no newest run was a regression.\n');
    if (flags.all) return;
    for (const key of unchanged)
      terminal.out(`Nothing to accept: ${label(key)}. Its newest run was not a regression.\n`);
  });
}

/** `evenkeel baseline remove` */
export function remove(tests: readonly string[], flags: BaselineFlags, terminal: Terminal): Promise<number> {
  return changing('remove', flags, terminal, async (book) => {
    terminal.out(`Removed ${formatCounted(await book.remove(select(tests, flags)), 'run')}.\n`);
  });
}

/** `evenkeel baseline prune` */
export function prune(flags: BaselineFlags, terminal: Terminal): Promise<number> {
  return changing('prune', flags, terminal, async (book, config) => {
    const gone = await book.prune({
      baselineRetentionDays: flags.days ?? config.baselineRetentionDays,
      baselineRetentionRuns: flags.runs ?? config.baselineRetentionRuns,
    });
    terminal.out(`Dropped ${formatCounted(gone, 'run')}.\n`);
  });
}

/** `evenkeel baseline export` */
export function exportTo(file: string, flags: BaselineFlags, terminal: Terminal): Promise<number> {
  return withBook(flags, terminal, async (book) => {
    if (file === STANDARD_OUTPUT) return terminal.out(await book.exportText());
    await book.exportFile(file);
    terminal.out(`Wrote ${neutralizeName(file)}.\n`);
  });
}

/** `evenkeel baseline import` */
export function importFrom(file: string, flags: BaselineFlags, terminal: Terminal): Promise<number> {
  const action: Action = async (book) => {
    const runs = await book.importFile(file, !flags.replace);
    terminal.out(`Read ${formatCounted(runs, 'run')} from ${neutralizeName(file)}.\n`);
  };
  return changing('import', flags, terminal, action);
}

type Action = (book: BaselineBook, config: PerformanceConfig) => Promise<void>;

/** A command that changes what is stored: in CI only the main branch's code does, unless a person says that it is meant. */
async function changing(name: string, flags: BaselineFlags, terminal: Terminal, action: Action): Promise<number> {
  const what = `evenkeel baseline ${name}`;
  const config = await configurationFor(flags);
  if (config.recording !== 'always') await requireWriter(config, { what, anyway: `${what} --record` });
  return withBook(flags, terminal, action);
}

async function withBook(flags: BaselineFlags, terminal: Terminal, action: Action): Promise<number> {
  const config = await configurationFor(flags);
  const book = await BaselineBook.open(config, null);
  try {
    await action(book, config);
  } finally {
    warn(terminal, await book.warnings(), config.logLevel);
    await book.close();
  }
  return 0;
}

function label({ testName, environmentKey, metric }: SeriesKey): string {
  const what = metric === undefined ? '' : `${neutralizeName(metric.name)}, `;
  return `${neutralizeName(testName)} (${what}${neutralizeName(environmentKey)})`;
}

function select(tests: readonly string[], { all = false, env }: BaselineFlags): SeriesSelection {
  return { tests, all, environmentKey: env ?? null };
}
