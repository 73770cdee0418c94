import { UsageError } from '../errors.ts';
import type { RunRecord } from '../model/baseline.ts';
import { dateOf } from '../real-time.ts';
import { checksumOfText, checksumOfWhole, runText } from './portable-checksum.ts';
import { PORTABLE_FORMAT, PORTABLE_VERSION } from './portable-format.ts';
import type { Exported } from './portable-schema.ts';
import { assertStorable } from './record-check.ts';
import type { BaselineStore } from './store.ts';

/** More than these are counted, not listed. */
const MOST_PROBLEMS_SHOWN = 20;

/**
 * Everything in a store as JSON text: `{ format, version, exportedAt, checksum, runs }`, one run a line, by test name,
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
      lines.push(`\n{"checksum":"${sum}",${text.slice(1)}`);
    }
  }
  const exportedAt = (options.now ?? dateOf()).toISOString();
  const checksum = checksumOfWhole(exportedAt, checksums);
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
 * any more: a run or the whole does not match its checksum. The store is not changed then
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
  const content = parseJson(text, subject);
  rejectOtherVersions(content, subject);
  const [{ safeParse, getDotPath }, { portableSchema }] = await Promise.all([
    import('valibot'),
    import('./portable-schema.ts'),
  ]);
  const result = safeParse(portableSchema, content);
  if (!result.success) {
    const problems = result.issues.map((issue) => `${getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
    throw invalid(`${subject} are not what evenkeel exports, or not any more`, problems);
  }
  const damage = damageOf(result.output);
  if (damage.length > 0) throw invalid(`${subject} are damaged`, damage);
  const runs = result.output.runs.map(({ checksum: _, ...run }) => run);
  assertStorable(runs);
  return runs;
}

function parseJson(text: string, subject: string): unknown {
  try {
    // Editors and shells of Windows put a byte order mark before it.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw invalid(
      `${subject} are not what evenkeel exports, or not any more`,
      [`the whole: it is not JSON (${(error as Error).message})`],
      error,
    );
  }
}

function rejectOtherVersions(content: unknown, subject: string): void {
  const { format, version } = Object(content) as { format?: unknown; version?: unknown };
  if (format !== PORTABLE_FORMAT || typeof version !== 'number' || version === PORTABLE_VERSION) return;
  const [words, advice] =
    version > PORTABLE_VERSION
      ? ['were exported by a newer version of evenkeel', 'update evenkeel']
      : [
          'were exported by an earlier version of evenkeel, in a form that this one does not read',
          'export them again, with this version and the cache that they are from',
        ];
  throw new UsageError(
    `${subject} ${words} (format version ${version}; this version reads ${PORTABLE_VERSION}). Nothing was imported; ` +
      `${advice}.`,
    { data: { version, known: PORTABLE_VERSION } },
  );
}

/** What does not match its checksum, in words. */
function damageOf({ exportedAt, checksum, runs }: Exported): string[] {
  const damaged = runs.flatMap((run, index) => {
    if (checksumOfText(runText(run)) === run.checksum) return [];
    const name = JSON.stringify(run.testName);
    return `runs.${index}: It does not match its checksum; as it stands there it is ${name} of ${run.recordedAt}`;
  });
  if (
    checksumOfWhole(
      exportedAt,
      runs.map((run) => run.checksum),
    ) === checksum
  )
    return damaged;
  return [
    ...damaged,
    'the whole: Its runs and its date do not match its checksum: something was changed, or is missing',
  ];
}

function invalid(what: string, problems: readonly string[], cause?: unknown): UsageError {
  const shown = problems.slice(0, MOST_PROBLEMS_SHOWN).map((problem) => `\n  ${problem}`);
  const more = problems.length - shown.length;
  return new UsageError(
    `${what}; nothing was imported. Export them again, or take another copy:` +
      `${shown.join('')}${more > 0 ? `\n  … and ${more} more` : ''}`,
    { data: { problems }, cause },
  );
}
