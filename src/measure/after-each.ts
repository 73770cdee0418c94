import type { Gauge } from './loop.ts';
import { type PreparedSubject, prepareSubject, type Subject } from './subject.ts';

/**
 * Prepares a subject, with its `afterEach` after every call that returns, untimed. Calls then cannot be timed together,
 * because what one leaves behind has to be gone before the next begins.
 * @throws whatever `prepareSubject` and `afterEach` throw.
 */
export async function prepareWithAfterEach(
  subject: Subject,
  keepState?: Parameters<typeof prepareSubject>[1],
  gauge?: Gauge,
): Promise<PreparedSubject> {
  const prepared = await prepareSubject(subject, keepState, gauge);
  const { afterEach, context } = subject;
  if (!afterEach) return prepared;
  // The call that told how the subject must be called was one.
  await afterEach(context);
  return {
    ...prepared,
    canBatch: false,
    // Something changes in between.
    sharedInput: async () => null,
    nextInput: null,
    async run(calls) {
      let seconds = 0;
      for (let i = 0; i < calls; i++) {
        seconds += await prepared.run(1);
        await afterEach(context);
      }
      return seconds;
    },
    async check(calls) {
      for (let i = 0; i < calls; i++) {
        await prepared.check(1);
        await afterEach(context);
      }
    },
  };
}
