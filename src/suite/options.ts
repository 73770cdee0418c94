import { inspect } from 'node:util';
import { UsageError } from '../errors.ts';
import { othersIn } from '../model/function-metrics.ts';
import type { ComparisonOptions } from '../model/suite.ts';
import { COMPARISON_OPTIONS, TEST_OPTIONS } from '../model/test-options.ts';
import { type Option, optionOf } from '../option.ts';
import { problemsWithPreference } from './aims.ts';

const facts = Object.entries({ ...TEST_OPTIONS, ...COMPARISON_OPTIONS });
const rules = Object.fromEntries(facts.map(([name, of]) => [name, optionOf(of)])) as Readonly<
  Record<keyof ComparisonOptions, Option<unknown>>
>;

const hooks = ['setup', 'input', 'beforeEach', 'afterEach', 'teardown'] as const;

/**
 * Checks what a caller wrote as options and gives back the plain part of it, without the set-up functions.
 * @param where names the test in the error.
 * @throws {UsageError} for an unknown option or a value that an option cannot take; all problems at once.
 */
export function checkOptions(options: object, where: string): ComparisonOptions {
  if (options === null || typeof options !== 'object' || Array.isArray(options)) {
    throw new UsageError(`${where}: the options must be an object, not ${shown(options)}.`);
  }
  const problems: string[] = [];
  const plain: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined) continue;
    const problem = problemWith(key, value);
    if (problem) problems.push(problem);
    else if (isOption(key)) plain[key] = value;
  }
  problems.push(...problemsWithPreference((plain as ComparisonOptions).prefer ?? []));
  if (problems.length > 0) throw new UsageError(`${where}: ${problems.join(' ')}`, { data: { problems } });
  return plain;
}

/**
 * Refuses hooks where a function is called as it is.
 * @param instead what to do, as the end of a sentence.
 * @throws {UsageError} for the first one.
 */
export function refuseHooks(options: object, where: string, instead: string): void {
  const hook = hooks.find((name) => Object.hasOwn(options, name) && options[name as never] !== undefined);
  if (hook) throw new UsageError(`${where}: \`${hook}\` belongs to perf(); ${instead}.`);
  const aim = (['metrics', 'prefer'] as const).find((name) => (options as ComparisonOptions)[name] !== undefined);
  if (aim)
    throw new UsageError(
      `${where}: \`${aim}\` belongs to perf.compare in a performance file; this measures time alone.`,
    );
}

/**
 * Refuses metrics that cannot be measured in this process.
 * @throws {UsageError} where other metrics than time are asked for.
 */
export function refuseMetrics({ metrics = [] }: ComparisonOptions, where: string): void {
  const others = othersIn(metrics);
  if (others.length === 0) return;
  throw new UsageError(
    `${where}: ${others.join(', ')} cannot be measured in this process, which knows time alone: declare the test by perf() in a performance file, for evenkeel run or a test runner.`,
  );
}

function problemWith(key: string, value: unknown): string | null {
  if ((hooks as readonly string[]).includes(key)) {
    return typeof value === 'function' ? null : `\`${key}\` must be a function.`;
  }
  if (!isOption(key))
    return `unknown option \`${key}\`; the options are ${[...Object.keys(rules), ...hooks].join(', ')}.`;
  const rule = rules[key];
  if (rule.accepts(value)) return null;
  const hint = rule.hint?.(value) ?? null;
  return `\`${key}\` must be ${rule.wants}, not ${shown(value)}${hint === null ? '' : ` (${hint})`}.`;
}

// Of a value that is a megabyte long, or holds a million others, nobody wants to read more.
function shown(value: unknown): string {
  return inspect(value, { maxStringLength: 200, maxArrayLength: 20, depth: 1 });
}

function isOption(key: string): key is keyof ComparisonOptions {
  return Object.hasOwn(rules, key);
}
