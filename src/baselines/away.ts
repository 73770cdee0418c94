import { StoreError } from '../errors.ts';

/** That a store cannot be used at this moment, and may be a while later: what is to be written can wait for it. */
export function storeIsAway(message: string, cause: unknown): StoreError {
  return new StoreError(message, { data: { isAway: true }, cause });
}

/** Whether an error says that. What a store refuses, and will refuse again, is none. */
export function isAway(error: unknown): error is StoreError {
  return error instanceof StoreError && error.data.isAway === true;
}

/** Whether what was to be read can be done without: the store is away, and nobody said that it is required. */
export function canDoWithout(error: unknown): error is StoreError {
  return isAway(error) && error.data.isRequired !== true;
}
