import type { Verdict } from '../model/verdict.ts';
import type { Colors, Paint } from './text/paint.ts';

/** How a verdict is shown: it can be read without color. */
export interface VerdictLook {
  readonly symbol: string;
  readonly word: string;
  readonly paint: Paint;
}

const LOOKS = {
  pass: { symbol: '✓', word: 'pass', color: 'green' },
  regression: { symbol: '✗', word: 'regression', color: 'red' },
  improvement: { symbol: '↓', word: 'improvement', color: 'cyan' },
  inconclusive: { symbol: '?', word: 'inconclusive', color: 'yellow' },
  no_baseline: { symbol: '+', word: 'no baseline', color: 'blue' },
  incomparable: { symbol: '≠', word: 'incomparable', color: 'yellow' },
} as const satisfies Record<Verdict, { symbol: string; word: string; color: keyof Colors }>;

/** The symbol, the word and the color of a verdict. */
export function lookOf(verdict: Verdict, colors: Colors): VerdictLook {
  const { symbol, word, color } = LOOKS[verdict];
  return { symbol, word, paint: colors[color] };
}

/** Whether somebody has to look at it: what a quiet report shows. */
export function needsAttention(verdict: Verdict): boolean {
  return verdict === 'regression' || verdict === 'inconclusive';
}
