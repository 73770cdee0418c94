import { PerformanceTestingError } from '../errors.ts';

/** Where in which file something is wrong. */
export interface IngestPlace {
  readonly file: string;
  /** Counted from 1; absent where the format has no lines. */
  readonly line?: number;
}

/** Nothing of a file of another harness can be read. */
export class IngestError extends PerformanceTestingError {
  override readonly code = 'INGEST';

  /** @param message what is wrong and what to do, without the place. */
  constructor(message: string, { file, line }: IngestPlace, cause?: unknown) {
    const place = line === undefined ? file : `${file}:${line}`;
    super(`${place}: ${message}`, { data: { file, line: line ?? null }, cause });
  }
}
