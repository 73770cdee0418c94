import { inspect } from 'node:util';
import { UsageError } from '../../errors.ts';
import { titleOf } from './title.ts';

/** Declares something of one row: a test, a comparison or a group. */
type DeclareRow = (row: unknown, name: string, subject: unknown, options: object | undefined, index: number) => void;

/** Takes a table, and answers what declares something of each of its rows. */
export type Each = (
  table: unknown,
  ...values: readonly unknown[]
) => (name: string, subject: unknown, options?: object) => void;

// Far beyond what anybody reads; a document that was meant to be measured is longer.
const LONGEST_NAME = 300;

/**
 * Makes an `each`.
 * @param where what users call it, for errors.
 */
export function eachOf(where: string, declareRow: DeclareRow): Each {
  return (table, ...values) => {
    const rows = rowsOf(table, values, where);
    return (name, subject, options) => {
      if (typeof name !== 'string') {
        throw new UsageError(`${where}: the name must be a string, not ${name === null ? 'null' : typeof name}.`);
      }
      const names = namesOf(name, rows, where);
      for (const [index, row] of rows.entries()) declareRow(row, names[index]!, subject, options, index);
    };
  };
}

function namesOf(template: string, rows: readonly unknown[], where: string): readonly string[] {
  const numbers = new Map<string, number>();
  return rows.map((row, index) => {
    const name = titleOf(template, row, index);
    const other = numbers.get(name);
    if (other !== undefined) {
      throw new UsageError(
        `${where}: rows ${other + 1} and ${index + 1} would both be called ${JSON.stringify(name)}. Put what differs between them into the name, as %s or $key: each needs a name of its own, which its baseline is kept under.`,
      );
    }
    if (name.length > LONGEST_NAME) {
      throw new UsageError(
        `${where}: the name of row ${index + 1} would have ${name.length} characters. Give the row a short name of its own, and put that into the name of the test: { name: 'large', text } with $name.`,
      );
    }
    numbers.set(name, index);
    return name;
  });
}

/**
 * The rows of a table: an array, or a template literal with headings in its first line and a `|` between columns, as
 * Jest and Vitest have it.
 * @param where names the function in the error.
 * @throws {UsageError} for what is no table, and for one without rows.
 */
function rowsOf(table: unknown, values: readonly unknown[], where: string): readonly unknown[] {
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
