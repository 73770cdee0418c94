import type { IngestedFile } from '../model/ingested.ts';
import type { Source } from './source.ts';

/** Files of a directory, which some harnesses write instead of one. */
export interface SourceDirectory {
  /** Its path, as people see it. */
  readonly name: string;
  /** Paths of its files relative to it, with `/`, in alphabetical order; links are not followed. */
  readonly paths: readonly string[];
  /** Opens one of `paths`. @throws whatever the file system says. */
  open(path: string): Source;
}

/**
 * Reads the results of one harness. A module whose default export is one is what `evenkeel ingest --reader` takes.
 *
 * @example
 * import type { IngestedBenchmark, Reader } from 'evenkeel';
 *
 * const reader: Reader = {
 *   format: 'lines',
 *   title: 'lines of a name and seconds',
 *   recognises: (source) => source.beginning.startsWith('# lines'),
 *   read(source) {
 *     const benchmarks = [...source.lines()].slice(1).map(({ text }): IngestedBenchmark => {
 *       const [name = '', seconds] = text.split(' ');
 *       const figures = { kind: 'summary', deviation: null, count: null } as const;
 *       const time = { name: 'time', unit: 'seconds', better: 'lower', scatter: 'sampled' } as const;
 *       return { name, metrics: [{ ...time, value: Number(seconds), figures }] };
 *     });
 *     return { runs: [{ commit: null, recordedAt: null, machine: null, benchmarks }], problems: [], notes: [] };
 *   },
 * };
 *
 * export default reader;
 */
export interface Reader {
  /** What `--format` calls it: lower case, with hyphens. */
  readonly format: string;
  /** What people call it. */
  readonly title: string;
  /**
   * Whether a file is of this format, by its content; names of files are anybody's choice. Does not throw: what cannot be
   * parsed is of none of the formats of JSON. The text of a format that may begin with anything else (a build's output
   * before the benchmarks) is looked for in `beginning`, and further on in `lines()` where need be.
   */
  recognises(source: Source): boolean;
  /**
   * Reads a file.
   * @throws {IngestError} where nothing of it can be read; what is wrong with one benchmark is a problem of the result.
   */
  read(source: Source): IngestedFile;
  /** Whether a directory holds results of this harness, by the names in it. Default: none does. */
  recognisesDirectory?(directory: SourceDirectory): boolean;
  /** Reads a directory. @throws as `read` does. */
  readDirectory?(directory: SourceDirectory): IngestedFile;
}
