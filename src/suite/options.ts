import { inspect } from 'node:util';
import { UsageError } from '../errors.ts';
import { type Bounds, OPTION_BOUNDS, RUN_BOUNDS } from '../model/bounds.ts';
import type { ComparisonOptions } from '../model/suite.ts';

interface Rule {
  readonly accepts: (value: unknown) => boolean;
  readonly wants: string;
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const within = ({ least, most, unit }: Bounds): Rule => ({
  accepts: (value) => isNumber(value) && value >= least && value <= most,
  wants: `a number ${unit ? `of ${unit} ` : ''}from ${least} to ${most}`,
});
const whole = ({ least, most }: Bounds): Rule => ({
  accepts: (value) => Number.isSafeInteger(value) && within({ least, most }).accepts(value),
  wants: `a whole number from ${least} to ${most}`,
});
const { duration, tolerance } = OPTION_BOUNDS;
const seconds: Rule = {
  accepts: (value) => within(duration).accepts(value) && value !== 0,
  wants: `a number of seconds above 0, up to ${duration.most}`,
};
const percent = within(tolerance);
const method: Rule = {
  accepts: (value) => value === 'robust' || value === 'parametric' || value === 'bootstrap',
  wants: "'robust', 'parametric' or 'bootstrap'",
};

const rules: Readonly<Record<keyof ComparisonOptions, Rule>> = {
  iterations: whole(OPTION_BOUNDS.iterations),
  warmupIterations: whole(OPTION_BOUNDS.warmupIterations),
  processes: whole(OPTION_BOUNDS.processes),
  maxDuration: seconds,
  timeLimit: seconds,
  thresholdFactor: within(OPTION_BOUNDS.thresholdFactor),
  tolerancePercent: percent,
  statisticalMethod: method,
  baselineKey: {
    accepts: (value) => typeof value === 'string' && value.trim() !== '' && value.length <= RUN_BOUNDS.name.most,
    wants: `a string that is not empty, of at most ${RUN_BOUNDS.name.most} characters`,
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
  return rule.accepts(value) ? null : `\`${key}\` must be ${rule.wants}, not ${shown(value)}.`;
}

// Of a value that is a megabyte long, or holds a million others, nobody wants to read more.
function shown(value: unknown): string {
  return inspect(value, { maxStringLength: 200, maxArrayLength: 20, depth: 1 });
}

function isOption(key: string): key is keyof ComparisonOptions {
  return Object.hasOwn(rules, key);
}
