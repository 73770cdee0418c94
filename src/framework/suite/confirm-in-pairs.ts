import { decidedByPairs, leftOver } from '../../judge/gate.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { HistoryEvidence, PairsEvidence } from '../../model/evidence.ts';
import type { FailedTest } from '../../model/result.ts';
import { baseInWords } from '../../revisions/revision.ts';
import { budgetFor, type Confirmation, type ConfirmEvent } from '../confirm/confirmation.ts';
import { COST_WITHOUT_PAIRS } from '../confirm/no-base.ts';
import type { JudgedTest, JudgeTools } from './judge-suite.ts';

/** Whether more has to be measured before the verdict on a test is given. What is accepted anyway needs no more. */
export function isOpen({ policy, confirm }: JudgeTools, { judgement }: JudgedTest): boolean {
  if (policy.mode === 'accept') return false;
  return judgement.needsConfirmation || (confirm !== null && judgement.suspicion.isSuspect);
}

/** Suspects after pairs: those that pairs decided about, those without pairs, and those whose code failed. */
export interface ConfirmedSuspects {
  readonly decided: readonly JudgedTest[];
  readonly withoutPairs: readonly JudgedTest[];
  readonly failures: readonly FailedTest[];
  /** Why there are no pairs of some, what that costs, and what helps: one text per reason. */
  readonly warnings: readonly string[];
}

/** Has suspects measured in pairs where it can be done. */
export async function confirmInPairs(
  { confirm, config, context }: JudgeTools,
  suspects: readonly JudgedTest[],
  onEvent: ((event: ConfirmEvent) => void) | undefined,
): Promise<ConfirmedSuspects> {
  if (confirm === null || suspects.length === 0)
    return { decided: [], withoutPairs: suspects, failures: [], warnings: [] };
  const ordered = suspects.toSorted((a, b) => b.judgement.suspicion.score - a.judgement.suspicion.score);
  const asked = ordered.map(({ test, stored, judgement }) => ({ test, stored, suspicion: judgement.suspicion }));
  const confirmations = await confirm(asked, (event) => onEvent?.(event));
  const budget = budgetFor(config.confirmBudget, suspects.length);
  const decided: JudgedTest[] = [];
  const withoutPairs: JudgedTest[] = [];
  const failures: FailedTest[] = [];
  for (const suspect of suspects) {
    const confirmation = confirmations.get(suspect.test)!;
    switch (confirmation.kind) {
      case 'judged':
        decided.push(byPairs(suspect, confirmation));
        break;
      case 'left_over':
        decided.push({
          ...suspect,
          judgement: leftOver(suspect.judgement, budget),
          evidence: withoutPairsOf(suspect, `The ${budget} s for suspects were over before it was decided.`),
        });
        break;
      case 'failed':
        failures.push(confirmation.failure);
        break;
      case 'without_pairs':
        withoutPairs.push({ ...suspect, evidence: withoutPairsOf(suspect, confirmation.reason) });
    }
  }
  return { decided, withoutPairs, failures, warnings: warningsOn(suspects, confirmations, context) };
}

// Of a test without a baseline there is nothing to say, unless somebody else's code is to be held against it.
function warningsOn(
  suspects: readonly JudgedTest[],
  confirmations: ReadonlyMap<PlannedTest, Confirmation>,
  { ciEnvironment }: JudgeTools['context'],
): readonly string[] {
  const reasons = new Map<string, { remedy: string | null; names: string[] }>();
  for (const { test, stored } of suspects) {
    const confirmation = confirmations.get(test)!;
    if (confirmation.kind !== 'without_pairs' || confirmation.isHarmless) continue;
    if (stored.runs.length === 0 && !ciEnvironment.isPullRequest) continue;
    const { reason, remedy } = confirmation;
    const known = reasons.get(reason) ?? { remedy, names: [] };
    reasons.set(reason, { ...known, names: [...known.names, test.declaration.name] });
  }
  return [...reasons].map(([reason, { remedy, names }]) =>
    [`Not confirmed in pairs of processes: ${listed(names)}. ${reason}`, COST_WITHOUT_PAIRS, remedy]
      .flatMap((text) => text ?? [])
      .join(' '),
  );
}

const MOST_NAMES = 3;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return (
    names
      .slice(0, MOST_NAMES)
      .map((name) => JSON.stringify(name))
      .join(', ') + (more > 0 ? ` and ${more} more` : '')
  );
}

function withoutPairsOf({ judgement }: JudgedTest, reason: string): HistoryEvidence {
  return { decidedBy: 'history', suspicions: judgement.suspicion.reasons, withoutPairs: reason };
}

function byPairs(suspect: JudgedTest, { base, measured, end }: Extract<Confirmation, { kind: 'judged' }>): JudgedTest {
  const { judgement: pairs, evidence: ratios } = end;
  const evidence: PairsEvidence = {
    decidedBy: 'pairs',
    suspicions: suspect.judgement.suspicion.reasons,
    base,
    manner: measured.manner!,
    aspect: pairs.aspect,
    logRatios: ratios.logRatios,
    control: pairs.control,
    historyChange: suspect.judgement.change,
  };
  const where = baseInWords(base);
  const warnings = [...(measured.pair.notes ?? []), ...pairs.validation.warnings];
  const judgement = { ...pairs, validation: { ...pairs.validation, warnings } };
  return { ...suspect, evidence, judgement: decidedByPairs(suspect.judgement, { judgement, evidence, where }) };
}
