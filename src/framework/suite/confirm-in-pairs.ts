import { type Decision, decidedByPairs, leftOver, type Said } from '../../judge/gate.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { HistoryEvidence, PairsEvidence, VerdictEvidence } from '../../model/evidence.ts';
import type { FailedTest } from '../../model/result.ts';
import type { Suspicion } from '../../model/suspicion.ts';
import { baseInWords } from '../../revisions/revision.ts';
import { isCommandTest } from '../commands/measure-command-tests.ts';
import { COMMAND_MEAN } from '../compare/command-evidence.ts';
import { budgetFor, type Confirmation, type ConfirmEvent, type Suspect } from '../confirm/confirmation.ts';
import { COST_FOR_COMMANDS, COST_WITHOUT_PAIRS } from '../confirm/no-base.ts';
import type { JudgedTest, JudgeTools } from './judge-suite.ts';

/** Whether more has to be measured before the verdict on a test is given. What is accepted anyway needs no more. */
export function isOpen({ policy, confirm }: JudgeTools, { judgement }: JudgedTest): boolean {
  if (policy.mode === 'accept') return false;
  return judgement.needsConfirmation || (confirm !== null && judgement.suspicion.isSuspect);
}

/** A command that past runs cannot clear. */
export interface SuspectCommand extends Suspect {
  /** What they say of its time. */
  readonly said: Said;
}

/** What came of a suspect: pairs decided, or the time was over; or there were no pairs of it. */
export interface Confirmed {
  /** What is said in place of past runs; null where these decide. */
  readonly decision: Decision | null;
  readonly evidence: VerdictEvidence;
}

/** Suspects after pairs: those that pairs decided about, those without pairs, and those whose code failed. */
export interface ConfirmedSuspects {
  readonly decided: readonly JudgedTest[];
  readonly withoutPairs: readonly JudgedTest[];
  /** Commands, but for those that failed. */
  readonly commands: ReadonlyMap<PlannedTest, Confirmed>;
  readonly failures: readonly FailedTest[];
  /** Why there are no pairs of some, what that costs, and what helps: one text per reason. */
  readonly warnings: readonly string[];
}

/** Has suspects measured in pairs where it can be done: functions and commands together, because they share the time. */
export async function confirmInPairs(
  { confirm, config, context }: JudgeTools,
  { functions, commands }: { readonly functions: readonly JudgedTest[]; readonly commands: readonly SuspectCommand[] },
  onEvent: ((event: ConfirmEvent) => void) | undefined,
): Promise<ConfirmedSuspects> {
  if (confirm === null || functions.length + commands.length === 0)
    return { decided: [], withoutPairs: functions, commands: new Map(), failures: [], warnings: [] };
  const asked = functions.map(({ test, stored, judgement }) => ({ test, stored, suspicion: judgement.suspicion }));
  const suspects: readonly Suspect[] = [...asked, ...commands];
  const confirmations = await confirm(
    suspects.toSorted((a, b) => b.suspicion.score - a.suspicion.score),
    (event) => onEvent?.(event),
  );
  const budget = budgetFor(config.confirmBudget, suspects.length);
  const decided: JudgedTest[] = [];
  const withoutPairs: JudgedTest[] = [];
  const failures: FailedTest[] = [];
  for (const suspect of functions) {
    const { judgement } = suspect;
    const confirmed = confirmedBy(confirmations.get(suspect.test)!, judgement.suspicion, { said: judgement, budget });
    if ('reason' in confirmed) failures.push(confirmed);
    else if (confirmed.decision === null) withoutPairs.push({ ...suspect, evidence: confirmed.evidence });
    else {
      const { decision, evidence } = confirmed;
      decided.push({ ...suspect, evidence, judgement: { ...judgement, ...decision, needsConfirmation: false } });
    }
  }
  const ofCommands = new Map<PlannedTest, Confirmed>();
  for (const { test, suspicion, said } of commands) {
    const confirmed = confirmedBy(confirmations.get(test)!, suspicion, { said, budget, meanIs: COMMAND_MEAN });
    if ('reason' in confirmed) failures.push(confirmed);
    else ofCommands.set(test, confirmed);
  }
  const warnings = warningsOn(suspects, confirmations, context);
  return { decided, withoutPairs, commands: ofCommands, failures, warnings };
}

interface SaidBefore {
  readonly said: Said;
  /** Seconds that all suspects had. */
  readonly budget: number;
  /** What only the mean of processor time shows, in words. Default: that of a function. */
  readonly meanIs?: string;
}

function confirmedBy(confirmation: Confirmation, suspicion: Suspicion, before: SaidBefore): Confirmed | FailedTest {
  const { said, budget } = before;
  switch (confirmation.kind) {
    case 'judged':
      return byPairs(confirmation, suspicion, before);
    case 'left_over': {
      const evidence = withoutPairsOf(suspicion, `The ${budget} s for suspects were over before it was decided.`);
      return { decision: leftOver(said, budget), evidence };
    }
    case 'failed':
      return confirmation.failure;
    case 'without_pairs':
      return { decision: null, evidence: withoutPairsOf(suspicion, confirmation.reason) };
  }
}

// Of a test without a baseline there is nothing to say, unless somebody else's code is to be held against it.
function warningsOn(
  suspects: readonly Suspect[],
  confirmations: ReadonlyMap<PlannedTest, Confirmation>,
  { ciEnvironment }: JudgeTools['context'],
): readonly string[] {
  const reasons = new Map<string, { remedy: string | null; names: string[]; cost: string }>();
  for (const { test, stored } of suspects) {
    const confirmation = confirmations.get(test)!;
    if (confirmation.kind !== 'without_pairs' || confirmation.isHarmless) continue;
    if (stored.runs.length === 0 && !ciEnvironment.isPullRequest) continue;
    const { reason, remedy } = confirmation;
    const known = reasons.get(reason) ?? { remedy, names: [], cost: COST_FOR_COMMANDS };
    const cost = isCommandTest(test) ? known.cost : COST_WITHOUT_PAIRS;
    reasons.set(reason, { ...known, cost, names: [...known.names, test.declaration.name] });
  }
  return [...reasons].map(([reason, { remedy, names, cost }]) =>
    [`Not confirmed in pairs of processes: ${listed(names)}. ${reason}`, cost, remedy]
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

function withoutPairsOf({ reasons }: Suspicion, reason: string): HistoryEvidence {
  return { decidedBy: 'history', suspicions: reasons, withoutPairs: reason };
}

function byPairs(
  { base, manner, notes, end }: Extract<Confirmation, { kind: 'judged' }>,
  { reasons }: Suspicion,
  { said, meanIs }: SaidBefore,
): Confirmed {
  const { judgement: pairs, evidence: ratios } = end;
  const evidence: PairsEvidence = {
    decidedBy: 'pairs',
    suspicions: reasons,
    base,
    manner,
    aspect: pairs.aspect,
    logRatios: ratios.logRatios,
    control: pairs.control,
    historyChange: said.change,
  };
  const warnings = [...notes, ...pairs.validation.warnings];
  const judgement = { ...pairs, validation: { ...pairs.validation, warnings } };
  const says = { judgement, evidence, where: baseInWords(base), ...(meanIs !== undefined && { meanIs }) };
  return { decision: decidedByPairs(said, says), evidence };
}
