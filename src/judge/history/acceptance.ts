import type { ValidationResult } from '../../model/verdict.ts';
import { percentText } from '../percent.ts';
import type { Judgement } from './case.ts';

/** What is said of a run that a person declared to be the new baseline: what is right is no regression any more. */
export function accepted({ validation, change }: Pick<Judgement, 'validation' | 'change'>): ValidationResult {
  if (validation.verdict !== 'regression') return validation;
  const message = `Accepted as the new baseline: ${percentText(change?.percent ?? 0)} slower than the one before.`;
  return { ...validation, verdict: 'pass', isValid: true, message };
}
