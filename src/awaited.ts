// What is being waited for that only somebody else's code can bring about. Where that never happens and nothing else is
// left to do, Node ends the process without a word: whoever notices then says what it was.

// On globalThis, because what waits and who notices may be in different bundles of this package.
const slot = Symbol.for('evenkeel.awaited.1');
const holder = globalThis as { [slot]?: Set<{ readonly what: string }> };
if (!holder[slot]) Object.defineProperty(holder, slot, { value: new Set(), enumerable: false });
const pending = holder[slot]!;

/**
 * Waits, and lets it be known until that is over.
 * @param what is waited for, as the end of "it was still waiting for".
 */
export async function awaiting<Result>(what: string, promise: Promise<Result>): Promise<Result> {
  const entry = { what };
  pending.add(entry);
  try {
    return await promise;
  } finally {
    pending.delete(entry);
  }
}

/** What is waited for at this moment, the longest first. */
export function stillAwaited(): readonly string[] {
  return [...pending].map(({ what }) => what);
}
