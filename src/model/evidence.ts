import type { BaseRevision } from './base-revision.ts';
import type { Aspect, PairManner } from './measurement.ts';
import type { SuspicionReason } from './suspicion.ts';
import type { Change } from './verdict.ts';

/**
 * What decided about a test of `evenkeel run`: the runs before it, or, where these cannot clear it of a slow-down, pairs of
 * processes that ran its code and the code of its baseline by turns.
 */
export type VerdictEvidence = HistoryEvidence | PairsEvidence;

/** Past runs decided. */
export interface HistoryEvidence {
  /** Always `history`. */
  readonly decidedBy: 'history';
  /** Why they could not clear it at first; empty where they could. */
  readonly suspicions: readonly SuspicionReason[];
  /** Why no pairs decided about a suspect; null where none were needed. */
  readonly withoutPairs: string | null;
}

/** Pairs of processes decided. */
export interface PairsEvidence {
  /** Always `pairs`. */
  readonly decidedBy: 'pairs';
  /** Why past runs could not clear it. */
  readonly suspicions: readonly SuspicionReason[];
  /** The commit whose code it was held against. */
  readonly base: BaseRevision;
  /** How the processes of a pair were measured. */
  readonly manner: PairManner;
  /** What `change` is a change of. */
  readonly aspect: Aspect;
  /** ln(this code ÷ that of the base) of each pair, for each way of looking at samples. */
  readonly logRatios: Readonly<Record<Aspect, readonly number[]>>;
  /** What one side makes of no difference: half of its turns against the other half. Null where that is not known. */
  readonly control: Change | null;
  /** How much slower than past runs it had looked; null where there were none. */
  readonly historyChange: Change | null;
}
