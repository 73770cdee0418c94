import type { ProcessMeasurement } from '../../model/measurement.ts';
import type { Side, TestDeclaration } from '../../model/suite.ts';
import type { LoadRequest } from '../../suite/loading/load-suite.ts';
import type { MeasureOptions, Place } from '../measure-function.ts';

/** What a worker process is asked; each process answers one request and ends. */
export type WorkerRequest =
  | { readonly kind: 'collect'; readonly load: LoadRequest }
  | {
      readonly kind: 'measure';
      readonly load: LoadRequest;
      readonly testName: string;
      readonly side: Side;
      readonly options: MeasureOptions;
      readonly place: Place;
    };

/** What it answers. */
export type WorkerResponse =
  | { readonly kind: 'collected'; readonly tests: readonly TestDeclaration[] }
  | { readonly kind: 'measured'; readonly measurement: ProcessMeasurement }
  | { readonly kind: 'failed'; readonly error: PlainError };

/** An error that can cross processes. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | null;
  readonly code: string | null;
}

/** Makes anything that was thrown fit to be sent. */
export function plainError(thrown: unknown): PlainError {
  if (!(thrown instanceof Error)) {
    return {
      name: 'Error',
      message: `Something other than an Error was thrown: ${describe(thrown)}`,
      stack: null,
      code: null,
    };
  }
  const code: unknown = (thrown as { code?: unknown }).code;
  return {
    name: thrown.name,
    message: thrown.message,
    stack: stackWithCauses(thrown),
    code: typeof code === 'string' ? code : null,
  };
}

function describe(thrown: unknown): string {
  try {
    return typeof thrown === 'string' ? JSON.stringify(thrown) : String(thrown);
  } catch {
    return 'an object that cannot be printed';
  }
}

function stackWithCauses(error: Error, depth = 0): string | null {
  const own = error.stack ?? null;
  if (!(error.cause instanceof Error) || depth > 4) return own;
  return `${own}\nCaused by: ${stackWithCauses(error.cause, depth + 1)}`;
}
