import { neutralizeName } from '../text/neutralize.ts';
import type { Row, RowGroup } from '../text/rows.ts';

/** Rows under the files that their tests come from, in the order of their first appearance. */
export function groupByFile<Result extends { readonly file: string | null }>(
  results: readonly Result[],
  rowsOf: (result: Result) => Row | readonly Row[],
): RowGroup[] {
  const files = new Map<string, Row[]>();
  for (const result of results) {
    const title = result.file === null ? 'in this process' : neutralizeName(result.file);
    const rows = files.get(title) ?? [];
    rows.push(...[rowsOf(result)].flat());
    files.set(title, rows);
  }
  return [...files].map(([title, rows]) => ({ title, rows }));
}
