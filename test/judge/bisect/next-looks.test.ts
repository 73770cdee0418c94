import { describe, expect, it } from 'vitest';
import { search } from '../../../bench/bisect/simulate.mjs';
import { mostCommits, stateOf } from '../../../src/judge/bisect/next-looks.ts';
import { createGenerator } from '../../../src/statistics/core/random.ts';

const RULE = { confidence: 0.95, tolerancePercent: 2, tests: 1 };
const stepAt = (at: number, size: number) => (place: number) => (place >= at ? size : 0);

describe('a search for one step', () => {
  it.each([
    [64, 5],
    [64, 25],
    [256, 10],
    [1000, 5],
  ])('in %i commits that adds %i %% finds it, with few commits measured', (last, percent) => {
    const random = createGenerator(last + percent);
    for (let i = 0; i < 6; i++) {
      const at = 1 + Math.floor(random() * last);
      const line = { last, deviation: 0.015, levelOf: stepAt(at, Math.log1p(percent / 100)) };
      const { state, commits } = search(stateOf, line, RULE, random);
      expect(state.line!.steps).toMatchObject([{ from: at - 1, to: at, isSettled: true }]);
      expect(state.line!.steps[0]!.probability).toBeGreaterThanOrEqual(0.95);
      expect(state.line!.steps[0]!.size).toBeCloseTo(Math.log1p(percent / 100), 1);
      expect(commits).toBeLessThanOrEqual(mostCommits(last));
    }
  });

  it.each([1, 64])('finds it at an end of the line as well: %i', (at) => {
    const line = { last: 64, deviation: 0.015, levelOf: stepAt(at, 0.2) };
    const { state } = search(stateOf, line, RULE, createGenerator(at));
    expect(state.line!.steps).toMatchObject([{ from: at - 1, to: at, isSettled: true }]);
  });

  it('finds a step for the better, whose size is negative', () => {
    const line = { last: 64, deviation: 0.015, levelOf: stepAt(20, -0.2) };
    const { state } = search(stateOf, line, RULE, createGenerator(3));
    expect(state.line!.steps).toMatchObject([{ from: 19, to: 20, isSettled: true }]);
    expect(state.line!.steps[0]!.size).toBeLessThan(-0.15);
  });

  it('takes one look at each commit where figures are counted', () => {
    const line = { last: 256, deviation: 0, scatter: 'counted' as const, levelOf: stepAt(77, 0.02) };
    const { state, commits, pairs } = search(stateOf, line, RULE, createGenerator(1));
    expect(state.line!.steps).toMatchObject([{ from: 76, to: 77, isSettled: true }]);
    expect(pairs).toBe(commits);
  });

  it('looks again where a commit seemed to be on the other side of the step', () => {
    // Of two levels, as processes have them that were laid out unluckily: far apart beside the step.
    const random = createGenerator(11);
    const line = { last: 64, deviation: 0.08, levelOf: stepAt(40, 0.1) };
    const { state, looks } = search(stateOf, line, RULE, random);
    expect(state.line!.steps).toMatchObject([{ from: 39, to: 40, isSettled: true }]);
    expect(Math.max(...[...looks.values()].map((values: readonly number[]) => values.length))).toBeGreaterThan(8);
  });
});

describe('a line without a step', () => {
  it('is not searched', () => {
    const line = { last: 64, deviation: 0.02, levelOf: () => 0 };
    for (let seed = 0; seed < 20; seed++) {
      const { state, commits } = search(stateOf, line, RULE, createGenerator(seed));
      expect({ state: state.ends.state, line: state.line, commits }).toEqual({
        state: 'alike',
        line: null,
        commits: 2,
      });
    }
  });

  it('is undecided where noise would hide it, after as many pairs as there may be', () => {
    const line = { last: 64, deviation: 0.5, levelOf: () => 0 };
    const { state, pairs } = search(stateOf, line, RULE, createGenerator(2));
    expect({ state: state.ends.state, pairs }).toEqual({ state: 'undecided', pairs: 96 });
  });

  it('is one where the difference is tolerated', () => {
    const line = { last: 64, deviation: 0.01, levelOf: stepAt(30, 0.05) };
    const { state } = search(stateOf, line, { ...RULE, tolerancePercent: 20 }, createGenerator(2));
    expect(state.ends.state).toBe('alike');
  });
});

describe('commits that cannot be measured', () => {
  const unusable = new Set(Array.from({ length: 9 }, (_, i) => 30 + i));

  it.each([30, 34, 39])('make a range where the step is at one of them, or right behind: %i', (at) => {
    const line = { last: 64, deviation: 0.015, unusable, levelOf: stepAt(at, 0.2) };
    const { state } = search(stateOf, line, RULE, createGenerator(at));
    expect(state.line!.steps).toMatchObject([{ from: 29, to: 39, isSettled: true }]);
  });

  it.each([29, 40])('keep nobody from finding it beside them: %i', (at) => {
    const line = { last: 64, deviation: 0.015, unusable, levelOf: stepAt(at, 0.2) };
    const { state } = search(stateOf, line, RULE, createGenerator(at));
    expect(state.line!.steps).toMatchObject([{ from: at - 1, to: at, isSettled: true }]);
  });

  it('end the search where they are most of the line', () => {
    const all = new Set(Array.from({ length: 998 }, (_, i) => i + 1));
    const line = { last: 999, deviation: 0.015, unusable: all, levelOf: stepAt(500, 0.2) };
    const { state, commits } = search(stateOf, line, RULE, createGenerator(5));
    expect(state.line!.steps).toMatchObject([{ from: 0, to: 999, isSettled: false }]);
    expect(commits).toBeLessThanOrEqual(mostCommits(999) + 2);
  });
});

describe('several steps in one line', () => {
  it.each([
    ['slower, faster, slower', [0.2, -0.1, 0.15]],
    ['slower three times', [0.1, 0.1, 0.1]],
    ['two that cancel out, and one', [0.2, -0.2, 0.3]],
  ])('are told apart: %s', (_what, sizes) => {
    const places = [9, 30, 52];
    const levelOf = (place: number) => places.reduce((sum, at, i) => sum + (place >= at ? sizes[i]! : 0), 0);
    const { state } = search(stateOf, { last: 64, deviation: 0.015, levelOf }, RULE, createGenerator(4));
    expect(state.line!.steps.map((step: { to: number; isSettled: boolean }) => [step.to, step.isSettled])).toEqual(
      places.map((at) => [at, true]),
    );
    for (const [i, { size }] of state.line!.steps.entries()) expect(size).toBeCloseTo(sizes[i]!, 1);
  });
});

it('the next look follows from what was measured, and from nothing else', () => {
  const line = { last: 64, deviation: 0.015, levelOf: stepAt(40, 0.1) };
  const { state, looks } = search(stateOf, line, RULE, createGenerator(8));
  const again = stateOf(
    { last: 64, looks: new Map([...looks].reverse()), unusable: new Set(), scatter: 'sampled' },
    RULE,
  );
  expect({ wishes: again.wishes, steps: again.line!.steps }).toEqual({
    wishes: state.wishes,
    steps: state.line!.steps,
  });
});
