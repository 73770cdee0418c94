import { inspect } from 'node:util';
import { UsageError } from '../errors.ts';
import type { TestFunction } from './registry.ts';

/** Of a comparison. */
export const LEAST_FUNCTIONS = 2;
/** They take turns, each in a process that is alive meanwhile, and of twenty there are 190 pairs to tell apart. */
export const MOST_FUNCTIONS = 20;

const LONGEST_NAME = 100;
const BASELINE = 'baseline';
// Whoever writes one of these beside the functions means an option.
const HOOKS: readonly string[] = ['setup', 'input', 'beforeEach', 'afterEach', 'teardown'];

/**
 * The functions of a comparison by their names, first what the others are held against: the one that is called `baseline`, or
 * else the first one.
 * @param where names the comparison in the error.
 * @throws {UsageError} for what are no such functions.
 */
export function comparedFunctions(functions: unknown, where: string): Readonly<Record<string, TestFunction>> {
  const wanted = `${where}: the second argument must be { baseline, candidate } or { one, two, three, … }, two functions or more, each by its name`;
  if (typeof functions !== 'object' || functions === null || Array.isArray(functions)) {
    throw new UsageError(`${wanted}, not ${inspect(functions, { depth: 0 })}.`);
  }
  const entries = Object.entries(functions);
  const named = entries.map(([name]) => name);
  if (entries.length < LEAST_FUNCTIONS) {
    throw new UsageError(`${wanted}; it has ${named.length === 0 ? 'none' : `\`${named[0]}\` alone`}.`);
  }
  if (entries.length > MOST_FUNCTIONS) {
    throw new UsageError(
      `${where} has ${entries.length} functions, and can compare ${MOST_FUNCTIONS} at most: they take turns, each in a process of its own. Divide them into several comparisons with the same \`baseline\`.`,
    );
  }
  for (const [name, fn] of entries) {
    const problem = problemWith(name, fn);
    if (problem !== null)
      throw new UsageError(problem.isOfForm ? `${wanted}; ${problem.text}` : `${where}: ${problem.text}`);
  }
  const first = entries.filter(([name]) => name === BASELINE);
  return Object.fromEntries([...first, ...entries.filter(([name]) => name !== BASELINE)]);
}

function problemWith(name: string, fn: unknown): { readonly text: string; readonly isOfForm?: boolean } | null {
  if (HOOKS.includes(name)) {
    return { text: `\`${name}\` stands among the functions that are compared; options are the third argument.` };
  }
  if (typeof fn !== 'function') {
    const nested =
      typeof fn === 'object' && fn !== null && Object.values(fn).some((each) => typeof each === 'function');
    const advice = nested
      ? `write the functions of \`${name}\` side by side: { baseline, one, two }.`
      : 'options are the third argument.';
    return {
      isOfForm: true,
      text: `\`${name}\` is ${inspect(fn, { depth: 0, maxStringLength: 50 })}, which is no function; ${advice}`,
    };
  }
  if (name.trim() === '') return { text: 'a function has an empty name. Each is told from the others by its name.' };
  if (name.length > LONGEST_NAME) {
    return {
      text: `a function has a name of ${name.length} characters: ${JSON.stringify(name.slice(0, 20))}…; use ${LONGEST_NAME} at most.`,
    };
  }
  // JavaScript puts them before all others, so that they would not come in the order in which they are written.
  if (/^(?:0|[1-9]\d*)$/.test(name)) {
    return {
      text: `a function is called \`${name}\`, and numbers do not stay where they are written. Call it \`n${name}\`, for example.`,
    };
  }
  return null;
}
