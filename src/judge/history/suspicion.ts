import type { NamedReason } from '../../model/evidence.ts';

/** Whether past runs can clear a test of a slow-down. */
export interface Suspicion {
  readonly isSuspect: boolean;
  /** Why not; empty where they can. */
  readonly reasons: readonly NamedReason[];
  /** The higher, the more suspicious. */
  readonly score: number;
}
