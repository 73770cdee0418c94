import { describe, expect, it } from 'vitest';
import { decide, needsAnotherLook } from '../../../src/judge/history/decide.ts';
import { NO_EFFECT } from '../../../src/judge/history/machine.ts';
import type { View } from '../../../src/judge/history/views.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { viewOf } from './views.ts';

/** A view that looks slower in so many looks, by so many times its margin. */
function view(slowLooks: number, looks: number, margins: number, more: Partial<View> = {}): View {
  return viewOf({ shift: 0.1 * margins, slowLooks, looks, ...more });
}
const quick = (quickLooks: number, looks: number, margins: number) => view(0, looks, margins, { quickLooks });
const machine = { ...NO_EFFECT, beyond: 0.1 };

describe('one view', () => {
  it.each<[string, View, Verdict, boolean, boolean]>([
    // what it saw, the verdict, whether it is disputed, and whether it takes another look
    ['nothing, in one look', view(0, 1, 0.5), 'pass', false, false],
    ['nothing, in two looks', view(0, 2, 0.5), 'pass', false, false],
    ['a slow-down in one look of one', view(1, 1, 2), 'regression', false, true],
    ['a slow-down in both looks', view(2, 2, 1.5), 'regression', false, false],
    ['a slow-down in both looks, near the margin', view(2, 2, 1.3), 'inconclusive', true, true],
    ['a slow-down in both looks, just as near as is too near', view(2, 2, 1.4), 'inconclusive', true, true],
    ['a slow-down in three looks, near the margin', view(3, 3, 1.1), 'regression', false, false],
    ['a slow-down in three looks, together within the margin', view(3, 3, 0.9), 'inconclusive', true, false],
    ['a slow-down in one look of two, together beyond the margin', view(1, 2, 1.1), 'inconclusive', true, true],
    ['a slow-down in one look of two, together at the margin', view(1, 2, 1), 'pass', false, false],
    ['a slow-down in one look of two, together far quicker', view(1, 2, -1.1), 'inconclusive', true, true],
    ['a slow-down in two looks of three, together beyond', view(2, 3, 1.1), 'inconclusive', true, false],
    ['a slow-down that its processes disagree about', view(2, 2, 2, { error: 1 }), 'inconclusive', true, true],
    ['a slow-down that the machine explains', view(2, 2, 2, { machine }), 'inconclusive', true, true],
    ['a slow-down beyond what the machine explains', view(2, 2, 4.1, { machine }), 'regression', false, false],
    ['a slow-down that others explain', view(2, 2, 9, { interrupted: 1 }), 'inconclusive', true, true],
    ['a speed-up in one look of one', quick(1, 1, -2), 'improvement', false, true],
    ['a speed-up in both looks', quick(2, 2, -1.5), 'improvement', false, false],
    ['a speed-up in both looks, near the margin', quick(2, 2, -1.3), 'pass', false, true],
    ['a speed-up in three looks, near the margin', quick(3, 3, -1.1), 'improvement', false, false],
    ['a speed-up in one look of two', quick(1, 2, -2), 'pass', false, false],
  ])('%s', (_what, seen, verdict, isDisputed, again) => {
    const decision = decide([seen]);
    expect(decision).toEqual({ verdict, view: seen, isDisputed });
    expect(needsAnotherLook([seen], decision)).toBe(again);
  });
});

describe('several views', () => {
  const calm = view(0, 2, 0.1);
  const slow = view(2, 2, 2, { name: 'cpuTime' });
  const doubtful = view(2, 2, 1.2, { name: 'drift' });

  it('are as bad as the worst of them', () => {
    expect(decide([calm, doubtful, slow])).toMatchObject({ verdict: 'regression', view: slow });
    expect(decide([calm, doubtful])).toMatchObject({ verdict: 'inconclusive', view: doubtful });
    expect(decide([quick(2, 2, -2), doubtful])).toMatchObject({ verdict: 'inconclusive', view: doubtful });
  });

  it('improve only where the low end does', () => {
    const cpuTime = { ...quick(2, 2, -2), name: 'cpuTime' } as const;
    expect(decide([calm, cpuTime])).toMatchObject({ verdict: 'pass', view: calm });
  });

  it('take a second look where any of them is slower', () => {
    const views = [view(0, 1, 0), view(1, 1, 2, { name: 'cpuTime' })];
    expect(needsAnotherLook(views, decide(views))).toBe(true);
  });
});

describe('processor time', () => {
  const cpuTime = (runs: number) => [view(0, 2, 0.5), view(2, 2, 2, { name: 'cpuTime', runs })];

  it('accuses from five runs on', () => {
    expect(decide(cpuTime(5)).verdict).toBe('regression');
    expect(decide(cpuTime(4)).verdict).toBe('pass');
    const [lowEnd, slower] = [view(0, 1, 0.5), view(1, 1, 2, { name: 'cpuTime', runs: 4 })];
    expect(needsAnotherLook([lowEnd, slower], decide([lowEnd, slower]))).toBe(false);
  });
});

describe('runs that scatter too much for any gate', () => {
  it('are inconclusive where they would pass', () => {
    const blind = { hiddenPercent: 51 };
    expect(decide([view(0, 1, 0.5, blind)])).toMatchObject({ verdict: 'inconclusive', isDisputed: false });
    expect(decide([view(2, 2, 2, blind)]).verdict).toBe('regression');
    expect(decide([{ ...quick(2, 2, -2), ...blind }]).verdict).toBe('improvement');
  });
});

describe('a doubt that no look can clear up', () => {
  const oneProcess = { samples: 8, clockShift: 1, workShift: 0 };

  it('takes no third one', () => {
    const waited = view(2, 2, 2, { oneProcess });
    expect(decide([waited])).toMatchObject({ verdict: 'inconclusive', isDisputed: true });
    expect(needsAnotherLook([waited], decide([waited]))).toBe(false);
    const first = view(1, 1, 2, { oneProcess });
    expect(needsAnotherLook([first], decide([first]))).toBe(true);
  });

  it('takes one where another doubt applies as well', () => {
    const near = view(2, 2, 1.2, { oneProcess });
    expect(needsAnotherLook([near], decide([near]))).toBe(true);
  });
});
