import { describe, expect, it } from 'vitest';
import { type CommandCase, type PastCommandRun, suspicionOfCommand } from '../../../src/judge/commands/suspicion.ts';
import { createGenerator } from '../../../src/statistics/core/random.ts';

const random = createGenerator(5);
/** Runs around so many seconds that scatter by so much, on the logarithmic scale. */
const around = (seconds: number, scatter = 0.01, runs = 20) =>
  Array.from({ length: runs }, () => seconds * Math.exp(scatter * (random() + random() - 1)));

const past = (more: Partial<PastCommandRun> = {}): PastCommandRun => ({
  times: around(1),
  decayFactor: 0.9,
  status: 'recorded',
  isOfSameMachineSession: true,
  ...more,
});

const runs = (count: number, more: Partial<PastCommandRun> = {}) => Array.from({ length: count }, () => past(more));

const suspicion = (given: Partial<CommandCase>) =>
  suspicionOfCommand({
    times: around(1),
    history: runs(5),
    incomparable: [],
    verdict: 'pass',
    tolerancePercent: 2,
    statisticalMethod: 'robust',
    ...given,
  });

const namesOf = (given: Partial<CommandCase>) => suspicion(given).reasons.map(({ name }) => name);

describe('a command', () => {
  it('as quick as its past runs is above suspicion', () => {
    expect(suspicion({ times: around(0.95) })).toEqual({ isSuspect: false, reasons: [], score: 0 });
  });

  it('that past runs call slower is suspect, and that is what is said', () => {
    expect(namesOf({ times: around(2), verdict: 'regression' })).toEqual(['slower_look']);
  });

  it('that is slower by 5 % is suspect, though past runs do not accuse it; what is tolerated is not', () => {
    expect(namesOf({ times: around(1.05) })).toEqual(['above_the_bar']);
    expect(namesOf({ times: around(1.05), tolerancePercent: 100 })).toEqual([]);
  });

  it('whose runs scatter is suspect, however it looks: a slow-down could hide in that', () => {
    expect(namesOf({ times: around(0.95, 1) })).toEqual(['above_the_bar']);
    expect(namesOf({ times: around(0.95), history: runs(5, { times: around(1, 1) }) })).toEqual(['above_the_bar']);
  });

  it('that past runs cannot judge is suspect', () => {
    const quick = { times: around(0.8) };
    const elsewhere = runs(4, { isOfSameMachineSession: false });
    expect(namesOf({ ...quick, history: [] })).toEqual(['no_history']);
    expect(namesOf({ ...quick, history: [], incomparable: ['runs elsewhere'] })).toEqual(['incomparable_history']);
    expect(namesOf({ ...quick, history: runs(2) })).toEqual(['few_runs']);
    expect(namesOf({ ...quick, history: elsewhere })).toEqual(['history_from_elsewhere']);
    expect(namesOf({ ...quick, verdict: 'inconclusive' })).toEqual(['too_noisy']);
    const undecided = [...runs(4), past({ status: 'undecided' })];
    expect(namesOf({ ...quick, history: undecided })).toEqual(['undecided_before']);
  });

  it('that is clearly slower comes before one that is less so, and one without history last', () => {
    const [slower, slow, none] = [
      suspicion({ times: around(1.5) }),
      suspicion({ times: around(1.1) }),
      suspicion({ history: [] }),
    ];
    expect(slower.score).toBeGreaterThan(slow.score);
    expect(slow.score).toBeGreaterThan(none.score);
    expect(none.score).toBeGreaterThan(0);
  });

  it('that is 5 % slower is suspect in 99 of 100 runs', () => {
    // Measurements lie about as far apart as runs of one of them let expect.
    const drawn = (seconds: number) => around(seconds * Math.exp(0.02 * (random() + random() - 1)), 0.1);
    const trials = 1000;
    const suspect = Array.from({ length: trials }, () => {
      const history = Array.from({ length: 5 }, () => past({ times: drawn(1) }));
      return suspicion({ times: drawn(1.05), history }).isSuspect;
    }).filter(Boolean).length;
    expect(suspect / trials).toBeGreaterThan(0.98);
  });
});
