import type { FailedTest } from '../../model/result.ts';
import { adviceOnLoading } from '../../suite/loading/loading-advice.ts';
import { explainMissingFile } from '../../suite/loading/missing-file.ts';
import { placeIn, type SyntaxPlace } from '../../suite/loading/syntax-place.ts';
import type { WorkerOutcome } from './worker-process.ts';

/**
 * Says of a failure what the error's own words leave out: where the syntax is wrong, which file may be meant, what to do.
 * @param askAgain has another process make the same error and die of it: Node knows the place of wrong syntax in an ES module,
 *   and tells it only where the error ends a process.
 */
export async function explained(
  failure: FailedTest,
  outcome: WorkerOutcome,
  askAgain: () => Promise<WorkerOutcome>,
): Promise<FailedTest> {
  if (outcome.kind !== 'failed') return failure;
  const { error } = outcome;
  const place = error.name === 'SyntaxError' ? await placeOf(error, askAgain) : null;
  const head = `${error.name}: ${error.message}`;
  const more = [
    place === null || error.message.includes(place.where) ? null : `at ${place.where}\n${place.excerpt}`,
    explainMissingFile(error),
    adviceOnLoading(error, place?.line ?? null),
  ].filter((text) => text !== null);
  if (more.length === 0) return failure;
  return { ...failure, message: failure.message.replace(head, () => [head, ...more].join('\n')) };
}

async function placeOf(
  { message, stack }: Extract<WorkerOutcome, { kind: 'failed' }>['error'],
  askAgain: () => Promise<WorkerOutcome>,
): Promise<SyntaxPlace | null> {
  const known = placeIn(stack ?? '', message);
  if (known !== null) return known;
  const died = await askAgain();
  return died.kind === 'died' ? placeIn(died.output, message) : null;
}

/** As {@link explained}, of a test that was called; what it imports while it runs may have wrong syntax as well. */
export async function explainedTest(
  failure: FailedTest,
  outcome: WorkerOutcome,
  askAgain: () => Promise<WorkerOutcome>,
): Promise<FailedTest> {
  const isOfSyntax = outcome.kind === 'failed' && outcome.error.name === 'SyntaxError';
  return isOfSyntax ? explained(failure, outcome, askAgain) : failure;
}
