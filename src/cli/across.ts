import { UsageError } from '../errors.ts';
import { compareProjects } from '../framework/across/compare-projects.ts';
import { dateOf, parseTime, timeOfDay } from '../real-time.ts';
import { acrossCsv } from '../report/across/across-csv.ts';
import { renderAcross } from '../report/across/render-across.ts';
import { acrossJson } from '../report/json.ts';
import { configurationFor } from './configuration.ts';
import type { AcrossFlags } from './flags.ts';
import { checkWritable, STANDARD_OUTPUT, writeJson } from './output-file.ts';
import type { Terminal } from './terminal.ts';
import { warn } from './warn.ts';

/** `evenkeel across`: returns the exit code, which says nothing of what is compared. */
export async function across(flags: AcrossFlags, terminal: Terminal): Promise<number> {
  const { json, csv, test = null, metric = null, project = [], reference = null, since } = flags;
  if (json === STANDARD_OUTPUT && csv === STANDARD_OUTPUT) {
    throw new UsageError('--json and --csv cannot both be written to standard output; name a file for one of them.');
  }
  checkWritable(json);
  checkWritable(csv, '--csv');
  const config = await configurationFor(flags);
  const report = await compareProjects({
    config,
    test,
    metric,
    projects: project,
    reference,
    since: since === undefined ? null : timeIn(since),
  });
  warn(terminal, report.warnings, config.logLevel);
  if (json === STANDARD_OUTPUT) for (const piece of acrossJson(report)) terminal.out(piece);
  if (csv === STANDARD_OUTPUT) for (const piece of acrossCsv(report)) terminal.out(piece);
  if (json !== STANDARD_OUTPUT && csv !== STANDARD_OUTPUT) terminal.draw(renderAcross(report, terminal));
  if (json && json !== STANDARD_OUTPUT) await writeJson(json, acrossJson(report));
  if (csv && csv !== STANDARD_OUTPUT) await writeJson(csv, acrossCsv(report), '--csv');
  return 0;
}

const DAY = 24 * 60 * 60 * 1000;
const MOST_DAYS = 100_000;

/** The time that `14d`, or a date, stands for; in milliseconds since 1970. @throws {UsageError} where it is neither. */
function timeIn(text: string): number {
  const days = /^(\d{1,6})d$/.exec(text)?.[1];
  if (days !== undefined && Number(days) <= MOST_DAYS) return timeOfDay() - Number(days) * DAY;
  const time = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z)?$/.test(text) ? parseTime(text) : Number.NaN;
  // A day that no month has is taken for one of the next month by some engines.
  if (!Number.isNaN(time) && dateOf(time).toISOString().startsWith(text.slice(0, 10))) return time;
  throw new UsageError(
    `--since ${JSON.stringify(text)} is neither a date, such as 2026-11-28, nor a number of days, such as 14d.`,
  );
}
