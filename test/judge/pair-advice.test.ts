import { describe, expect, it } from 'vitest';
import { adviceOnPairs } from '../../src/judge/pair-advice.ts';
import type { PairManner } from '../../src/model/measurement.ts';

const pinned: PairManner = { kind: 'by_turns', isPinned: true };
const unpinned: PairManner = { kind: 'by_turns', isPinned: false };
const inTurn = (reason: string): PairManner => ({ kind: 'one_after_other', reason });
const tests = (...manners: PairManner[]) => manners.map((manner, i) => ({ testName: `t${i}`, manner }));

describe('adviceOnPairs', () => {
  it('is silent where pairs were measured as they should be, and where there are none', () => {
    expect(adviceOnPairs([], 'linux')).toEqual([]);
    expect(adviceOnPairs(tests(pinned, pinned), 'linux')).toEqual([]);
  });

  it('says once what pairs that were not pinned cost, and what to install', () => {
    const advice = adviceOnPairs(tests(unpinned, pinned, unpinned), 'linux');
    expect(advice).toEqual([expect.stringMatching(/five times as much.*Install util-linux, which has `taskset`/)]);
  });

  it.each(['darwin', 'windows'])('says nothing of it on %s, where nobody can pin', (platform) => {
    expect(adviceOnPairs(tests(unpinned), platform)).toEqual([]);
  });

  it('says of pairs that were measured one after the other which, why, and what it costs, a reason each', () => {
    const port = inTurn('the second one failed: listen EADDRINUSE.\n    at Server');
    const died = inTurn('the second one ended by SIGKILL');
    const advice = adviceOnPairs(tests(port, died, pinned, port, port, port), 'darwin');
    expect(advice).toHaveLength(2);
    expect(advice[0]).toMatch(
      /^Measured one .*: "t0", "t3", "t4" and 1 more, because the second one failed: listen EADDRINUSE\. Seconds lie/,
    );
    expect(advice[1]).toMatch(
      /: "t1", because the second one ended by SIGKILL\. .* two of its processes could live side by side\.$/,
    );
  });
});
