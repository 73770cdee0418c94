import { UsageError } from '../../errors.ts';

/** What is looked at of the state of jest-circus, which runs the tests of a file. */
interface CircusState {
  readonly rootDescribeBlock: DescribeBlock;
  readonly currentlyRunningTest?: RunningTest | null;
  readonly describeRetryOptions?: WeakMap<object, { readonly numRetries?: number }>;
}

interface DescribeBlock {
  readonly type: 'describeBlock';
  readonly parent?: DescribeBlock;
  readonly children: readonly (DescribeBlock | DeclaredTest)[];
}

interface DeclaredTest {
  readonly type: 'test';
  readonly name: string;
  readonly concurrent?: boolean;
  readonly mode?: string | null;
}

interface RunningTest extends DeclaredTest {
  readonly parent: DescribeBlock;
  readonly invocations: number;
}

const RETRY_TIMES = Symbol.for('RETRY_TIMES');

/**
 * Refuses what would make chance of a verdict: tests that are run again until they pass, and tests that run at the same
 * time. Of another runner than jest-circus, Jest's own since 27, only `jest.retryTimes` is seen.
 * @param where who is asked for a verdict, for the message.
 * @param context the global object that the test file runs with.
 * @throws {UsageError} that says what to change.
 */
export function refuseChance(where: string, context: object = globalThis): void {
  const state = stateOf(context);
  const retries = retriesOf(context, state);
  if (retries > 0 || (state?.currentlyRunningTest?.invocations ?? 1) > 1) {
    throw new UsageError(
      `${where}: \`jest.retryTimes\` would run it again until it passes, which a slower function does sooner or later, too. Take \`jest.retryTimes\` out of this file, or move the performance test into a file of its own: evenkeel measures again by itself what looks slower.`,
      { data: { retries } },
    );
  }
  const concurrent = state && concurrentTestIn(state.rootDescribeBlock);
  if (!concurrent) return;
  throw new UsageError(
    `${where}: the file also has \`test.concurrent(${JSON.stringify(concurrent.name)})\`, which may run while this is measured. Make it a plain \`test\`, or move the performance test into a file of its own.`,
  );
}

function stateOf(context: object): CircusState | null {
  const key = Object.getOwnPropertySymbols(context).find(({ description }) => description === 'JEST_STATE_SYMBOL');
  return key === undefined ? null : (context as Record<symbol, CircusState>)[key]!;
}

function retriesOf(context: object, state: CircusState | null): number {
  const ofFile = Number((context as Record<symbol, unknown>)[RETRY_TIMES] ?? 0) || 0;
  let ofGroups = 0;
  for (let block = state?.currentlyRunningTest?.parent; block; block = block.parent) {
    ofGroups = Math.max(ofGroups, state?.describeRetryOptions?.get(block)?.numRetries ?? 0);
  }
  return Math.max(ofFile, ofGroups);
}

function concurrentTestIn({ children }: DescribeBlock): DeclaredTest | null {
  for (const child of children) {
    const found = child.type === 'test' ? isConcurrent(child) && child : concurrentTestIn(child);
    if (found) return found;
  }
  return null;
}

function isConcurrent({ concurrent, mode }: DeclaredTest): boolean {
  return concurrent === true && mode !== 'skip' && mode !== 'todo';
}
