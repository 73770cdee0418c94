import type { InferOutput } from 'valibot';
import { parseAround, parseWithin } from '../bounded-json.ts';
import { UsageError } from '../errors.ts';
import type { RunRecord } from '../model/baseline.ts';
import { inertJson } from '../output/escaped.ts';
import { shorten } from '../output/shorten.ts';
import { dateOf } from '../real-time.ts';
import { checksumOfText, checksumOfWhole, runText } from './portable-checksum.ts';
import { PORTABLE_FORMAT, PORTABLE_VERSION, READABLE_VERSIONS } from './portable-format.ts';
import { problemsOf } from './record-check.ts';
import type { BaselineStore } from './store.ts';

/** More than these are counted, not listed. */
const MOST_PROBLEMS_SHOWN = 20;
/** After this many, the search for more ends. */
const MOST_PROBLEMS = 1000;
/** In characters; one of five processes has a few thousand. */
const LONG_RUN = 100_000;
const MOST_OF_NAME = 100;

/**
 * Everything in a store as JSON text: `{ format, version, exportedAt, checksum, runs }`, one run per line, by test name,
 * environment and time, so that two exports of the same runs differ in their head alone. Each run has a checksum of its
 * own, and the head one of the whole; both are of what is written, not of how, so that a file may be indented anew.
 *
 * @param options.now - becomes `exportedAt`; the system's clock where it is not given
 * @throws StoreError where the store cannot be read
 */
export async function exportBaselines(store: BaselineStore, options: { readonly now?: Date } = {}): Promise<string> {
  const lines: string[] = [];
  const checksums: string[] = [];
  for (const series of await store.series()) {
    for (const run of await store.history(series)) {
      const text = runText(run);
      const sum = checksumOfText(text);
      checksums.push(sum);
      lines.push(`\n{"checksum":"${sum}",${inertJson(text).slice(1)}`);
    }
  }
  const exportedAt = (options.now ?? dateOf()).toISOString();
  const checksum = checksumOfWhole(PORTABLE_VERSION, exportedAt, checksums);
  const head = JSON.stringify({ format: PORTABLE_FORMAT, version: PORTABLE_VERSION, exportedAt, checksum });
  return `${head.slice(0, -1)},"runs":[${lines.join(',')}\n]}\n`;
}

/** What runs can be imported into. */
export type ImportTarget = Pick<BaselineStore, 'append' | 'replaceAll'>;

/**
 * Puts exported baselines into a store, in one transaction. Before they were checked it is not asked for anything.
 *
 * @param options.merge - true keeps what is there, adds the rest and replaces runs of the same identity; false makes
 * the imported runs the only ones
 * @param options.source - where the text is from, for messages
 * @returns how many runs were imported
 * @throws UsageError that names every problem with its path where the text is not what `exportBaselines` writes, or not
 * any more: a run or the whole does not match its checksum, or a run is one that cannot have been measured. The store is
 * not changed then
 * @throws StoreError where the store cannot be written
 */
export async function importBaselines(
  store: ImportTarget,
  text: string,
  options: { readonly merge: boolean; readonly source?: string },
): Promise<number> {
  const subject = `The baselines to import${options.source === undefined ? '' : ` (${options.source})`}`;
  const runs = await parseRuns(text, subject);
  await (options.merge ? store.append(runs) : store.replaceAll(runs));
  return runs.length;
}

async function parseRuns(text: string, subject: string): Promise<readonly RunRecord[]> {
  const { rest, elements } = parse(() => parseAround(text, 'runs'), subject);
  rejectOtherVersions(rest, subject);
  const [{ safeParse, getDotPath }, { headSchema, runSchema }] = await Promise.all([
    import('valibot'),
    import('./portable-schema.ts'),
  ]);
  const head = safeParse(headSchema, rest);
  const problems: Problems = { malformed: [], damaged: [], impossible: [] };
  for (const issue of head.issues ?? []) {
    problems.malformed.push(`${getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
  }
  const checksums: string[] = [];
  const runs: RunRecord[] = [];
  for (const [index, element] of elements.entries()) {
    if (countOf(problems) >= MOST_PROBLEMS) break;
    // Of a long one not every problem is made a note of, because there may be millions.
    const options = { abortEarly: element.length > LONG_RUN };
    const { output, issues } = safeParse(
      runSchema,
      parse(() => parseWithin(element), subject, `runs.${index}`),
      options,
    );
    for (const issue of issues ?? []) {
      problems.malformed.push(`runs.${index}${issue.path ? `.${getDotPath(issue)}` : ''}: ${issue.message}`);
    }
    if (issues) continue;
    checksums.push(output.checksum);
    runs.push(checkedRun(output, index, problems));
  }
  refuse({ malformed: problems.malformed, damaged: [], impossible: [] }, subject);
  const { version, exportedAt, checksum } = head.output as InferOutput<typeof headSchema>;
  if (checksumOfWhole(version, exportedAt, checksums) !== checksum) problems.damaged.push(MISSING);
  refuse(problems, subject);
  return runs;
}

const MISSING = 'the whole: Its runs and its date do not match its checksum: something was changed, or is missing';

/** What is wrong with an export, one line each that begins with a path. */
interface Problems {
  /** What is not as evenkeel writes it. */
  readonly malformed: string[];
  /** What does not match its checksum. */
  readonly damaged: string[];
  /** What cannot have been measured. */
  readonly impossible: string[];
}

function countOf({ malformed, damaged, impossible }: Problems): number {
  return malformed.length + damaged.length + impossible.length;
}

function refuse({ malformed, damaged, impossible }: Problems, subject: string): void {
  if (malformed.length > 0) throw invalid(`${subject} are not what evenkeel exports, or not any more`, malformed);
  if (damaged.length > 0) throw invalid(`${subject} are damaged`, damaged);
  if (impossible.length > 0) throw invalid(`${subject} hold what cannot have been measured`, impossible);
}

function checkedRun(
  { checksum, ...run }: RunRecord & { readonly checksum: string },
  index: number,
  { damaged, impossible }: Problems,
): RunRecord {
  const content = runText(run);
  const name = JSON.stringify(shorten(run.testName, MOST_OF_NAME));
  if (checksumOfText(content) !== checksum) {
    damaged.push(
      `runs.${index}: It does not match its checksum; as it stands there it is ${name} of ${run.recordedAt}`,
    );
  }
  for (const problem of problemsOf(run)) impossible.push(`runs.${index} (${name}): ${problem}`);
  return readLater(run, content);
}

/** Keeps the text of a run's processes in place of them: of many runs they take ten times the room. */
function readLater({ processes: _, ...head }: RunRecord, content: string): RunRecord {
  return {
    ...head,
    get processes(): RunRecord['processes'] {
      return (JSON.parse(content) as RunRecord).processes;
    },
  };
}

function parse<T>(read: () => T, subject: string, where = 'the whole'): T {
  try {
    return read();
  } catch (error) {
    const what = error instanceof RangeError ? 'it cannot be read' : 'it is not JSON';
    throw invalid(
      `${subject} are not what evenkeel exports, or not any more`,
      [`${where}: ${what} (${(error as Error).message})`],
      error,
    );
  }
}

function rejectOtherVersions(content: unknown, subject: string): void {
  const { format, version } = Object(content) as { format?: unknown; version?: unknown };
  if (format !== PORTABLE_FORMAT || typeof version !== 'number' || READABLE_VERSIONS.includes(version)) return;
  const [words, advice] =
    version > PORTABLE_VERSION
      ? ['were exported by a newer version of evenkeel', 'update evenkeel']
      : [
          'were exported by an earlier version of evenkeel, in a form that this one does not read',
          'export them again, with this version and the cache that they are from',
        ];
  throw new UsageError(
    `${subject} ${words} (format version ${version}; this version reads ${READABLE_VERSIONS.join(' and ')}). Nothing was imported; ` +
      `${advice}.`,
    { data: { version, known: PORTABLE_VERSION } },
  );
}

function invalid(what: string, problems: readonly string[], cause?: unknown): UsageError {
  const shown = problems.slice(0, MOST_PROBLEMS_SHOWN).map((problem) => `\n  ${problem}`);
  const more = problems.length - shown.length;
  const orMore = problems.length >= MOST_PROBLEMS ? ' or more' : '';
  return new UsageError(
    `${what}; nothing was imported. Export them again, or take another copy:` +
      `${shown.join('')}${more > 0 ? `\n  … and ${more}${orMore || ' more'}` : ''}`,
    { data: { problems }, cause },
  );
}
