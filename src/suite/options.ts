import { inspect } from 'node:util';
import { UsageError } from '../errors.ts';
import type { ComparisonOptions } from '../model/suite.ts';

interface Rule {
  readonly accepts: (value: unknown) => boolean;
  readonly wants: string;
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const wholeFrom = (least: number): Rule => ({
  accepts: (value) => Number.isSafeInteger(value) && (value as number) >= least,
  wants: `a whole number of ${least} or more`,
});
const seconds: Rule = { accepts: (value) => isNumber(value) && value > 0, wants: 'a number of seconds above 0' };
const percent: Rule = { accepts: (value) => isNumber(value) && value >= 0, wants: 'a number of percent, 0 or more' };
const method: Rule = {
  accepts: (value) => value === 'robust' || value === 'parametric' || value === 'bootstrap',
  wants: "'robust', 'parametric' or 'bootstrap'",
};

const rules: Readonly<Record<keyof ComparisonOptions, Rule>> = {
  iterations: wholeFrom(1),
  warmupIterations: wholeFrom(0),
  processes: wholeFrom(1),
  maxDuration: seconds,
  timeLimit: seconds,
  thresholdFactor: { accepts: (value) => isNumber(value) && value >= 1, wants: 'a number of 1 or more' },
  tolerancePercent: percent,
  statisticalMethod: method,
  baselineKey: {
    accepts: (value) => typeof value === 'string' && value.trim() !== '',
    wants: 'a string that is not empty',
  },
  maxOverheadPercent: percent,
};

const hooks = ['setup', 'input', 'beforeEach', 'afterEach', 'teardown'] as const;

/**
 * Checks what a caller wrote as options and gives back the plain part of it, without the set-up functions.
 * @param where names the test in the error.
 * @throws {UsageError} for an unknown option or a value that an option cannot take; all problems at once.
 */
export function checkOptions(options: object, where: string): ComparisonOptions {
  if (options === null || typeof options !== 'object' || Array.isArray(options)) {
    throw new UsageError(`${where}: the options must be an object, not ${inspect(options)}.`);
  }
  const problems: string[] = [];
  const plain: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined) continue;
    const problem = problemWith(key, value);
    if (problem) problems.push(problem);
    else if (isOption(key)) plain[key] = value;
  }
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
}

function problemWith(key: string, value: unknown): string | null {
  if ((hooks as readonly string[]).includes(key)) {
    return typeof value === 'function' ? null : `\`${key}\` must be a function.`;
  }
  if (!isOption(key))
    return `unknown option \`${key}\`; the options are ${[...Object.keys(rules), ...hooks].join(', ')}.`;
  const rule = rules[key];
  return rule.accepts(value) ? null : `\`${key}\` must be ${rule.wants}, not ${inspect(value)}.`;
}

function isOption(key: string): key is keyof ComparisonOptions {
  return Object.hasOwn(rules, key);
}
