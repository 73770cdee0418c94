import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { ciVendors, type Environment, isGenericCi } from '../../../src/environment/ci/vendor.ts';

const require = createRequire(import.meta.url);
const rules = require('ci-info/vendors.json') as { constant: string; env: unknown; pr?: unknown }[];

/** What ci-info itself says in a process with these variables and no others. */
function askCiInfo(env: Environment): { id: string | null; isPR: boolean | null; isCI: boolean } {
  const module = { exports: {} as { id: string | null; isPR: boolean | null; isCI: boolean } };
  const source = readFileSync(require.resolve('ci-info'), 'utf8');
  runInNewContext(source, { exports: module.exports, module, process: { env }, require: () => rules });
  return module.exports;
}

/** Variables that satisfy one entry of ci-info's table. */
function variablesOf(condition: unknown): Record<string, string> {
  if (typeof condition === 'string') return { [condition]: '1' };
  if (Array.isArray(condition)) return Object.assign({}, ...condition.map(variablesOf));
  const { env, includes, any, ne, ...values } = condition as Record<string, string & string[]>;
  if (env === undefined) return any === undefined ? values : { [any[0]!]: '1' };
  if (includes !== undefined) return { [env]: `before${includes}after` };
  return { [env]: any === undefined ? `not ${ne}` : any[0]! };
}

const constantsOf = (env: Environment) => ciVendors(env).map(({ constant }) => constant);

describe('ciVendors', () => {
  const cases = rules.map((rule) => ({ ...rule, variables: variablesOf(rule.env) }));

  it.each(cases)('tells $constant as ci-info does', ({ constant, variables }) => {
    expect(constantsOf(variables)).toEqual([constant]);
    expect(askCiInfo(variables).id).toBe(constant);
  });

  it.each(cases.filter(({ pr }) => pr !== undefined))('tells a pull request on $constant', ({ variables, pr }) => {
    const inPullRequest = { ...variables, ...variablesOf(pr) };
    expect(ciVendors(inPullRequest).at(-1)?.isPullRequest).toBe(true);
    expect(askCiInfo(inPullRequest).isPR).toBe(true);
    expect(ciVendors(variables)[0]?.isPullRequest).toBe(Boolean(askCiInfo(variables).isPR));
  });

  it('takes Gitea for Gitea, although it sets GitHub variables too', () => {
    expect(constantsOf({ GITEA_ACTIONS: 'true', GITHUB_ACTIONS: 'true' })).toEqual(['GITEA_ACTIONS']);
  });

  it('takes Jenkins for Jenkins, although it sets Hudson variables too', () => {
    const env = { HUDSON_URL: 'http://ci/', JENKINS_URL: 'http://ci/', BUILD_ID: '7' };
    expect(constantsOf(env)).toEqual(['JENKINS']);
  });

  it('takes Harness for Harness, although it sets Drone variables too', () => {
    expect(constantsOf({ HARNESS_BUILD_ID: '7', DRONE: 'true' })).toEqual(['HARNESS']);
  });

  it('names every vendor whose variables are set', () => {
    expect(constantsOf({ GITHUB_ACTIONS: 'true', TEAMCITY_VERSION: '2026.1' })).toEqual(['GITHUB_ACTIONS', 'TEAMCITY']);
    expect(constantsOf({ CI: 'true' })).toEqual([]);
  });
});

describe('isGenericCi', () => {
  it.each(['CI', 'CONTINUOUS_INTEGRATION', 'BUILD_NUMBER', 'BUILD_ID', 'CI_NAME', 'RUN_ID', 'CI_BUILD_ID'])(
    'takes %s for continuous integration, as ci-info does',
    (name) => {
      expect(isGenericCi({ [name]: 'true' })).toBe(true);
      expect(askCiInfo({ [name]: 'true' }).isCI).toBe(true);
    },
  );

  it.each(['false', '0'])('takes nothing for it where CI is %s', (CI) => {
    expect(isGenericCi({ CI, BUILD_NUMBER: '7' })).toBe(false);
  });

  it.each([{}, { CI: '' }, { HOME: '/root' }])('does not take %j for it', (env) => {
    expect(isGenericCi(env)).toBe(false);
  });
});
