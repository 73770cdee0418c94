import type { Outcome } from '../../documents/entry.ts';

/** How an outcome is shown: by a sign and a word, and a color besides. */
export const LOOKS: Readonly<Record<Outcome, { readonly sign: string; readonly word: string; readonly tone: string }>> =
  {
    regression: { sign: '▲', word: 'worse', tone: 'bad' },
    failed: { sign: '✕', word: 'failed', tone: 'bad' },
    improvement: { sign: '▼', word: 'better', tone: 'good' },
    inconclusive: { sign: '?', word: 'undecided', tone: 'open' },
    incomparable: { sign: '≠', word: 'incomparable', tone: 'open' },
    no_baseline: { sign: '+', word: 'no baseline', tone: 'new' },
    pass: { sign: '✓', word: 'unchanged', tone: 'calm' },
    ran: { sign: '✓', word: 'ran', tone: 'calm' },
    skipped: { sign: '–', word: 'skipped', tone: 'calm' },
    todo: { sign: '–', word: 'to do', tone: 'calm' },
  };
