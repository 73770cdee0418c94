import type { PerformanceComparisonResult } from '../../model/result.ts';
import type { ValidationResult } from '../../model/verdict.ts';
import { neutralizeText } from '../text/neutralize.ts';
import type { Note } from '../text/notes.ts';

/** What the row of a test is followed by: the verdict in words where it is not a plain pass, then advice. */
export function notesOfResult({ validation }: { readonly validation: ValidationResult }): Note[] {
  const explained = validation.verdict !== 'pass' && validation.message !== '';
  return [...(explained ? [message(validation.message)] : []), ...warningsOf(validation)];
}

/** What the row of a comparison is followed by: what is recommended, then advice. */
export function notesOfComparison({ recommendation, statisticalSignificance }: PerformanceComparisonResult): Note[] {
  return [...(recommendation === '' ? [] : [message(recommendation)]), ...warningsOf(statisticalSignificance)];
}

function message(text: string): Note {
  return { kind: 'message', text: neutralizeText(text) };
}

function warningsOf({ warnings }: ValidationResult): Note[] {
  return warnings.map((text) => ({ kind: 'warning', text: neutralizeText(text) }));
}
