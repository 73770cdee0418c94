import { readerNamed, readerOf, readerOfDirectory } from '../../ingest/detect.ts';
import { IngestError } from '../../ingest/ingest-error.ts';
import type { Reader, SourceDirectory } from '../../ingest/reader.ts';
import type { Source } from '../../ingest/source.ts';
import { COMMIT_HASH } from '../../model/bounds.ts';
import type { IngestedFile, IngestedRun } from '../../model/ingested.ts';
import type { FailedTest } from '../../model/result.ts';
import { openGiven } from './sources.ts';

/** A file, or a directory of one harness, that was read. */
export interface ReadResults extends IngestedFile {
  /** As people see it. */
  readonly file: string;
  readonly format: string;
}

/** What was read of what was named. */
export interface ReadAll {
  readonly read: readonly ReadResults[];
  readonly failures: readonly FailedTest[];
  /** What was left out, one sentence each. */
  readonly notes: readonly string[];
}

/** How to read. */
export interface ReadOptions {
  /** The name of the format of all that is named; null to find it by content. */
  readonly format: string | null;
  /** Readers besides evenkeel's own. */
  readonly readers: readonly Reader[];
  /** What paths are relative to. */
  readonly cwd: string;
}

/** Reads files and directories; what cannot be read is a failure, and the others are read all the same. */
export async function readResults(paths: readonly string[], options: ReadOptions): Promise<ReadAll> {
  const read: ReadResults[] = [];
  const failures: FailedTest[] = [];
  const notes: string[] = [];
  for (const path of paths) {
    try {
      const given = openGiven(path, options.cwd);
      if (given.kind === 'file') read.push(await readFile(given.source, options));
      else await readDirectory(given.directory, options, { read, notes });
    } catch (error) {
      if (!(error instanceof IngestError)) throw error;
      failures.push(unreadable(error));
    }
  }
  return { read, failures: [...failures, ...read.flatMap(problemsOf)], notes: [...notes, ...read.flatMap(notesOf)] };
}

async function readFile(source: Source, { format, readers }: ReadOptions): Promise<ReadResults> {
  const reader = await chosen(format, source.name, readers, () => readerOf(source, readers));
  return resultsOf(source.name, reader, () => reader.read(source));
}

async function readDirectory(
  directory: SourceDirectory,
  options: ReadOptions,
  { read, notes }: { readonly read: ReadResults[]; readonly notes: string[] },
): Promise<void> {
  const { format, readers } = options;
  const reader =
    format === null ? await readerOfDirectory(directory, readers) : await chosen(format, directory.name, readers);
  if (reader?.readDirectory && (format === null || reader.recognisesDirectory?.(directory))) {
    const readIt = reader.readDirectory.bind(reader);
    read.push(resultsOf(directory.name, reader, () => readIt(directory)));
    return;
  }
  const left: string[] = [];
  const before = read.length;
  for (const path of directory.paths) {
    try {
      read.push(await readFile(directory.open(path), options));
    } catch (error) {
      if (!(error instanceof IngestError)) throw error;
      left.push(path);
    }
  }
  if (read.length === before) {
    throw new IngestError('no file in it is of a format that can be read; name the files, and their --format.', {
      file: directory.name,
    });
  }
  if (left.length === 0) return;
  const [hold, were] = left.length === 1 ? ['file in it holds', 'was'] : ['files in it hold', 'were'];
  notes.push(`${directory.name}: ${left.length} ${hold} no results and ${were} left out (${named(left)}).`);
}

const MOST_NAMED = 3;

function named(paths: readonly string[]): string {
  const more = paths.length - MOST_NAMED;
  return `${paths.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

async function chosen(
  format: string | null,
  file: string,
  readers: readonly Reader[],
  find?: () => Promise<Reader>,
): Promise<Reader> {
  if (format === null) return find!();
  return readers.find((reader) => reader.format === format) ?? readerNamed(format, file);
}

// What a file holds may be anything, whoever wrote its reader.
function resultsOf(file: string, reader: Reader, read: () => IngestedFile): ReadResults {
  try {
    return { ...withHashes(read()), file, format: reader.format };
  } catch (error) {
    if (error instanceof IngestError) throw error;
    const { message } = error as Error;
    throw new IngestError(`it cannot be read as ${reader.title} (${message}).`, { file }, error);
  }
}

// Other tools take any name for a commit's; what is stored of one is asked of git.
function withHashes({ runs, notes, ...rest }: IngestedFile): IngestedFile {
  const unknown = new Set(runs.flatMap(({ commit }) => (isHash(commit) ? [] : [commit])));
  if (unknown.size === 0) return { ...rest, runs, notes };
  const names = named([...unknown].map((name) => JSON.stringify(name)));
  return {
    ...rest,
    runs: runs.map((run) => (isHash(run.commit) ? run : { ...run, commit: null })),
    notes: [...notes, `what it calls commits are no hashes of git (${names}), so its runs are stored without.`],
  };
}

function isHash(commit: IngestedRun['commit']): boolean {
  return commit === null || COMMIT_HASH.test(commit);
}

function unreadable(error: IngestError): FailedTest {
  const { file } = error.data as { readonly file: string };
  // The file is named beside it.
  const message = error.message.startsWith(`${file}: `) ? error.message.slice(file.length + 2) : error.message;
  return { testName: null, file, reason: 'invalid_file', message, stack: null };
}

function problemsOf({ file, problems }: ReadResults): readonly FailedTest[] {
  return problems.map(({ line, name, message }) => ({
    testName: name,
    file,
    reason: 'invalid_file',
    message: line === null ? message : `line ${line}: ${message}`,
    stack: null,
  }));
}

function notesOf({ file, notes }: ReadResults): readonly string[] {
  return notes.map((note) => `${file}: ${note}`);
}

/** A file that says nothing must not pass. */
export function nothingFound({ read }: Pick<ReadAll, 'read'>): readonly FailedTest[] {
  const empty = read.filter(({ runs, problems }) => problems.length === 0 && runs.every(isEmpty));
  const message = 'it holds no result of a benchmark. Look whether its harness ran any, and was not cut off.';
  return empty.map(({ file }) => ({ testName: null, file, reason: 'invalid_file', message, stack: null }));
}

function isEmpty({ benchmarks }: { readonly benchmarks: readonly unknown[] }): boolean {
  return benchmarks.length === 0;
}
