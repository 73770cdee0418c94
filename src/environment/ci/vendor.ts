import { createRequire } from 'node:module';

/** Environment variables by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What ci-info's table says of an environment. */
export interface CiVendor {
  /** The vendor's constant in ci-info's table, for example `'GITHUB_ACTIONS'`. */
  readonly constant: string;
  readonly isPullRequest: boolean;
}

type Condition = string | Readonly<Record<string, string | readonly string[]>>;

interface VendorRule {
  readonly constant: string;
  readonly env: Condition | readonly Condition[];
  readonly pr?: Condition;
}

// ci-info itself looks at process.env once, while it loads; its table can be asked about any environment. `require`
// because an import of JSON warns of an experiment on Node 20.
const rules = createRequire(import.meta.url)('ci-info/vendors.json') as readonly VendorRule[];

const GENERIC_VARIABLES = [
  'CI',
  'CONTINUOUS_INTEGRATION',
  'CI_NAME',
  'CI_APP_ID',
  'CI_BUILD_ID',
  'CI_BUILD_NUMBER',
  'BUILD_ID',
  'BUILD_NUMBER',
  'RUN_ID',
];

/** Vendors that set another one's variables as well, and mean the same by them. */
const SETS_THOSE_OF: Readonly<Record<string, readonly string[]>> = {
  GITEA_ACTIONS: ['GITHUB_ACTIONS'],
  HARNESS: ['DRONE'],
  JENKINS: ['HUDSON'],
};

/**
 * The vendors whose variables are set, in the order of ci-info's table. Normally one or none; more where somebody set a
 * variable of another vendor, or a program of that vendor's did.
 */
export function ciVendors(env: Environment): readonly CiVendor[] {
  const matching = rules.filter((rule) => conditionsOf(rule).every((condition) => holds(condition, env)));
  const contained = new Set(matching.flatMap(({ constant }) => SETS_THOSE_OF[constant] ?? []));
  return matching
    .filter(({ constant }) => !contained.has(constant))
    .map(({ constant, pr }) => ({ constant, isPullRequest: pr !== undefined && holds(pr, env) }));
}

/** Whether anything says that this is continuous integration, by a vendor known or not. */
export function isGenericCi(env: Environment): boolean {
  return !deniesCi(env) && GENERIC_VARIABLES.some((name) => Boolean(env[name]));
}

/** `CI=false` and `CI=0` are how people switch the detection off. */
export function deniesCi(env: Environment): boolean {
  return env.CI === 'false' || env.CI === '0';
}

function conditionsOf(rule: VendorRule): readonly Condition[] {
  return Array.isArray(rule.env) ? (rule.env as readonly Condition[]) : [rule.env as Condition];
}

/** The forms of ci-info's table: a name; `includes`, `any` or `ne` of a variable; any of several; names and values. */
function holds(condition: Condition, env: Environment): boolean {
  if (typeof condition === 'string') return Boolean(env[condition]);
  const { env: name, includes, ne, any } = condition;
  if (typeof name !== 'string') {
    if (Array.isArray(any)) return any.some((variable) => Boolean(env[variable]));
    return Object.entries(condition).every(([variable, value]) => env[variable] === value);
  }
  const value = env[name];
  if (value === undefined) return false;
  if (typeof includes === 'string') return value.includes(includes);
  if (typeof ne === 'string') return value !== ne;
  return Array.isArray(any) && any.includes(value);
}
