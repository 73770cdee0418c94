import type { StoredGate, SuiteKey } from '../../model/gate.ts';
import { checksum } from './checksum.ts';

/** What is said where a row is not what was once stored. */
export const DAMAGED_GATE =
  'What the gate was in the newest whole run did not match its checksum, so it cannot be said what has changed in it since. ' +
  'The next run that is stored repairs it.';

/** The gate of a suite as it is stored. */
export interface GateRow extends SuiteKey {
  readonly checksum: number;
  /** JSON. */
  readonly content: string;
}

/** A gate as the columns of its row. */
export function gateColumns(gate: StoredGate): GateRow {
  const { suite, environmentKey } = gate;
  const content = JSON.stringify(gate);
  return { suite, environmentKey, content, checksum: checksumOf({ suite, environmentKey, content }) };
}

/** The gate in a row; null where the row is not what was once stored. */
export async function toGate(row: GateRow): Promise<StoredGate | null> {
  if (checksumOf(row) !== row.checksum) return null;
  const { parseGate } = await import('../gate-schema.ts');
  return parseGate(row.content);
}

function checksumOf({ suite, environmentKey, content }: Omit<GateRow, 'checksum'>): number {
  return checksum(JSON.stringify([suite, environmentKey, content]));
}
