// On globalThis, because bundles of this package have a copy of this module each.
const slot = Symbol.for('evenkeel.caught-errors');
const holder = globalThis as { [slot]?: WeakSet<object> };

/**
 * Remembers that an error was caught. Of a CommonJS module that an ES module imports, Node tells an error twice: to the
 * importer, and as a rejection that nobody handles.
 */
export function rememberCaught(error: unknown): void {
  holder[slot] ??= new WeakSet();
  if (typeof error === 'object' && error !== null) holder[slot].add(error);
}

/** Whether an error that nobody seems to handle was caught before. */
export function wasCaught(error: unknown): boolean {
  return typeof error === 'object' && error !== null && (holder[slot]?.has(error) ?? false);
}
