import { describe, expect, it } from 'vitest';
import { explainSearch, type SearchEnd } from '../../../src/framework/bisect/messages.ts';
import type { BisectedTest, BisectStep } from '../../../src/model/bisect.ts';
import { THROUGHPUT, TIME } from '../../../src/model/metric.ts';

const commit = (letter: string, subject: string) => ({ hash: letter.repeat(40), subject });
const step = (parts: Partial<BisectStep> = {}): BisectStep => ({
  first: commit('b', 'Parse "headers" twice'),
  last: commit('b', 'Parse "headers" twice'),
  commits: 1,
  merges: [],
  probability: 0.983,
  isSettled: true,
  change: { percent: 14.2, interval: [13.1, 15.3] },
  isWorse: true,
  ...parts,
});

function said(parts: Partial<BisectedTest>, end: SearchEnd = 'whole'): string {
  return explainSearch({
    testName: 'parse',
    file: 'parse.perf.ts',
    metric: TIME,
    good: commit('a', 'Start'),
    bad: commit('c', 'Release'),
    commits: 9,
    outcome: 'found',
    change: { percent: 0.4, interval: [-1.2, 2.1] },
    steps: [],
    measured: [],
    ...parts,
    end,
  });
}

describe('what is said of a search', () => {
  it('names the commit, the size and the odds', () => {
    expect(said({ steps: [step()] })).toBe('14.2 % slower since bbbbbbb "Parse \\"headers\\" twice" (98.3 %).');
  });

  it('never calls odds certain', () => {
    expect(said({ steps: [step({ probability: 1 })] })).toContain('(> 99.9 %)');
  });

  it('names the merge, and each of several steps', () => {
    const faster = step({ change: { percent: -5, interval: [-6, -4] }, isWorse: false, first: commit('d', 'Cache') });
    expect(said({ steps: [step({ merges: [commit('e', 'Merge')] }), faster] })).toBe(
      '14.2 % slower since bbbbbbb "Parse \\"headers\\" twice", merged by eeeeeee (98.3 %). 5.0 % faster since ddddddd "Cache" (98.3 %).',
    );
  });

  it('says of a range why it is one', () => {
    const range = { first: commit('a', 'Break'), commits: 3 };
    expect(said({ steps: [step(range)] })).toMatch(
      /since one of 3 commits, aaaaaaa to bbbbbbb \(98\.3 %\), of which those before the last cannot be measured\.$/,
    );
  });

  it('says of a metric of which more is better that there is less of it', () => {
    const worse = step({ change: { percent: 11, interval: [10, 12] } });
    expect(said({ metric: THROUGHPUT, steps: [worse] })).toMatch(/^throughput 11\.0 % less since/);
  });

  it.each<[BisectedTest['outcome'], SearchEnd, RegExp]>([
    ['alike', 'whole', /^It is not worse: ccccccc against aaaaaaa, \+0\.4 % \[−1\.2 %, \+2\.1 %\]\. There is no step/],
    ['undecided', 'whole', /^Whether it differs cannot be told: .* search again on a calmer machine/],
    ['undecided', 'over', /perhaps with a greater --budget, and it goes on from here\.$/],
    ['undecided', 'interrupted', /^Whether .* start it again, and it goes on from here\.$/],
    ['open', 'over', /^14\.2 % slower since .* greater --budget/],
  ])('says what to do where nothing is sure: %s, %s', (outcome, end, message) => {
    expect(said({ outcome, steps: outcome === 'open' ? [step({ isSettled: false })] : [] }, end)).toMatch(message);
  });
});
