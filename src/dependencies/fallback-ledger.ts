import type { UsedFallback } from '../model/dependencies.ts';

/** A fallback that was handed out, and how often it was called. */
export interface LedgerEntry {
  readonly fallback: UsedFallback;
  calls: number;
}

// On globalThis, because the code under test may resolve `evenkeel` to another copy of the package than the one that
// measures.
const slot = Symbol.for('evenkeel.fallbacks');
const holder = globalThis as { [slot]?: Map<string, LedgerEntry> };

/** The entry of a fallback in this process's ledger; the fallback counts its calls there. */
export function ledgerEntry(fallback: UsedFallback): LedgerEntry {
  const entries = ledger();
  const key = JSON.stringify([fallback.modulePath, fallback.functionName, fallback.kind, fallback.reason]);
  const entry = entries.get(key) ?? { fallback, calls: 0 };
  entries.set(key, entry);
  return entry;
}

/** Which fallbacks were called; the field is absent where none was. */
export interface CalledFallbacks {
  readonly fallbacks?: readonly UsedFallback[];
}

/**
 * Watches which fallbacks are called in this process from now on, whatever resolver they come from.
 * @returns a function that returns those called since, and may be asked again.
 */
export function watchFallbacks(): () => CalledFallbacks {
  const before = new Map([...ledger().values()].map((entry) => [entry, entry.calls]));
  return () => {
    const called = [...ledger().values()].filter((entry) => entry.calls > (before.get(entry) ?? 0));
    return called.length > 0 ? { fallbacks: called.map(({ fallback }) => fallback) } : {};
  };
}

function ledger(): Map<string, LedgerEntry> {
  holder[slot] ??= new Map();
  return holder[slot];
}
