import { parseAround, parseWithin } from '../../bounded-json.ts';
import type { RunRecord, RunStatus, SeriesKey } from '../../model/baseline.ts';
import type { StoredGate } from '../../model/gate.ts';
import { inertJson } from '../../output/escaped.ts';
import { shorten } from '../../output/shorten.ts';
import { ofMetric } from '../metric-text.ts';
import { checksumOfText, runText } from '../portable-checksum.ts';
import { problemsOf } from '../record-check.ts';
import { WAITING_FORMAT, WAITING_VERSION } from './waiting-format.ts';

/** Which store of which project something waits for. */
export interface Destination {
  /** Where the store is, for everybody the same; nothing that is secret, and no user. */
  readonly store: string;
  readonly project: string;
}

/** A status that a run is to be given. */
export interface WaitingStatus extends SeriesKey {
  readonly runId: string;
  readonly status: RunStatus;
}

/** What one operation would have written. */
export interface Waiting {
  readonly runs: readonly RunRecord[];
  readonly gate: StoredGate | null;
  readonly statuses: readonly WaitingStatus[];
}

/** The same, with where it is to go. */
export interface WaitingFor extends Waiting, Destination {
  /** ISO 8601: when it was put there. */
  readonly since: string;
}

const MOST_OF_NAME = 100;

/** What waits, as JSON: a run a line, each with its checksum, and one of the whole, as exports have them. */
export function waitingText({ store, project, since, runs, gate, statuses }: WaitingFor): string {
  const texts = runs.map(runText);
  const sums = texts.map(checksumOfText);
  const keys = statuses.map(({ testName, environmentKey, metric, runId, status }) => {
    return { testName, environmentKey, ...inOrder(ofMetric(metric)), runId, status };
  });
  const head = { store, project, since, statuses: keys, gate };
  const sealed = JSON.stringify({
    ...{ format: WAITING_FORMAT, version: WAITING_VERSION },
    ...head,
    checksum: checksumOfWaiting(head, sums),
  });
  const lines = texts.map((text, i) => `\n{"checksum":"${sums[i]!}",${inertJson(text).slice(1)}`);
  return `${inertJson(sealed).slice(0, -1)},"runs":[${lines.join(',')}\n]}\n`;
}

// As it is read back, because the checksum is of its text.
function inOrder({ metric }: Pick<SeriesKey, 'metric'>): Pick<SeriesKey, 'metric'> {
  if (metric === undefined) return {};
  const { name, unit, better, scatter } = metric;
  return { metric: { name, unit, better, scatter } };
}

/** What is wrong with a file that waits, as the end of a sentence that begins with its name. */
export interface WaitingProblem {
  readonly problem: string;
}

/** Reads such a text. Whatever is in it, that is an answer and no error. */
export async function parseWaiting(text: string): Promise<WaitingFor | WaitingProblem> {
  const json = unlessBroken(() => parseAround(text, 'runs'));
  if ('problem' in json) return json;
  const { format, version } = Object(json.rest) as { readonly format?: unknown; readonly version?: unknown };
  if (format !== WAITING_FORMAT || typeof version !== 'number') return NOT_OURS;
  if (version > WAITING_VERSION) return newer(version);
  const [{ safeParse }, { waitingHeadSchema }, { parseGate }] = await Promise.all([
    import('valibot'),
    import('./waiting-schema.ts'),
    import('../gate-schema.ts'),
  ]);
  const head = safeParse(waitingHeadSchema, json.rest);
  if (!head.success) return damaged('its head is not what was written');
  const runs = await parseRuns(json.elements);
  if ('problem' in runs) return runs;
  const { checksum, gate: given, store, project, since, statuses } = head.output;
  if (checksumOfWaiting(head.output, runs.sums) !== checksum)
    return damaged('it does not match its checksum: something was changed, or is missing');
  const gate = given === null ? null : parseGate(JSON.stringify(given));
  if (given !== null && gate === null) return damaged('its gate is not what was written');
  return { store, project, since, statuses, gate, runs: runs.runs };
}

async function parseRuns(
  elements: readonly string[],
): Promise<{ readonly runs: readonly RunRecord[]; readonly sums: readonly string[] } | WaitingProblem> {
  const [{ safeParse }, { runSchema }] = await Promise.all([import('valibot'), import('../portable-schema.ts')]);
  const runs: RunRecord[] = [];
  const sums: string[] = [];
  for (const [i, element] of elements.entries()) {
    const json = unlessBroken(() => ({ value: parseWithin(element) }));
    if ('problem' in json) return json;
    const { success, output } = safeParse(runSchema, json.value, { abortEarly: true });
    if (!success) return damaged(`run ${i + 1} is not what was written`);
    const { checksum, ...run } = output;
    const name = JSON.stringify(shorten(run.testName, MOST_OF_NAME));
    if (checksumOfText(runText(run)) !== checksum) return damaged(`run ${i + 1} (${name}) does not match its checksum`);
    const [problem] = problemsOf(run);
    if (problem !== undefined) return damaged(`run ${i + 1} (${name}) cannot have been measured: ${problem}`);
    runs.push(run);
    sums.push(checksum);
  }
  return { runs, sums };
}

function unlessBroken<Result extends object>(read: () => Result): Result | WaitingProblem {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    return damaged(`it is no whole JSON (${error.message})`);
  }
}

interface Head extends Destination, Pick<WaitingFor, 'since' | 'statuses'> {
  readonly gate: unknown;
}

// A text has its fields in the order in which they stand, which those of JSON keep.
function checksumOfWaiting({ store, project, since, statuses, gate }: Head, sums: readonly string[]): string {
  return checksumOfText(
    JSON.stringify([WAITING_FORMAT, WAITING_VERSION, store, project, since, statuses, gate, ...sums]),
  );
}

const NOT_OURS: WaitingProblem = { problem: 'is nothing that evenkeel keeps there; move it elsewhere' };

function newer(version: number): WaitingProblem {
  return {
    problem: `was written by a newer version of evenkeel (format ${version}; this one reads ${WAITING_VERSION}); update evenkeel to send it`,
  };
}

function damaged(what: string): WaitingProblem {
  return { problem: `is damaged: ${what}; take it from a backup, or remove it` };
}
