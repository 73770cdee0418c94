import { prepareSubject, subjectOf } from './subject.ts';

const RUNS = 30;
// Enough for V8 to optimise the loop before the last run; about 4 ms in all.
const CALLS = 1 << 16;
const CALLS_ASYNC = 1 << 10;

/**
 * Seconds that one call of an empty function takes through the loop that tests are measured with: what a test that
 * does nothing would show.
 */
export async function measureEmptyCall(isAsync: boolean): Promise<number> {
  const fn = isAsync ? async () => undefined : () => undefined;
  const subject = await prepareSubject(subjectOf(fn));
  const calls = isAsync ? CALLS_ASYNC : CALLS;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < RUNS; i++) least = Math.min(least, (await subject.run(calls)) / calls);
  return least;
}
