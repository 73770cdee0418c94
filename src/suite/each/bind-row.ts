import { UsageError } from '../../errors.ts';
import { titleOf } from './title.ts';

/**
 * The options of a row's test: `setup` is given the row, and where there is none, the row itself is the context, which is
 * what the function is given. A `baselineKey` is a template as the name is.
 */
export function optionsOfRow(options: object | undefined, row: unknown, index: number): object {
  const { setup, baselineKey } = (options ?? {}) as { readonly setup?: unknown; readonly baselineKey?: unknown };
  return {
    ...options,
    setup: setup === undefined ? () => row : typeof setup === 'function' ? () => setup(row) : setup,
    ...(typeof baselineKey === 'string' && { baselineKey: titleOf(baselineKey, row, index) }),
  };
}

/**
 * Refuses functions that expect the values of a row one by one, as those of Jest do: to spread them would be work that is
 * measured with the function's own.
 * @throws {UsageError} that says how to write it.
 */
export function refuseSpread(where: string, row: unknown, functions: readonly unknown[]): void {
  const spread = functions.find((fn) => typeof fn === 'function' && fn.length > 1);
  if (spread === undefined) return;
  const parameter = Array.isArray(row) ? '([a, b]) => …' : '({ a, b }) => …';
  throw new UsageError(
    `${where}: the function takes ${(spread as { readonly length: number }).length} parameters, but is given its row as one. Write ${parameter}`,
  );
}
