import { describe, expect, it } from 'vitest';
import type { ProcessMeasurement } from '../../src/model/measurement.ts';
import { renderExplanation } from '../../src/report/explanation.ts';
import { explainGroups } from '../../src/report/groups.ts';
import { createGenerator, type Generator } from '../../src/statistics/core/random.ts';
import { drawSamples, normal, shapeNames } from '../statistics/random-samples.ts';
import { testResult } from './fixtures.ts';

const [template] = testResult({ testName: 'one' }).processes;

function processes(samplesOf: readonly (readonly number[])[]): readonly ProcessMeasurement[] {
  return samplesOf.map((samples, round) => ({
    ...template!,
    round,
    samples,
    location: samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 20)]!,
  }));
}

const five = (samples: (random: Generator, process: number) => readonly number[]) => {
  const random = createGenerator(7);
  return processes(Array.from({ length: 5 }, (_, process) => samples(random, process)));
};
const near = (place: number, random: Generator) => place * (1 + 0.003 * normal(random));
const mixed = (random: Generator) => Array.from({ length: 100 }, () => near(random() < 0.4 ? 1.8e-3 : 1.2e-3, random));
const one = (random: Generator) => Array.from({ length: 100 }, () => near(1.2e-3, random));
const said = (measured: readonly ProcessMeasurement[]) => explainGroups(measured).join(' ');

describe('explainGroups', () => {
  it('says where the groups of samples are, how large, how sure that is, and that calls are of two kinds', () => {
    const text = said(five(mixed));
    expect(text).toMatch(
      /^The samples of 5 of 5 processes lie in groups, as those of process 1: \d+(\.\d)? % around 1\.(19|20|21) ms, \d+(\.\d)? % around 1\.(79|80|81) ms\. .*fewer than 1 of 1,000 cases \(dip test\)\. The groups came mixed/,
    );
  });

  it('tells groups that came one after the other from mixed ones', () => {
    const inTurn = five((random) => Array.from({ length: 100 }, (_, i) => near(i < 60 ? 1e-3 : 1.5e-3, random)));
    expect(said(inTurn)).toContain('The groups came one after the other: something changed');
    const inSpells = five((random) => Array.from({ length: 120 }, (_, i) => near(i % 12 < 6 ? 1e-3 : 1.5e-3, random)));
    expect(said(inSpells)).toContain('in spells: calls of two kinds look like that, and so does a machine');
  });

  it('is silent where only half of the processes or fewer show groups, or a group is a tail', () => {
    expect(explainGroups(five((random, process) => (process < 2 ? mixed(random) : one(random))))).toEqual([]);
    expect(explainGroups(five((random, process) => (process < 3 ? mixed(random) : one(random))))).not.toEqual([]);
    const withTail = five((random) => [...one(random), ...Array.from({ length: 6 }, () => near(3e-3, random))]);
    expect(explainGroups(withTail)).toEqual([]);
  });

  it('is not kept from groups by a few times far out, nor by a group that the dip test divides once more', () => {
    const slowed = five((random) => [...mixed(random), near(9e-3, random), near(9.5e-3, random)]);
    expect(said(slowed)).toMatch(/: \d+(\.\d)? % around 1\.(19|20|21) ms, \d+(\.\d)? % around 1\.(79|80|81) ms\. /);
    const divided = five((random) => [...one(random), ...one(random).map((time) => time * 1.015), ...mixed(random)]);
    expect(said(divided)).toMatch(/: \d+(\.\d)? % around 1\.2\d ms, \d+(\.\d)? % around 1\.(79|80|81) ms\. /);
  });

  it('is silent of groups that lie within two percent of each other, and of few samples', () => {
    const apart = (by: number) =>
      five((random) => Array.from({ length: 200 }, (_, i) => 1e-3 * (1 + by * (i % 2)) + 1e-7 * random()));
    expect(explainGroups(apart(0.015))).toEqual([]);
    expect(explainGroups(apart(0.03))).not.toEqual([]);
    const few = processes(
      Array.from({ length: 4 }, () => [1, 1.1, 1.05, 2, 2.1, 2.05, 2.07, 1.02].map((x) => x * 1e-3)),
    );
    expect(explainGroups(few)).toEqual([]);
  });

  it('says that processes lie in groups, though the samples of each do not', () => {
    const random = createGenerator(5);
    const places = Array.from({ length: 20 }, (_, i) => near(i % 2 === 0 ? 1e-3 : 1.2e-3, random));
    const text = said(processes(places.map((place) => Array.from({ length: 100 }, () => near(place, random)))));
    expect(text).toMatch(
      /^Whole processes lie in groups: 50\.0 % around \d+ µs, 50\.0 % around 1\.\d+ ms\. .*fewer than 1 of 100 cases/,
    );
    expect(text).not.toContain('The samples');
  });

  it('hardly raises a false alarm: of tests of one kind, skewed and drifting ones included, of samples at most one in a hundred', () => {
    const random = createGenerator(11);
    const unimodal = shapeNames.filter((shape) => shape !== 'bimodal');
    for (const shape of unimodal) {
      const alarms = { ofSamples: 0, ofProcesses: 0 };
      for (let trial = 0; trial < 200; trial++) {
        const place = Array.from({ length: 5 }, () => 1 + 0.02 * normal(random));
        const measured = processes(
          place.map((at) => Array.from(drawSamples(shape, 100, random), (time, i) => at * time * (1 + 2e-4 * i))),
        );
        const text = said(measured);
        if (text.includes('The samples of')) alarms.ofSamples++;
        if (text.includes('Whole processes')) alarms.ofProcesses++;
      }
      expect(alarms.ofSamples, shape).toBeLessThanOrEqual(2);
      // One in a hundred is what is allowed; five processes use most of it.
      expect(alarms.ofProcesses, shape).toBeLessThanOrEqual(6);
    }
  });

  it('stands in the explanation of a test, which says nothing of groups elsewhere', () => {
    const result = testResult({ testName: 'one' });
    const options = { color: false, width: 200 };
    const text = renderExplanation({ results: [{ ...result, processes: five(mixed) }] }, 'one', options);
    expect(text).toContain('\nIts times lie in groups\n  The samples of 5 of 5 processes lie in groups,');
    expect(renderExplanation({ results: [result] }, 'one', options)).not.toContain('groups');
  });
});
