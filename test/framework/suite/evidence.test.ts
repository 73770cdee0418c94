import { describe, expect, it } from 'vitest';
import type { Confirmation, Suspect } from '../../../src/framework/confirm/confirmation.ts';
import type { PairManner } from '../../../src/model/measurement.ts';
import { confirming, inPairs, planned, run, tools } from './scripted.ts';

const threw = {
  kind: 'failed',
  error: { name: 'Error', message: 'listen EADDRINUSE', stack: null, code: null },
  output: '',
} as const;

/** Pairs that were measured in this manner, and find the present code slower by a factor. */
function pairs(suspect: Suspect, manner: PairManner, factor = 1): Confirmation {
  const confirmation = inPairs(suspect, factor);
  if (confirmation.kind !== 'judged') return confirmation;
  return { ...confirmation, manner };
}

describe('advice on pairs', () => {
  const inTurn: PairManner = { kind: 'one_after_other', reason: 'the second one failed: a lock' };

  it('is given once for all suspects of a run', async () => {
    const tests = ['parse', 'print', 'sort'].map((name) => planned(name));
    const { confirm } = confirming((suspect) =>
      pairs(suspect, suspect.test.declaration.name === 'sort' ? inTurn : { kind: 'by_turns', isPinned: false }),
    );
    const { warnings, results } = await run(tests, tools({ confirm }), () => 1);
    expect(results.map(({ evidence }) => evidence.decidedBy)).toEqual(['pairs', 'pairs', 'pairs']);
    expect(warnings).toEqual([
      expect.stringContaining('Install util-linux'),
      expect.stringMatching(
        /^Measured one process after the other .*: "sort", because the second one failed: a lock\./,
      ),
    ]);
  });

  it('is not given where pairs were measured as they should be', async () => {
    const { confirm } = confirming((suspect) => pairs(suspect, { kind: 'by_turns', isPinned: true }));
    expect((await run([planned('parse')], tools({ confirm }), () => 1)).warnings).toEqual([]);
  });

  it('is given for comparisons of functions as well', async () => {
    // What cannot live beside another process works alone.
    const { warnings, comparisons } = await run([planned('either', {}, 'comparison')], tools(), ({ before, side }) =>
      before === 0 && side === 'baseline' ? threw : 1,
    );
    expect(comparisons).toHaveLength(1);
    expect(warnings).toEqual([
      expect.stringMatching(/: "either", because the second one failed: listen EADDRINUSE\. Seconds lie/),
    ]);
  });
});

it.each<[PairManner, string]>([
  [{ kind: 'by_turns', isPinned: true }, 'that ran both by turns.'],
  [{ kind: 'one_after_other', reason: 'the second one failed: a lock' }, 'that ran one after the other.'],
])('a regression says how its pairs were measured: %j', async (manner, words) => {
  const { confirm } = confirming((suspect) => pairs(suspect, manner, 1.5));
  const [result] = (await run([planned('parse')], tools({ confirm }), () => 1)).results;
  expect(result!.validation.verdict).toBe('regression');
  expect(result!.validation.message).toContain(words);
});

it('the evidence of a suspect for which there was no time says so', async () => {
  const { results } = await run(
    [planned('parse')],
    tools({ confirm: confirming(() => ({ kind: 'left_over' })).confirm }),
    () => 1,
  );
  expect(results[0]!.evidence).toMatchObject({
    decidedBy: 'history',
    suspicions: [{ name: 'no_history' }],
    withoutPairs: expect.stringMatching(/^The \d+ s for suspects were over before it was decided\.$/),
  });
});

it('the evidence of a suspect that is measured again says why there are no pairs of it', async () => {
  const given = tools();
  for (let i = 0; i < 6; i++) await run([planned('parse')], given, () => 1 + 0.002 * (i % 3));
  const reason = 'This is a shallow clone.';
  const { confirm } = confirming(() => ({ kind: 'without_pairs', reason, remedy: null, isHarmless: false }));
  const { results, events } = await run([planned('parse')], { ...given, confirm }, () => 2);
  expect(events).toContainEqual({ kind: 'confirming', tests: ['parse'], processes: 3, base: null });
  expect(results[0]!.validation.verdict).toBe('regression');
  expect(results[0]!.evidence).toMatchObject({ decidedBy: 'history', withoutPairs: reason });
  expect(results[0]!.evidence.suspicions.map(({ name }) => name)).toContain('slower_look');
});
