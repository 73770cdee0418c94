import { PerformanceConfig } from '../config/performance-config.ts';
import { UsageError } from '../errors.ts';
import { BaselineBook } from '../framework/store/baseline-book.ts';
import { projectName } from '../framework/store/project-name.ts';
import { trendsOf } from '../framework/trends/trends-of.ts';
import type { SeriesTrends } from '../model/trends.ts';
import { inertJson } from '../output/escaped.ts';
import { renderTrends } from '../report/trends.ts';
import { configurationFor } from './configuration.ts';
import type { TrendsFlags } from './flags.ts';
import { checkWritable, STANDARD_OUTPUT, writeJson } from './output-file.ts';
import type { Terminal } from './terminal.ts';
import { warn } from './warn.ts';

/** `evenkeel trends`: returns the exit code, which says nothing of what is found. */
export async function trends(tests: readonly string[], flags: TrendsFlags, terminal: Terminal): Promise<number> {
  checkWritable(flags.json);
  const config = await configurationOf(flags);
  const book = await BaselineBook.open(config, null);
  try {
    const series = await analysed(book, tests, flags, config);
    if (flags.json !== undefined) await write(series, flags.json, terminal);
    if (flags.json !== STANDARD_OUTPUT) terminal.draw(renderTrends(series, terminal));
  } finally {
    warn(terminal, await book.warnings(), config.logLevel);
    await book.close();
  }
  return 0;
}

async function configurationOf({ project, ...flags }: TrendsFlags): Promise<PerformanceConfig> {
  const config = await configurationFor(flags);
  // Only a server holds several projects; in a file, `ingest --project` puts the name before those of the tests.
  return project === undefined || config.store === ''
    ? config
    : new PerformanceConfig({ ...config, project }).checked();
}

async function analysed(
  book: BaselineBook,
  tests: readonly string[],
  { metric, project, env }: TrendsFlags,
  config: PerformanceConfig,
): Promise<readonly SeriesTrends[]> {
  const name = project ?? (config.project || (await projectName(process.cwd())));
  const prefix = project === undefined || config.store !== '' ? '' : `${project}/`;
  const found: SeriesTrends[] = [];
  const metrics = new Set<string>();
  const all = tests.length === 0;
  for await (const { records } of book.each({ tests, all, environmentKey: env ?? null })) {
    const of = trendsOf(records, name);
    if (of === null || !of.testName.startsWith(prefix)) continue;
    metrics.add(of.metric);
    if (metric === undefined || of.metric === metric) found.push(of);
  }
  if (metric !== undefined && found.length === 0 && metrics.size > 0) {
    const known = [...metrics].sort().join(', ');
    throw new UsageError(`No series has the metric ${JSON.stringify(metric)}. There is: ${known}.`);
  }
  return found;
}

async function write(series: readonly SeriesTrends[], file: string, terminal: Terminal): Promise<void> {
  const text = `${inertJson(JSON.stringify({ series }, null, 2))}\n`;
  if (file === STANDARD_OUTPUT) terminal.out(text);
  else await writeJson(file, [text]);
}
