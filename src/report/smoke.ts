import type { RanTest, SmokeReport } from '../model/smoke.ts';
import { functionsOf } from './stand-ins.ts';
import { renderCounts } from './terminal/closing.ts';
import { renderFailures } from './terminal/failures.ts';
import { renderSkipped } from './terminal/skipped.ts';
import { type Canvas, canvasOf, joinSections, type TerminalOptions } from './text/canvas.ts';
import { neutralizeName, neutralizeText } from './text/neutralize.ts';
import { wrap } from './text/wrap.ts';

/** How the report of a smoke run is drawn on a terminal. */
export interface SmokeReportOptions extends TerminalOptions {
  /** Shows only failures and the summary. */
  readonly quiet: boolean;
}

const NOT_JUDGED = 'Smoke run: every test was called twice, and nothing was timed, judged or stored.';

/** The report of a smoke run for people: what failed, what was left out, that nothing was judged, and the counts. */
export function renderSmoke(report: SmokeReport, { quiet, ...options }: SmokeReportOptions): string {
  const canvas = canvasOf(options);
  const { green, red, dim } = canvas.colors;
  const { summary, duration, failures, skipped } = report;
  const counts = [
    { count: summary.ran, what: 'ran', paint: green },
    { count: summary.failed, what: 'failed', paint: red },
    { count: summary.skipped, what: 'skipped', paint: dim },
    { count: summary.todo, what: 'todo', paint: dim },
  ];
  return joinSections([
    renderFailures(failures, canvas),
    renderStandIns(report.ran, canvas),
    quiet ? [] : renderSkipped(skipped, canvas),
    wrap(summary.ran + summary.failed === 0 ? NOTHING_RAN : NOT_JUDGED, canvas.width),
    renderCounts({ ...summary, duration, counts }, canvas),
  ]);
}

/** Where it was not the code itself that worked; each reason is said once. */
function renderStandIns(ran: readonly RanTest[], { colors, width }: Canvas): string[] {
  const tests = ran.filter(({ fallbacks }) => fallbacks !== undefined);
  if (tests.length === 0) return [];
  const indented = (text: string, by: number) =>
    wrap(neutralizeText(text), width - by).map((line) => ' '.repeat(by) + line);
  const reasons = [...new Set(tests.flatMap(({ fallbacks = [] }) => fallbacks.map(({ reason }) => reason)))];
  return [
    colors.bold('Ran with stand-ins, so not the code itself'),
    ...tests.flatMap(({ testName, file, fallbacks = [] }) =>
      indented(`${neutralizeName(testName)} (${neutralizeName(file)}): ${functionsOf(fallbacks)}`, 2),
    ),
    ...reasons.flatMap((reason) => indented(reason, 4)).map((line) => colors.dim(line)),
  ];
}

const NOTHING_RAN =
  'Smoke run: nothing was called, because every test is skipped or still to be written: so this does not count as a pass.';
