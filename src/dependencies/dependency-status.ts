import type { DependencyStatus, ResolutionStrategy } from '../model/dependencies.ts';
import type { ModuleOutcome } from './module-outcome.ts';

/** One requirement, and what became of it. */
export interface CheckedRequirement {
  readonly modulePath: string;
  readonly outcome: ModuleOutcome;
  /** Whether a fallback factory is registered for one of its functions. */
  readonly hasFactory: boolean;
}

/** Sums requirements up. */
export function statusOf(checked: readonly CheckedRequirement[]): DependencyStatus {
  const inState = (state: ModuleOutcome['state']) => namesOf(checked.filter(({ outcome }) => outcome.state === state));
  return {
    available: inState('loaded'),
    missing: inState('missing'),
    broken: inState('broken'),
    fallbacksAvailable: namesOf(checked.filter(({ outcome, hasFactory }) => hasFactory && outcome.state !== 'loaded')),
    totalChecked: checked.length,
    resolutionStrategy: Object.fromEntries(checked.map((each) => [each.modulePath, strategyOf(each)])),
    versions: Object.fromEntries(
      checked.flatMap(({ modulePath, outcome }) =>
        outcome.state === 'loaded' ? [[modulePath, outcome.version] as const] : [],
      ),
    ),
    problems: Object.fromEntries(
      checked.flatMap(({ modulePath, outcome }) =>
        outcome.state === 'loaded' ? [] : [[modulePath, outcome.error.message] as const],
      ),
    ),
  };
}

function strategyOf({ outcome, hasFactory }: CheckedRequirement): ResolutionStrategy {
  if (outcome.state === 'loaded') return outcome.source;
  return hasFactory ? 'registered_factory' : 'stand_in';
}

function namesOf(checked: readonly CheckedRequirement[]): readonly string[] {
  return checked.map(({ modulePath }) => modulePath);
}
