import { UsageError } from '../errors.ts';
import { nearestNames } from '../nearest-names.ts';

/** What members that other tools have are here, by their names. */
export type Elsewhere = Readonly<Record<string, string>>;

const OF_PERF: Elsewhere = {
  concurrent: 'tests are measured one at a time, because those that run at the same time measure each other.',
  sequential: 'tests are measured one at a time anyway.',
  fails: 'a test that throws cannot be measured. Use perf.skip, or catch the error inside the function.',
  failing: 'a test that throws cannot be measured. Use perf.skip, or catch the error inside the function.',
  retry: 'evenkeel measures again by itself what looks slower.',
  describe: 'perf.group puts tests under a common name.',
  suite: 'perf.group puts tests under a common name.',
  it: 'perf itself declares a test: perf(name, fn).',
  test: 'perf itself declares a test: perf(name, fn).',
  bench: 'perf itself declares a test: perf(name, fn).',
  for: 'perf.each gives each row to the function as one argument, as `for` does elsewhere.',
  before: 'perf.beforeAll runs before each test, in every process of it.',
  after: 'perf.afterAll runs after each test, in every process of it.',
  beforeEach:
    'perf.beforeAll runs before each test, because every test has processes of its own; what is to run before every call is an option of a test: perf(name, fn, { beforeEach }).',
  afterEach:
    'perf.afterAll runs after each test, because every test has processes of its own; what is to run after every call is an option of a test: perf(name, fn, { afterEach }).',
  setup: 'it is an option of a test: perf(name, fn, { setup }); for all tests of a file there is perf.beforeAll.',
  teardown: 'it is an option of a test: perf(name, fn, { teardown }); for all tests of a file there is perf.afterAll.',
};

// What programs that print, await or compare a value ask it for.
const ASKED_OF_ANYTHING = new Set([
  'then',
  'toJSON',
  'nodeType',
  'asymmetricMatch',
  '$$typeof',
  '__esModule',
  'default',
]);

/**
 * The same object, which says in words what it does not have: `perf.describe(…)` would otherwise end in a TypeError that
 * names nothing.
 * @param where what users call it.
 * @param elsewhere what is said of members that other tools have. Default: of those that `perf` might have.
 */
export function strict<Target extends object>(where: string, target: Target, elsewhere: Elsewhere = OF_PERF): Target {
  return new Proxy(target, {
    get(object, key) {
      if (typeof key === 'symbol' || key in object || ASKED_OF_ANYTHING.has(key)) return Reflect.get(object, key);
      throw new UsageError(
        `There is no ${where}.${key}${inWords(where, key, { members: Object.keys(object), elsewhere })}`,
      );
    },
  });
}

function inWords(
  where: string,
  key: string,
  { members, elsewhere }: { readonly members: readonly string[]; readonly elsewhere: Elsewhere },
): string {
  if (Object.hasOwn(elsewhere, key)) return `: ${elsewhere[key]}`;
  const [nearest] = nearestNames(key, members);
  if (nearest !== undefined) return `; did you mean ${where}.${nearest}?`;
  return members.length === 0
    ? '.'
    : `; there ${members.length === 1 ? 'is' : 'are'} ${members.map((name) => `${where}.${name}`).join(', ')}.`;
}
