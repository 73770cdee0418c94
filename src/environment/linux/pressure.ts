import type { ReadFile } from '../host.ts';

/** Resources whose shortage the kernel measures. */
export type PressedResource = 'cpu' | 'memory' | 'io';

/**
 * Seconds in which some task waited for a resource since the machine started; null where the kernel does not count (before
 * Linux 4.20, or without CONFIG_PSI).
 *
 * Source: Linux, Documentation/accounting/psi.rst.
 */
export function readPressure(resource: PressedResource, readFile: ReadFile): number | null {
  const [some = ''] = (readFile(`/proc/pressure/${resource}`) ?? '').split('\n');
  const total = Number(some.split(' total=')[1]);
  return some.startsWith('some ') && Number.isFinite(total) ? total / 1e6 : null;
}
