import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Step, scheduleSteps } from '../../../src/measure/processes/schedule.ts';
import { planned } from './plans.ts';

const show = (steps: readonly Step[]) =>
  steps.map(({ test, side, round, position }) => `${round}.${position} ${test.declaration.name} ${side}`);

describe('scheduleSteps', () => {
  it('has nothing to do without tests', () => {
    expect(scheduleSteps([])).toEqual([]);
  });

  it('starts each round one test later', () => {
    const tests = [planned('a', { processes: 3 }), planned('b', { processes: 2 }), planned('c', { processes: 3 })];
    expect(show(scheduleSteps(tests))).toEqual([
      '0.0 a candidate',
      '0.1 b candidate',
      '0.2 c candidate',
      '1.0 b candidate',
      '1.1 c candidate',
      '1.2 a candidate',
      '2.0 a candidate',
      '2.1 c candidate',
    ]);
  });

  it('runs the sides of a comparison next to each other, first one then the other', () => {
    const tests = [planned('a', { processes: 2, kind: 'comparison' }), planned('b', { processes: 2 })];
    expect(show(scheduleSteps(tests))).toEqual([
      '0.0 a baseline',
      '0.1 a candidate',
      '0.2 b candidate',
      '1.0 b candidate',
      '1.1 a candidate',
      '1.2 a baseline',
    ]);
  });
});

const tests = fc
  .array(
    fc.record({
      processes: fc.integer({ min: 1, max: 6 }),
      kind: fc.constantFrom('test' as const, 'comparison' as const),
    }),
    { maxLength: 8 },
  )
  .map((plans) => plans.map((plan, i) => planned(`t${i}`, plan)));

describe('whatever the tests', () => {
  it('every side of every test has its turn once in each of its rounds', () => {
    fc.assert(
      fc.property(tests, (all) => {
        const taken = show(scheduleSteps(all)).map((line) => line.replace(/\.\d+ /, ' '));
        const wanted = all.flatMap(({ declaration, plan }) => {
          const sides = declaration.kind === 'test' ? ['candidate'] : ['baseline', 'candidate'];
          const rounds = Array.from({ length: plan.processes }, (_, round) => round);
          return rounds.flatMap((round) => sides.map((side) => `${round} ${declaration.name} ${side}`));
        });
        expect([...taken].sort()).toEqual(wanted.sort());
      }),
    );
  });

  it('rounds follow each other, and positions count from 0 in each', () => {
    fc.assert(
      fc.property(tests, (all) => {
        let previous = { round: 0, position: -1 };
        for (const { round, position } of scheduleSteps(all)) {
          const follows = round === previous.round ? position === previous.position + 1 : position === 0;
          expect(follows && round >= previous.round).toBe(true);
          previous = { round, position };
        }
      }),
    );
  });

  it('the sides of a comparison are neighbours, and take turns in being first', () => {
    fc.assert(
      fc.property(tests, (all) => {
        const steps = scheduleSteps(all);
        for (const [i, { test, side, round }] of steps.entries()) {
          const isFirst = (side === 'baseline') === (round % 2 === 0);
          if (test.declaration.kind === 'test' || !isFirst) continue;
          expect(steps[i + 1]).toMatchObject({ test, round, side: side === 'baseline' ? 'candidate' : 'baseline' });
        }
      }),
    );
  });
});
