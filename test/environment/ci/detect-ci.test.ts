import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { detectCi } from '../../../src/environment/ci/detect-ci.ts';
import { localCi } from '../contexts.ts';
import { mobileRuns } from './documented/mobile.ts';
import { morePlatformRuns } from './documented/more-platforms.ts';
import { moreSelfHostedRuns } from './documented/more-self-hosted.ts';
import { moreServiceRuns } from './documented/more-services.ts';
import { platformRuns } from './documented/platforms.ts';
import { type DocumentedRun, pullRequest, push } from './documented/run.ts';
import { selfHostedRuns } from './documented/self-hosted.ts';
import { serviceRuns } from './documented/services.ts';

const require = createRequire(import.meta.url);
const vendors = require('ci-info/vendors.json') as readonly { readonly constant: string }[];

// Neither documents any variable besides the one that tells it.
const SAY_NOTHING: readonly DocumentedRun[] = [
  { name: 'Alpic', env: { ALPIC_HOST: 'app.alpic.live' }, expected: { ...push, provider: 'alpic', commit: null } },
  {
    name: 'Capawesome Cloud',
    env: { CAPAWESOME_CLOUD: 'true' },
    expected: { ...push, provider: 'capawesome_cloud', commit: null },
  },
  { name: 'Strider', env: { STRIDER: 'true' }, expected: { ...push, provider: 'strider', commit: null } },
];

const runs: readonly DocumentedRun[] = [
  ...platformRuns,
  ...morePlatformRuns,
  ...serviceRuns,
  ...moreServiceRuns,
  ...selfHostedRuns,
  ...moreSelfHostedRuns,
  ...mobileRuns,
  ...SAY_NOTHING,
];

describe('detectCi', () => {
  it.each(runs)('$name', ({ env, expected }) => {
    expect(detectCi(env)).toMatchObject(expected);
  });

  it('takes a vendor that nobody knows for one', () => {
    const unknown = { ...push, provider: 'unknown', branch: null, commit: null, subject: { kind: 'untold' } };
    expect(detectCi({ CI: 'true' })).toMatchObject(unknown);
  });

  it("believes ci-info where a vendor's own variables do not say whether it is a pull request", () => {
    expect(detectCi({ RENDER: 'true', IS_PULL_REQUEST: 'true' })).toMatchObject(pullRequest);
    expect(detectCi({ TRAVIS: 'true', TRAVIS_PULL_REQUEST: '9'.repeat(400) })).toMatchObject({
      isPullRequest: true,
      pullRequest: null,
    });
    const half = {
      TASKCLUSTER_ROOT_URL: 'x',
      TASK_ID: '\udb40',
      RUN_ID: '\udb40',
      GITEA_ACTIONS: 'true',
      JENKINS_URL: '1',
    };
    expect(() => detectCi(half)).not.toThrow();
  });

  it.each([{}, { CI: 'false' }, { CI: '0', BUILD_NUMBER: '7' }, { PATH: '/bin' }])(
    'takes %j for a local machine',
    (env) => {
      expect(detectCi(env)).toEqual(localCi);
    },
  );

  it.each(['false', '0'])('takes one where CI is %s for a local machine that has variables of CI', (CI) => {
    expect(detectCi({ CI, GITHUB_ACTIONS: 'true', GITHUB_REF: 'refs/heads/main' })).toEqual({
      ...localCi,
      subject: { kind: 'switched_off', providers: ['github_actions'] },
    });
  });

  it('answers every field in every case', () => {
    for (const { env } of runs) {
      const detected = detectCi(env);
      expect(Object.values(detected)).not.toContain(undefined);
      expect(Object.keys(detected).sort()).toEqual(Object.keys(localCi).sort());
    }
  });

  it('is tested with a run of every vendor that ci-info knows', () => {
    const tested = new Set(runs.map(({ env }) => detectCi(env).provider));
    const providers = vendors.map(({ constant }) => detectedName(constant));
    expect(providers.filter((provider) => !tested.has(provider))).toEqual([]);
  });
});

function detectedName(constant: string): string {
  const names: Readonly<Record<string, string>> = { CIRCLE: 'circleci', GITLAB: 'gitlab_ci' };
  return names[constant] ?? constant.toLowerCase();
}
