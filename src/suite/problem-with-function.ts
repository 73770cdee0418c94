import { isGeneratorFunction } from 'node:util/types';

/**
 * Why calling this function would not do its work; null where nothing speaks against it. A generator function answers
 * at once, and works only while somebody iterates over what it answered.
 */
export function problemWithFunction(fn: unknown): string | null {
  return isGeneratorFunction(fn) ? CALLED_ONLY : null;
}

const CALLED_ONLY =
  'the function is a generator function: calling it makes an iterator and does none of its work. Measure a function that uses it up: ' +
  '`() => { for (const _ of generate()) ; }`, or with an asynchronous one `async () => { for await (const _ of generate()) ; }`.';
