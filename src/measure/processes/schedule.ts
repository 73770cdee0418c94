import type { Side, TestDeclaration, TestPlan } from '../../model/suite.ts';
import type { LoadRequest } from '../../suite/loading/load-suite.ts';

/** A test that is to be measured. */
export interface PlannedTest {
  readonly declaration: TestDeclaration;
  /** Relative to the working directory, for people. */
  readonly file: string;
  readonly load: LoadRequest;
  readonly plan: TestPlan;
  /** Calls a sample in the run that this one will be compared with, where there is one. */
  readonly callsPerSample?: number | undefined;
}

/** One fresh process. */
export interface Step {
  readonly test: PlannedTest;
  readonly side: Side;
  readonly round: number;
  /** The step's place in its round. */
  readonly position: number;
}

/**
 * The order in which processes are started: rounds, in each of which every test has its turn once, each round starting
 * one test later than the one before. A burst of noise then meets a process or two of several tests instead of all
 * processes of one, and no test always follows the same moment. The sides of a comparison run next to each other, the
 * baseline first in every other round; where there are more of them, another one is the first in each.
 */
export function scheduleSteps(tests: readonly PlannedTest[]): readonly Step[] {
  const rounds = Math.max(0, ...tests.map(({ plan }) => plan.processes));
  const steps: Step[] = [];
  for (let round = 0; round < rounds; round++) {
    const taking = tests.filter(({ plan }) => round < plan.processes);
    const rotated = rotate(taking, round);
    let position = 0;
    for (const test of rotated) {
      for (const side of rotate(sidesOf(test.declaration), round))
        steps.push({ test, side, round, position: position++ });
    }
  }
  return steps;
}

/** The functions of a test, first what the others are held against. */
export function sidesOf({ kind, functions }: TestDeclaration): readonly [Side, ...Side[]] {
  if (kind !== 'comparison') return ['candidate'];
  const [first = 'baseline', ...others] = functions ?? ['baseline', 'candidate'];
  return [first, ...others];
}

/** The items from another beginning on: `rotate([a, b, c], 1)` is `[b, c, a]`. */
export function rotate<Item>(items: readonly Item[], by: number): readonly Item[] {
  const start = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
