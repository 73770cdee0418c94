import type { Verdict } from '../model/verdict.ts';
import type { Outcome } from './documents/entry.ts';
import type { Colors, Paint } from './text/paint.ts';

/** How an outcome is shown: it can be read without color. */
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
  failed: { symbol: '✗', word: 'failed', color: 'red' },
  ran: { symbol: '✓', word: 'ran', color: 'green' },
  skipped: { symbol: '-', word: 'skipped', color: 'dim' },
  todo: { symbol: '-', word: 'todo', color: 'dim' },
} as const satisfies Record<Outcome, { symbol: string; word: string; color: keyof Colors }>;

/** The symbol, the word and the color of what became of a test. */
export function lookOf(outcome: Outcome, colors: Colors): VerdictLook {
  const { symbol, word, color } = LOOKS[outcome];
  return { symbol, word, paint: colors[color] };
}

/** Whether it needs attention: this is what a quiet report shows. */
export function needsAttention(verdict: Verdict): boolean {
  return verdict === 'regression' || verdict === 'inconclusive';
}
