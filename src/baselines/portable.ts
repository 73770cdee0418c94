import { UsageError } from '../errors.ts';
import type { RunRecord } from '../model/baseline.ts';
import { PORTABLE_FORMAT, PORTABLE_VERSION } from './portable-format.ts';
import { assertStorable } from './record-check.ts';
import type { BaselineStore } from './store.ts';

/** More than these are counted, not listed. */
const MOST_PROBLEMS_SHOWN = 20;

/**
 * Everything in a store as JSON text: `{ format, version, exportedAt, runs }`, one run a line, by test name,
 * environment and time, so that two exports of the same runs differ in `exportedAt` alone.
 *
 * @param options.now - becomes `exportedAt`; the system's clock where it is not given
 * @throws StoreError where the store cannot be read
 */
export async function exportBaselines(store: BaselineStore, options: { readonly now?: Date } = {}): Promise<string> {
  const runs: RunRecord[] = [];
  for (const series of await store.series()) runs.push(...(await store.history(series)));
  const head = {
    format: PORTABLE_FORMAT,
    version: PORTABLE_VERSION,
    exportedAt: (options.now ?? new Date()).toISOString(),
  };
  const lines = runs.map((run) => `\n${JSON.stringify(run)}`);
  return `${JSON.stringify(head).slice(0, -1)},"runs":[${lines.join(',')}\n]}\n`;
}

/**
 * Puts exported baselines into a store, in one transaction.
 *
 * @param options.merge - true keeps what is there, adds the rest and replaces runs of the same identity; false makes
 * the imported runs the only ones
 * @returns how many runs were imported
 * @throws UsageError that names every problem with its path where the text is not what `exportBaselines` writes; the
 * store is not changed then
 * @throws StoreError where the store cannot be written
 */
export async function importBaselines(
  store: BaselineStore,
  text: string,
  options: { readonly merge: boolean },
): Promise<number> {
  const runs = await parseRuns(text);
  await (options.merge ? store.append(runs) : store.replaceAll(runs));
  return runs.length;
}

async function parseRuns(text: string): Promise<readonly RunRecord[]> {
  const content = parseJson(text);
  rejectNewer(content);
  const [{ safeParse, getDotPath }, { portableSchema }] = await Promise.all([
    import('valibot'),
    import('./portable-schema.ts'),
  ]);
  const result = safeParse(portableSchema, content);
  if (!result.success) {
    throw invalid(result.issues.map((issue) => `${getDotPath(issue) ?? 'the whole'}: ${issue.message}`));
  }
  assertStorable(result.output.runs);
  return result.output.runs;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid([`the whole: it is not JSON (${(error as Error).message})`], error);
  }
}

function rejectNewer(content: unknown): void {
  const { format, version } = Object(content) as { format?: unknown; version?: unknown };
  if (format !== PORTABLE_FORMAT || typeof version !== 'number' || version <= PORTABLE_VERSION) return;
  throw new UsageError(
    `The baselines to import were exported by a newer version of evenkeel (format version ${version}; this version ` +
      `knows ${PORTABLE_VERSION}). Nothing was imported; update evenkeel.`,
    { data: { version, known: PORTABLE_VERSION } },
  );
}

function invalid(problems: readonly string[], cause?: unknown): UsageError {
  const shown = problems.slice(0, MOST_PROBLEMS_SHOWN).map((problem) => `\n  ${problem}`);
  const more = problems.length - shown.length;
  return new UsageError(
    'The baselines to import are not what evenkeel exports; nothing was imported. Export them again, or mend:' +
      `${shown.join('')}${more > 0 ? `\n  … and ${more} more` : ''}`,
    { data: { problems }, cause },
  );
}
