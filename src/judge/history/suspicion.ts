import type { NamedReason } from '../../model/evidence.ts';

import type { VerdictView } from '../../model/verdict.ts';

/** Not suspect. */
export const NO_SUSPICION: Suspicion = { isSuspect: false, reasons: [], score: 0 };

export function suspicionOf(views: readonly VerdictView[]): Suspicion {
  if (views.length === 0)
    return { isSuspect: true, reasons: [{ name: 'no_history', sentence: 'There are no past runs.' }], score: 0 };
  const slow = views.filter(({ slowLooks }) => slowLooks > 0);
  if (slow.length === 0) return NO_SUSPICION;
  return { isSuspect: true, reasons: [{ name: 'looks_slower', sentence: 'It looks slower.' }], score: 1 };
}

/** Whether past runs can clear a test of a slow-down. */
export interface Suspicion {
  readonly isSuspect: boolean;
  /** Why not; empty where they can. */
  readonly reasons: readonly NamedReason[];
  /** The higher, the more suspicious. */
  readonly score: number;
}
