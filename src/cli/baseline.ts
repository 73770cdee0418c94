import { writeFile } from 'node:fs/promises';
import { PerformanceConfig } from '../config/performance-config.ts';
import { UsageError } from '../errors.ts';
import { BaselineBook, type TestSelection } from '../framework/baseline-book.ts';
import { renderBaseline, renderSeriesList } from '../report/baselines.ts';
import { formatCounted } from '../report/format.ts';
import type { BaselineFlags } from './flags.ts';
import type { Terminal } from './terminal.ts';

const STANDARD_OUTPUT = '-';
const DEFAULT_RUNS = 30;

/** `evenkeel baseline list` */
export function list(flags: BaselineFlags, terminal: Terminal): Promise<number> {
  return withBook(flags, terminal, async (book) => {
    terminal.out(renderSeriesList(await book.list(), terminal));
  });
}

/** `evenkeel baseline show` */
export function show(test: string, flags: BaselineFlags, terminal: Terminal): Promise<number> {
  return withBook(flags, terminal, async (book) => {
    const series = await book.show(select([test], flags));
    terminal.out(series.map(({ baseline, records }) => renderBaseline(baseline, records, terminal)).join('\n'));
  });
}

/** `evenkeel baseline accept` */
export function accept(tests: readonly string[], flags: BaselineFlags, terminal: Terminal): Promise<number> {
  return withBook(flags, terminal, async (book) => {
    const accepted = await book.accept(select(tests, flags));
    for (const { testName, environmentKey } of accepted) {
      terminal.out(`Accepted: ${testName} (${environmentKey}). Its newest run is its baseline now.\n`);
    }
    if (accepted.length === 0) terminal.out('Nothing to accept: the newest run is no regression.\n');
  });
}

/** `evenkeel baseline remove` */
export function remove(tests: readonly string[], flags: BaselineFlags, terminal: Terminal): Promise<number> {
  return withBook(flags, terminal, async (book) => {
    terminal.out(`Removed ${formatCounted(await book.remove(select(tests, flags)), 'run')}.\n`);
  });
}

/** `evenkeel baseline prune` */
export function prune(flags: BaselineFlags, terminal: Terminal): Promise<number> {
  return withBook(flags, terminal, async (book, config) => {
    const gone = await book.prune(flags.days ?? config.baselineRetentionDays, flags.runs ?? DEFAULT_RUNS);
    terminal.out(`Dropped ${formatCounted(gone, 'run')}.\n`);
  });
}

/** `evenkeel baseline export` */
export function exportTo(file: string, flags: BaselineFlags, terminal: Terminal): Promise<number> {
  return withBook(flags, terminal, async (book) => {
    const text = await book.exportText();
    if (file === STANDARD_OUTPUT) return terminal.out(text);
    await writeFile(file, text).catch((cause: Error) => {
      throw new UsageError(`The baselines cannot be written: ${cause.message}.`, { cause });
    });
    terminal.out(`Wrote ${file}.\n`);
  });
}

/** `evenkeel baseline import` */
export function importFrom(file: string, flags: BaselineFlags, terminal: Terminal): Promise<number> {
  return withBook(flags, terminal, async (book) => {
    const runs = await book.importFile(file, !flags.replace);
    terminal.out(`Read ${formatCounted(runs, 'run')} from ${file}.\n`);
  });
}

type Action = (book: BaselineBook, config: PerformanceConfig) => Promise<void>;

async function withBook({ cache }: BaselineFlags, terminal: Terminal, action: Action): Promise<number> {
  const config = new PerformanceConfig();
  const book = await BaselineBook.open(config, cache ?? null);
  try {
    await action(book, config);
  } finally {
    for (const warning of book.warnings()) terminal.err(`warning: ${warning}\n`);
    await book.close();
  }
  return 0;
}

function select(tests: readonly string[], { all = false, env }: BaselineFlags): TestSelection {
  return { tests, all, environmentKey: env ?? null };
}
