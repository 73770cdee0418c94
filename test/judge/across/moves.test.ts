import { describe, expect, it } from 'vitest';
import { factChanges } from '../../../src/judge/across/fact-changes.ts';
import { MoveSearch, surelyMoved } from '../../../src/judge/across/moves.ts';
import { type DatedRun, stepsOf } from '../../../src/judge/across/step.ts';
import { MADE_WITH_NOTHING_KNOWN, type MadeWith } from '../../../src/model/made-with.ts';
import { type Metric, TIME } from '../../../src/model/metric.ts';
import { createGenerator, type Generator } from '../../../src/statistics/core/random.ts';
import { madeWith } from '../../baselines/records.ts';

const dayOf = (number: number) => new Date(Date.UTC(2026, 10, 1 + number)).toISOString().slice(0, 10);
const dated = (values: readonly number[], made: (day: number) => MadeWith | null = () => null): DatedRun[] =>
  values.map((value, day) => ({ day: dayOf(day), value, madeWith: made(day) }));

describe('stepsOf', () => {
  // scipy 1.17: ttest_ind(log(after), log(before)) at the place where its p-value is least
  it("is Student's t at the clearest place", () => {
    const runs = dated([100, 101, 99, 100, 102, 98, 104, 105, 103, 104]);
    const { clearest, places, changes } = stepsOf(runs, TIME);
    expect({ places, changes }).toEqual({ places: 4, changes: [] });
    expect(clearest).toMatchObject({ day: dayOf(6), degreesOfFreedom: 8, facts: [] });
    expect(clearest!.shift).toBeCloseTo(0.03928094568299745, 12);
    expect(clearest!.pValue).toBeCloseTo(0.0010533155188430826, 12);
  });

  it('takes runs that happen to agree for no proof that they always do', () => {
    const { clearest } = stepsOf(dated([100, 100, 100, 100, 100.2, 100.2, 100.2]), TIME);
    expect(clearest!.pValue).toBeGreaterThan(0.3);
    const same = stepsOf(dated([5, 5, 5, 5, 5, 5, 5]), TIME);
    expect(same.clearest!.pValue).toBe(1);
  });

  it.each([[[]], [[1, 2, 3, 4, 5, 6]], [[1, 2, 3, 4, 0, 6, 7, 8]]])('says nothing of %j', (values) => {
    expect(stepsOf(dated(values), TIME)).toEqual({ clearest: null, places: 0, changes: [] });
  });

  it('tells what changed at a place', () => {
    const made = (day: number) => madeWith({ node: day < 5 ? '20.19.5' : '20.20.0' });
    const { changes, clearest } = stepsOf(dated([1, 1, 1, 1, 1, 2, 2, 2], made), TIME);
    expect(changes).toEqual([{ day: dayOf(5), facts: [{ name: 'Node', from: '20.19.5', to: '20.20.0' }] }]);
    expect(clearest!.facts).toEqual(changes[0]!.facts);
  });
});

describe('factChanges', () => {
  it('names what changed, and of a lockfile that it did', () => {
    const before = madeWith({
      lockfiles: [
        { file: 'yarn.lock', hash: 'a'.repeat(16) },
        { file: 'go.sum', hash: 'b'.repeat(16) },
      ],
    });
    const after = madeWith({
      kernel: '6.12.0',
      runnerImage: 'ubuntu24 20261201.1.0',
      lockfiles: [
        { file: 'yarn.lock', hash: 'c'.repeat(16) },
        { file: 'go.sum', hash: 'b'.repeat(16) },
      ],
    });
    expect(factChanges(before, after)).toEqual([
      { name: 'the runner image', from: 'ubuntu24 20261116.1.0', to: 'ubuntu24 20261201.1.0' },
      { name: 'the kernel', from: '6.11.0-1018-azure', to: '6.12.0' },
      { name: 'yarn.lock', from: null, to: null },
    ]);
  });

  it('takes what is not known for no change, and neither how fast the machine was', () => {
    expect(factChanges(MADE_WITH_NOTHING_KNOWN, madeWith())).toEqual([]);
    expect(factChanges(madeWith(), madeWith({ machineSpeed: null, lockfiles: [] }))).toEqual([]);
  });
});

describe('surelyMoved', () => {
  const chances = (...values: number[]) => new Map(values.map((value, i) => [`p${i}`, value]));

  it.each([
    ['two that are sure', chances(1e-6, 1e-4, 0.5), 3, ['p0', 'p1']],
    ['one that is sure, and one that may be', chances(1e-9, 0.001), 2, []],
    ['all', chances(1e-6, 1e-6, 1e-6), 3, ['p0', 'p1', 'p2']],
    ['two of many', chances(1e-6, 1e-5), 100, []],
    ['one alone', chances(1e-9), 1, []],
    ['none', chances(), 5, []],
  ])('are %s', (_what, given, n, moved) => {
    expect(surelyMoved(given, n)).toEqual(moved);
  });
});

/** Standard normal (Box and Muller). */
const normal = (random: Generator) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Runs of unchanged code as CI has them: each a little like the one before, one in twenty held up, tails heavier than normal ones. */
function noise(
  random: Generator,
  { runs, deviation, alike = 0.3 }: { runs: number; deviation: number; alike?: number },
) {
  let last = 0;
  return Array.from({ length: runs }, () => {
    const heavy =
      normal(random) / Math.sqrt((normal(random) ** 2 + normal(random) ** 2 + normal(random) ** 2 + 1e-9) / 3);
    last = alike * last + Math.sqrt(1 - alike ** 2) * Math.max(-8, Math.min(8, heavy)) * 0.6;
    return Math.exp(deviation * last + (random() < 0.05 ? 0.08 * random() : 0));
  });
}

interface Fleet {
  readonly projects: number;
  readonly series: number;
  readonly metric?: Metric;
  /** By what times of each project's tests are multiplied from the day of the change on. */
  readonly moved?: (project: number) => number;
  /** The day on which every project's Node changes; null for none. */
  readonly node: number | null;
}

function movesOf(random: Generator, { projects, series, moved = () => 1, node, metric = TIME }: Fleet) {
  const search = new MoveSearch();
  for (let project = 0; project < projects; project++) {
    for (let test = 0; test < series; test++) {
      const values = noise(random, { runs: 24, deviation: 0.005 + 0.015 * random() });
      const made = (day: number) => madeWith({ node: node !== null && day >= node ? '20.20.0' : '20.19.5' });
      const runs = dated(
        values.map((value, day) => value * (day >= 16 ? moved(project) : 1)),
        made,
      );
      const name = { project: `team/p${project}`, testName: `test ${test}`, environmentKey: 'linux', metric };
      search.add(name, stepsOf(runs, metric));
    }
  }
  return search.moves();
}

describe('MoveSearch', () => {
  it('says once what moved in several projects when Node changed', () => {
    const random = createGenerator(1);
    const moves = movesOf(random, { projects: 4, series: 6, node: 16, moved: (project) => (project < 3 ? 1.06 : 1) });
    expect(moves).toHaveLength(1);
    const [move] = moves;
    expect(move).toMatchObject({
      day: dayOf(16),
      projects: expect.arrayContaining(['team/p0', 'team/p1', 'team/p2']),
      facts: [{ name: 'Node', from: '20.19.5', to: '20.20.0' }],
    });
    expect(move!.projects).toHaveLength(3);
    const [low, high] = move!.change.interval;
    expect([low <= 6 && high >= 6, move!.change.percent > 4, move!.change.percent < 8]).toEqual([true, true, true]);
    expect(move!.series.every(({ project }) => project !== 'team/p3')).toBe(true);
  });

  it('says that nothing recorded changed where that is so', () => {
    const [move, ...more] = movesOf(createGenerator(2), { projects: 3, series: 6, node: null, moved: () => 1.1 });
    expect(more).toEqual([]);
    expect(move).toMatchObject({ day: dayOf(16), facts: [] });
    expect(move!.projects.length).toBeGreaterThanOrEqual(2);
  });

  it('does not put down to Node what moved on another day', () => {
    const moves = movesOf(createGenerator(3), { projects: 3, series: 6, node: 10, moved: () => 1.1 });
    expect(moves.map(({ day, facts }) => ({ day, facts }))).toEqual([{ day: dayOf(16), facts: [] }]);
  });

  it('says nothing of what moved in one project', () => {
    const moved = (project: number) => (project === 0 ? 1.3 : 1);
    expect(movesOf(createGenerator(4), { projects: 4, series: 6, node: 16, moved })).toEqual([]);
  });

  it('says nothing of unchanged projects, whatever else changes', () => {
    const random = createGenerator(5);
    let said = 0;
    for (let i = 0; i < 300; i++)
      said += movesOf(random, { projects: 4, series: 4, node: i % 2 === 0 ? 16 : null }).length;
    expect(said).toBe(0);
  });
});
