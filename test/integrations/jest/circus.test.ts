import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { refuseChance } from '../../../src/integrations/jest/circus.ts';

interface Sketch {
  readonly retryTimes?: number;
  readonly groupRetries?: number;
  readonly invocations?: number;
  readonly others?: readonly object[];
}

/** A global object as jest-circus leaves it to a running test. */
function contextOf({ retryTimes, groupRetries, invocations = 1, others = [] }: Sketch): object {
  const group = { type: 'describeBlock', children: others };
  const running = { type: 'test', name: 'measured', parent: group, invocations };
  const state = {
    rootDescribeBlock: { type: 'describeBlock', children: [running, group] },
    currentlyRunningTest: running,
    ...(groupRetries !== undefined && { describeRetryOptions: new WeakMap([[group, { numRetries: groupRetries }]]) }),
  };
  return {
    [Symbol('JEST_STATE_SYMBOL')]: state,
    ...(retryTimes !== undefined && { [Symbol.for('RETRY_TIMES')]: retryTimes }),
  };
}

describe('refuseChance', () => {
  it.each<Sketch>([
    {},
    { retryTimes: 0, groupRetries: 0 },
    { others: [{ type: 'test', name: 'plain', concurrent: false }] },
    { others: [{ type: 'test', name: 'left out', concurrent: true, mode: 'skip' }] },
  ])('lets %o pass', (sketch) => {
    expect(() => refuseChance('here', contextOf(sketch))).not.toThrow();
  });

  it('asks nothing of a runner that it does not know', () => {
    expect(() => refuseChance('here', {})).not.toThrow();
  });

  it.each<Sketch>([{ retryTimes: 2 }, { groupRetries: 1 }, { invocations: 2 }])('refuses %o', (sketch) => {
    const refused = () => refuseChance('performanceTest("sort")', contextOf(sketch));
    expect(refused).toThrow(UsageError);
    expect(refused).toThrow(
      /^performanceTest\("sort"\): `jest\.retryTimes` would run it again .* into a file of its own/,
    );
  });

  it('refuses concurrent tests beside it, wherever they stand', () => {
    const others = [{ type: 'describeBlock', children: [{ type: 'test', name: 'beside', concurrent: true }] }];
    expect(() => refuseChance('here', contextOf({ others }))).toThrow(
      /^here: the file also has `test\.concurrent\("beside"\)`/,
    );
  });
});
