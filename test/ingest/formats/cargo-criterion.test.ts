import { describe, expect, it } from 'vitest';
import { cargoCriterion } from '../../../src/ingest/formats/cargo-criterion.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const COMPLETE = {
  reason: 'benchmark-complete',
  id: 'tree/insert',
  iteration_count: [10, 20],
  measured_values: [1000, 2200],
  unit: 'ns',
  throughput: [{ per_iteration: 50, unit: 'elements' }],
  typical: { estimate: 100, lower_bound: 90, upper_bound: 110, unit: 'ns' },
};
const TEXT = `${JSON.stringify(COMPLETE)}\n${JSON.stringify({ reason: 'group-complete', group_name: 'tree' })}\n`;

itKeepsTheContract(cargoCriterion, { messages: TEXT });

describe('the messages of cargo-criterion', () => {
  it('give the typical time, its figures and a throughput', () => {
    const [{ name, metrics } = { name: '', metrics: [] }] = benchmarksIn(cargoCriterion, TEXT);
    expect(name).toBe('tree/insert');
    expect(metrics).toMatchObject([
      { name: 'time', value: 100e-9, figures: { kind: 'samples', samples: [100e-9, 110e-9] } },
      { name: 'throughput', unit: 'per second', better: 'higher', figures: { samples: [5e8, 50 / 110e-9] } },
    ]);
  });

  it.each([
    ['a message that is cut off', TEXT.slice(0, 200), 2, null, /not written whole/],
    ['no estimate', JSON.stringify({ ...COMPLETE, id: 'b', typical: null }), 2, 'b', /its estimate/],
    [
      'values without iterations',
      JSON.stringify({ ...COMPLETE, id: 'b', iteration_count: [] }),
      2,
      'b',
      /measured values/,
    ],
  ])('say where there is %s', (_, line, number, name, message) => {
    const { problems } = readText(cargoCriterion, `${JSON.stringify(COMPLETE)}\n${line}\n`);
    expect(problems).toEqual([{ line: number, name, message: expect.stringMatching(message) }]);
  });
});
