import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { asCheckedOut } from '../../src/environment/ci/checked-out.ts';
import { detectCi } from '../../src/environment/ci/detect-ci.ts';
import type { GitHead } from '../../src/environment/git.ts';
import { recordingPolicy } from '../../src/framework/store/recording.ts';
import { denialToWrite } from '../../src/framework/store/who-writes.ts';
import { SHA, vendorRuns } from './ci-runs.ts';

const vendors = createRequire(import.meta.url)('ci-info/vendors.json') as readonly { readonly constant: string }[];
const OTHER = 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7';

type Variables = Readonly<Record<string, string>>;

const ofMain = vendorRuns.flatMap(({ vendor, always, main }) =>
  Object.entries(main).map(([what, env]) => ({ vendor, what, env: { ...always, ...env } as Variables })),
);
const ofOthers = vendorRuns.flatMap(({ vendor, always, others }) =>
  Object.entries(others).map(([what, [kind, env]]) => ({
    vendor,
    what,
    kind,
    env: { ...always, ...env } as Variables,
  })),
);

const mayWrite = (env: Variables, mainBranch = '', head: GitHead | null = null) =>
  denialToWrite(asCheckedOut(detectCi(env), head), mainBranch) === null;
const detached = (commit: string | null): GitHead => ({ branch: null, commit, defaultBranch: null });

describe('the main branch writes baselines', () => {
  it.each(ofMain)('$vendor: $what', ({ env }) => {
    expect(detectCi(env)).toMatchObject({ isCI: true, branch: 'main', subject: { kind: 'branch' } });
    expect(mayWrite(env)).toBe(true);
    expect(mayWrite(env, '', detached(SHA))).toBe(true);
    expect(mayWrite(env, 'main')).toBe(true);
    expect(mayWrite(env, 'release')).toBe(false);
  });
});

describe('nothing else in CI does', () => {
  it.each(ofOthers)('$vendor: $what', ({ env, kind }) => {
    expect(detectCi(env)).toMatchObject({ isCI: true, subject: { kind } });
    expect(mayWrite(env)).toBe(false);
    expect(mayWrite(env, 'main')).toBe(false);
    expect(recordingPolicy('automatic', detectCi(env))).toMatchObject({ mode: 'none' });
    expect(recordingPolicy('accept', detectCi(env))).toMatchObject({ mode: 'none' });
    expect(recordingPolicy('always', detectCi(env))).toEqual({ mode: 'record' });
    expect(recordingPolicy('accept_always', detectCi(env))).toEqual({ mode: 'accept' });
  });

  it.each([
    ['CI', { CI: 'true' }],
    ['a build number', { BUILD_NUMBER: '7' }],
  ])('a system that nobody knows, by %s', (_, env) => {
    const ci = asCheckedOut(detectCi(env), { branch: 'main', commit: SHA, defaultBranch: 'main' });
    expect(ci).toMatchObject({ branch: 'main', subject: { kind: 'untold' } });
    expect(denialToWrite(ci, 'main')?.reason).toMatch(/this CI system is not known$/);
  });

  it.each(ofOthers.filter(({ kind }) => kind === 'untold'))('$vendor: $what, whatever branch git is on', ({ env }) => {
    expect(mayWrite(env, 'main', { branch: 'main', commit: SHA, defaultBranch: 'main' })).toBe(false);
  });

  it('CI=false does not make a developer of a CI system', () => {
    const writing = ofMain.filter(({ env }) => mayWrite({ ...env, CI: 'false' }));
    // Its name is the value of CI.
    expect(writing.map(({ vendor }) => vendor).filter((vendor) => vendor !== 'WOODPECKER')).toEqual([]);
    expect(mayWrite({ CI: 'false' })).toBe(true);
    expect(mayWrite({})).toBe(true);
  });
});

describe('the table', () => {
  it('has every vendor that ci-info knows, and runs that it tells apart', () => {
    expect(vendorRuns.map(({ vendor }) => vendor).toSorted()).toEqual(
      vendors.map(({ constant }) => constant).toSorted(),
    );
    for (const { others } of vendorRuns) expect(Object.keys(others)).not.toEqual([]);
  });
});

describe('a commit that CI does not name', () => {
  // What some do not name cannot be held against git.
  const named = ofMain.filter(({ env }) => detectCi(env).commit !== null);

  it('is nearly always named', () => {
    expect(new Set(ofMain.filter((run) => !named.includes(run)).map(({ vendor }) => vendor))).toEqual(
      new Set(['SOURCEHUT']),
    );
  });

  it.each(named)('writes nothing, and is recorded as what it is: $vendor, $what', ({ env }) => {
    const head = { branch: 'pr-7', commit: OTHER, defaultBranch: 'main' };
    const ci = asCheckedOut(detectCi(env), head);
    expect(ci).toMatchObject({ branch: 'pr-7', commit: OTHER, subject: { kind: 'other_commit', named: SHA } });
    expect(denialToWrite(ci, '')?.reason).toMatch(/ commit da15608 is checked out where \w+ names ffac537$/);
    expect(mayWrite(env, '', { branch: 'main', commit: OTHER, defaultBranch: 'main' })).toBe(false);
    expect(mayWrite(env, '', detached(null))).toBe(false);
  });

  it.each(ofOthers.filter(({ kind }) => kind === 'event'))(
    'nor where an event says nothing: $vendor, $what',
    ({ env }) => {
      expect(mayWrite(env, '', { branch: 'main', commit: OTHER, defaultBranch: 'main' })).toBe(false);
      expect(mayWrite(env, '', { branch: 'main', commit: SHA, defaultBranch: 'main' })).toBe(false);
    },
  );

  it('is that of a pull request as well, where it is one', () => {
    const env = ofOthers.find(({ what }) => what === 'pull_request_target')!.env;
    expect(asCheckedOut(detectCi(env), detached(OTHER))).toMatchObject({
      commit: OTHER,
      subject: { kind: 'pull_request' },
    });
  });
});

describe('a variable of another vendor', () => {
  // These say what they build in the same variables.
  const FAMILIES = [
    ['GITHUB_ACTIONS', 'GITEA_ACTIONS'],
    ['JENKINS', 'HUDSON'],
    ['DRONE', 'HARNESS'],
  ];
  const areOne = (...names: readonly string[]) =>
    FAMILIES.concat(names.map((name) => [name])).some((family) => names.every((name) => family.includes(name)));
  // A run that writes, and the variables of another vendor's that does not: whichever is the real one.
  const mixed = ofMain.flatMap((main) =>
    ofOthers.filter(({ vendor }) => !areOne(vendor, main.vendor)).map((other) => ({ main, other })),
  );

  it('lets nothing be written', () => {
    const writing = mixed.filter(({ main, other }) => mayWrite({ ...main.env, ...other.env }));
    expect(writing.map(({ main, other }) => `${main.vendor} with ${other.vendor}, ${other.what}`)).toEqual([]);
    expect(mixed.length).toBeGreaterThan(5000);
  });

  it('does not hide the vendor that says more', () => {
    const pullRequest = ofOthers.find(({ what }) => what === 'pull_request')!.env;
    expect(detectCi({ ...pullRequest, TEAMCITY_VERSION: '2026.1' })).toMatchObject({
      provider: 'github_actions',
      isPullRequest: true,
      subject: { kind: 'pull_request' },
    });
    const push = { ...ofMain[0]!.env, TEAMCITY_VERSION: '2026.1' };
    expect(detectCi(push)).toMatchObject({ provider: 'github_actions', branch: 'main' });
    expect(denialToWrite(detectCi(push), '')?.reason).toMatch(
      /variables of several CI systems are set that do not say the same \(github_actions, teamcity\)$/,
    );
  });
});

describe('a branch whose name looks like the main one', () => {
  const NAMES = [
    'origin/main',
    'refs/heads/main',
    'heads/main',
    'pull/5',
    'pr/7',
    'Main',
    'main ',
    'remotes/origin/main',
  ];

  // Every vendor writes a branch in a way of its own, which is the way that it writes `main`.
  const withBranch = (env: Variables, name: string) =>
    Object.fromEntries(
      Object.entries(env).map(([variable, value]) => [
        variable,
        /^(?:refs\/heads\/|origin\/|branch\/)?main$/.test(value) ? value.replace(/main$/, name) : value,
      ]),
    );

  it.each(ofMain)('is not taken for it: $vendor, $what', ({ env }) => {
    expect(NAMES.filter((name) => mayWrite(withBranch(env, name)))).toEqual([]);
  });

  it('is not `develop`, which has a main branch beside it', () => {
    const env = withBranch(ofMain.find(({ vendor }) => vendor === 'CIRCLE')!.env, 'develop');
    expect(mayWrite(env)).toBe(false);
    expect(denialToWrite(detectCi(env), '')?.reason).toMatch(/this is develop; set main_branch if that is its name$/);
    expect(mayWrite(env, 'develop')).toBe(true);
  });
});
