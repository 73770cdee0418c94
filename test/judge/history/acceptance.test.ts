import { describe, expect, it } from 'vitest';
import { judgeAgainstHistory } from '../../../src/judge/history/judge-history.ts';
import { accepted } from '../../../src/judge/history/messages.ts';
import { caseOf, look } from '../cases.ts';

describe('a run that a person accepts', () => {
  it('is no regression any more', () => {
    const judgement = judgeAgainstHistory(caseOf({ looks: [look(1.5), look(1.5)] }));
    expect(judgement.validation.verdict).toBe('regression');
    expect(accepted(judgement)).toEqual({
      ...judgement.validation,
      verdict: 'pass',
      isValid: true,
      message: 'Accepted as the new baseline: 50.0 % slower than the one before.',
    });
  });

  it('keeps any other verdict', () => {
    const judgement = judgeAgainstHistory(caseOf({ looks: [look(1)] }));
    expect(accepted(judgement)).toBe(judgement.validation);
  });
});
