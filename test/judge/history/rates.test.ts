import { describe, expect, it } from 'vitest';
import type { Look } from '../../../src/judge/evidence.ts';
import type { HistoryCase } from '../../../src/judge/history/case.ts';
import { judgeAgainstHistory } from '../../../src/judge/history/judge-history.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { median } from '../../../src/statistics/core/median.ts';
import { at, caseOf } from '../cases.ts';
import { normalGenerator, share } from '../simulate.ts';

// Spreads between runs and between the processes of a run, on the logarithmic scale.
const RUNS = 0.02;
const PROCESSES = 0.015;

/** A world in which the code never changes, and runs scatter lognormally. */
function world(seed: number) {
  const normal = normalGenerator(seed);
  const takeLook = (factor: number): Look => {
    const run = RUNS * normal();
    return Array.from({ length: 5 }, () => at(factor * Math.exp(run + PROCESSES * normal())));
  };
  const takeHistory = (runs: number) =>
    Array.from({ length: runs }, () => {
      const processes = takeLook(1);
      return { estimate: median(processes.map(({ location }) => location)), decayFactor: 0.9, processes };
    });
  return { takeLook, takeHistory };
}

/** The verdict after as many looks as the judge asks for. */
function verdictOn(given: HistoryCase, takeLook: () => Look): Verdict {
  const judgement = judgeAgainstHistory(given);
  if (!judgement.needsConfirmation) return judgement.validation.verdict;
  return verdictOn({ ...given, looks: [...given.looks, takeLook()] }, takeLook);
}

const looksSlower = (given: HistoryCase) => judgeAgainstHistory(given).views.some(({ slowLooks }) => slowLooks > 0);

describe('with a long history of lognormal runs', () => {
  it('one look at unchanged code seems slower about as often as the level says', () => {
    const { takeLook, takeHistory } = world(1);
    for (const [level, least, most] of [
      [0.05, 0.03, 0.07],
      [0.01, 0.004, 0.02],
    ] as const) {
      const alarms = share(4000, () => {
        const given = { history: takeHistory(30), looks: [takeLook(1)], thresholdFactor: 1, tolerancePercent: 0 };
        return looksSlower(caseOf({ ...given, falseAlarmRate: level }));
      });
      expect(alarms).toBeGreaterThan(least);
      expect(alarms).toBeLessThan(most);
    }
  });

  it('the head-room of the defaults keeps it below the level, and further looks end almost all of it', () => {
    const { takeLook, takeHistory } = world(2);
    let regressions = 0;
    const alarms = share(5000, () => {
      const given = caseOf({ history: takeHistory(30), looks: [takeLook(1)] });
      if (!looksSlower(given)) return false;
      if (verdictOn(given, () => takeLook(1)) === 'regression') regressions++;
      return true;
    });
    expect(alarms).toBeLessThan(0.05);
    expect(regressions).toBeLessThanOrEqual(2);
  });

  it.each([5, 12, 30])('the change that it says to see is caught nine times in ten (%i runs)', (runs) => {
    const { takeLook, takeHistory } = world(3);
    const caught = share(1500, () => {
      const history = takeHistory(runs);
      const { validation } = judgeAgainstHistory(caseOf({ history, looks: [takeLook(1)] }));
      const factor = 1 + validation.minimumDetectableChangePercent! / 100;
      const slower = () => takeLook(factor);
      return verdictOn(caseOf({ history, looks: [slower()] }), slower) === 'regression';
    });
    expect(caught).toBeGreaterThan(0.87);
    // A short history is judged with caution, and then more is caught than said.
    expect(caught).toBeLessThan(runs < 12 ? 1 : 0.98);
  });
});
