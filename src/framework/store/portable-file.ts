import { exportBaselines, type ImportTarget, importBaselines } from '../../baselines/portable.ts';
import type { BaselineStore } from '../../baselines/store.ts';
import { UsageError } from '../../errors.ts';
import { writeWhole } from '../../files/write-whole.ts';
import { LARGEST_DATA, readText } from '../../text-file.ts';

/**
 * Writes everything that is stored to a JSON file.
 * @throws {UsageError} where the file cannot be written; what was there before is there still.
 */
export async function exportToFile(store: BaselineStore, path: string): Promise<void> {
  await writeWhole(path, await exportBaselines(store)).catch((cause: Error) => {
    throw new UsageError(`The baselines cannot be written: ${cause.message}.`, { cause });
  });
}

/**
 * Reads a JSON file that {@link exportToFile} wrote.
 * @param open opens the store, which is not made for a file that is refused.
 * @param merge whether it is added to what is stored, or replaces it.
 * @returns how many runs it held.
 * @throws {UsageError} where the file cannot be read or is not an export of baselines; nothing is changed then.
 */
export async function importFromFile(
  open: () => Promise<BaselineStore>,
  path: string,
  merge: boolean,
): Promise<number> {
  const text = await readText(path, LARGEST_DATA).catch((cause: Error) => {
    throw new UsageError(`The baselines in ${path} cannot be read: ${cause.message}.`, { cause });
  });
  const store: ImportTarget = {
    append: async (runs) => (await open()).append(runs),
    replaceAll: async (runs) => (await open()).replaceAll(runs),
  };
  return importBaselines(store, text, { merge, source: path });
}
