import { inspect } from 'node:util';
import { UsageError } from '../../errors.ts';

/**
 * The rows of a table: an array, or a template literal with headings in its first line and a `|` between columns, as
 * Jest and Vitest have it.
 * @param where names the function in the error.
 * @throws {UsageError} for what is no table, and for one without rows.
 */
export function rowsOf(table: unknown, values: readonly unknown[], where: string): readonly unknown[] {
  if (!Array.isArray(table)) {
    throw new UsageError(`${where}: the table must be an array of rows, not ${inspect(table, { depth: 0 })}.`);
  }
  const rows = 'raw' in table ? rowsOfTemplate(table as readonly string[], values, where) : table;
  if (rows.length > 0) return rows;
  throw new UsageError(`${where}: the table has no rows, so nothing would be measured.`);
}

function rowsOfTemplate(strings: readonly string[], values: readonly unknown[], where: string): readonly unknown[] {
  const headings = (strings[0] ?? '')
    .trim()
    .split('\n')[0]!
    .split('|')
    .map((heading) => heading.trim());
  if (headings.includes('')) {
    throw new UsageError(`${where}: the first line of the table must name its columns, with a | between them.`);
  }
  if (values.length % headings.length !== 0) {
    throw new UsageError(
      `${where}: the table has ${headings.length} columns (${headings.join(', ')}), and ${values.length} values do not fill its rows.`,
    );
  }
  return Array.from({ length: values.length / headings.length }, (_, row) =>
    Object.fromEntries(headings.map((heading, column) => [heading, values[row * headings.length + column]])),
  );
}
