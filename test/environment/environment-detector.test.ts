import { describe, expect, it } from 'vitest';
import { EnvironmentDetector } from '../../src/environment/environment-detector.ts';
import { type ReadFile, readSystemFile } from '../../src/environment/host.ts';
import { makeRepository } from '../revisions/made-repository.ts';
import { filesOf } from './fixtures.ts';

const SHA = 'ffac537e6cbbf934b08745a378932722df287a53';
const HEAD = 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7';
const REPOSITORY = { '/srv/.git/HEAD': 'ref: refs/heads/mine\n', '/srv/.git/refs/heads/mine': `${HEAD}\n` };

const github = {
  GITHUB_ACTIONS: 'true',
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_REF: 'refs/pull/42/merge',
  GITHUB_HEAD_REF: 'faster',
  GITHUB_BASE_REF: 'main',
  GITHUB_SHA: SHA,
  GITHUB_EVENT_PATH: '/event.json',
};
const event = JSON.stringify({ pull_request: { number: 42, head: { sha: HEAD } } });

const ciOf = (env: Record<string, string>, files: Record<string, string>) =>
  new EnvironmentDetector({ env, readFile: filesOf(files), directory: '/srv' }).detectCiEnvironment();

describe('EnvironmentDetector.detectCiEnvironment', () => {
  it('reads branch and commit of a local run from git', async () => {
    expect(await ciOf({}, REPOSITORY)).toMatchObject({ isCI: false, provider: 'local', branch: 'mine', commit: HEAD });
  });

  it('knows neither outside of a repository', async () => {
    expect(await ciOf({}, {})).toMatchObject({ provider: 'local', branch: null, commit: null });
  });

  it('reads the default branch from the vendor, then the event, then the clone', async () => {
    const files = { ...REPOSITORY, '/srv/.git/refs/remotes/origin/HEAD': 'ref: refs/remotes/origin/cloned\n' };
    const event = JSON.stringify({ repository: { default_branch: 'told' } });
    const gitlab = { CI: 'true', GITLAB_CI: 'true', CI_COMMIT_BRANCH: 'x', CI_COMMIT_SHA: SHA };
    const push = {
      GITHUB_ACTIONS: 'true',
      GITHUB_REF: 'refs/heads/x',
      GITHUB_SHA: SHA,
      GITHUB_EVENT_PATH: '/event.json',
    };
    const defaultOf = async (...[env, more]: Parameters<typeof ciOf>) =>
      (await ciOf(env, { ...files, ...more })).defaultBranch;
    expect(await defaultOf({ ...gitlab, CI_DEFAULT_BRANCH: 'said' }, {})).toBe('said');
    expect(await defaultOf(gitlab, {})).toBe('cloned');
    expect(await defaultOf(push, { '/event.json': event })).toBe('told');
    expect(await defaultOf(push, {})).toBe('cloned');
    expect((await ciOf(push, {})).defaultBranch).toBeNull();
  });

  it('prefers what the vendor says of the branch', async () => {
    const env = { CI: 'true', CIRCLECI: 'true', CIRCLE_BRANCH: 'main', CIRCLE_SHA1: HEAD };
    const told = { provider: 'circleci', branch: 'main', commit: HEAD, subject: { kind: 'branch' } };
    expect(await ciOf(env, REPOSITORY)).toMatchObject(told);
    expect(await ciOf(env, {})).toMatchObject(told);
  });

  it('believes git of what is checked out, where the vendor names another commit', async () => {
    const env = { CI: 'true', CIRCLECI: 'true', CIRCLE_BRANCH: 'main', CIRCLE_SHA1: SHA };
    const subject = { kind: 'other_commit', named: SHA };
    expect(await ciOf(env, REPOSITORY)).toMatchObject({ branch: 'mine', commit: HEAD, subject });
    const detached = { '/srv/.git/HEAD': `${HEAD}\n` };
    expect(await ciOf(env, detached)).toMatchObject({ branch: null, commit: HEAD, subject });
  });

  it('says that the commit cannot be read where neither files nor git tell it', async () => {
    const env = { CI: 'true', CIRCLECI: 'true', CIRCLE_BRANCH: 'main', CIRCLE_SHA1: SHA };
    const unreadable = { '/srv/.git/HEAD': 'ref: refs/heads/.invalid\n' };
    expect(await ciOf(env, unreadable)).toMatchObject({
      branch: 'main',
      commit: SHA,
      subject: { kind: 'unread_commit' },
    });
  });

  it('asks git itself, in CI alone, where its files do not tell the commit', async () => {
    const { directory, git } = makeRepository();
    // A branch that stands for another one is told by no file, as nothing is in the reftable format.
    git('symbolic-ref', 'refs/heads/alias', 'refs/heads/main');
    git('symbolic-ref', 'HEAD', 'refs/heads/alias');
    const commit = git('rev-parse', 'HEAD').trim();
    const told = (env: Record<string, string>) => new EnvironmentDetector({ env, directory }).detectCiEnvironment();
    const circle = { CI: 'true', CIRCLECI: 'true', CIRCLE_BRANCH: 'main' };
    expect(await told({ ...circle, CIRCLE_SHA1: commit })).toMatchObject({ commit, subject: { kind: 'branch' } });
    expect(await told({ ...circle, CIRCLE_SHA1: SHA })).toMatchObject({
      commit,
      branch: 'alias',
      subject: { kind: 'other_commit', named: SHA },
    });
    expect(await told({})).toMatchObject({ commit: null, subject: { kind: 'working_tree' } });
  });

  it('asks git what the vendor does not say', async () => {
    const env = { TEAMCITY_VERSION: '2024.12', BUILD_VCS_NUMBER: SHA };
    const told = { provider: 'teamcity', branch: 'mine', commit: HEAD, subject: { kind: 'untold' } };
    expect(await ciOf(env, REPOSITORY)).toMatchObject(told);
    expect(await ciOf({ CI: 'true' }, REPOSITORY)).toMatchObject({ provider: 'unknown', branch: 'mine', commit: HEAD });
  });

  it("does not take the branch that a vendor made up for a pull request's", async () => {
    const env = { BITRISE_IO: 'true', BITRISE_PULL_REQUEST: '3' };
    expect(await ciOf(env, REPOSITORY)).toMatchObject({ isPullRequest: true, branch: null, commit: HEAD });
  });

  it("reads the newest commit of a pull request's branch from GitHub's event", async () => {
    expect(await ciOf(github, { '/event.json': event })).toMatchObject({
      branch: 'faster',
      commit: SHA,
      headCommit: HEAD,
      pullRequest: 42,
    });
  });

  it('takes the number from the event, and the commit from git, where the variables are of the base branch', async () => {
    const env = { ...github, GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_REF: 'refs/heads/main' };
    expect(await ciOf(env, { ...REPOSITORY, '/event.json': event })).toMatchObject({
      branch: 'faster',
      commit: HEAD,
      headCommit: HEAD,
      pullRequest: 42,
    });
  });

  it('is found out once', async () => {
    const detector = new EnvironmentDetector({ env: {}, readFile: filesOf(REPOSITORY), directory: '/srv' });
    expect(await detector.detectCiEnvironment()).toBe(await detector.detectCiEnvironment());
  });
});

describe('EnvironmentDetector.profilePlatform', () => {
  it('describes this machine, with its speed, once', async () => {
    const detector = new EnvironmentDetector({ calibrationCache: null });
    const profile = await detector.profilePlatform();
    const { factor } = await detector.measureBaselinePerformance();
    expect(profile.baselineFactor).toBe(factor);
    expect(profile.nodeVersion).toBe(process.versions.node);
    expect(await detector.profilePlatform()).toBe(profile);
  });

  it('reads each file of the machine once a session', async () => {
    const reads: string[] = [];
    const readFile: ReadFile = (path, maxBytes) => {
      reads.push(path);
      return readSystemFile(path, maxBytes);
    };
    const detector = new EnvironmentDetector({ env: {}, readFile, calibrationCache: null });
    await detector.profilePlatform();
    const afterFirst = reads.length;
    await detector.profilePlatform();
    expect(reads.length).toBe(afterFirst);
  });
});

describe('EnvironmentDetector.getEnvironmentContext', () => {
  it('puts everything together', async () => {
    const detector = new EnvironmentDetector({
      env: { CI: 'true', NODE_OPTIONS: '--max-opt=1' },
      calibrationCache: null,
    });
    const context = await detector.getEnvironmentContext();
    expect(context.ciEnvironment.provider).toBe('unknown');
    expect(context.platformProfile).toBe(await detector.profilePlatform());
    expect(context.performanceMultiplier).toBe(context.platformProfile.baselineFactor);
    expect(context.resourceConstraints.measurementDuration).toBeGreaterThan(0);
    expect(context.runtimeConditions).toContain('max-opt-1');
    expect(context.environmentKey).toMatch(/-node\d+\+(?:.+\+)?max-opt-1$/);
    expect(context.sessionId).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(new Date(context.timestamp).toISOString()).toBe(context.timestamp);
  });

  it('keeps the session and its key, and measures the resources anew', async () => {
    const detector = new EnvironmentDetector({ calibrationCache: null });
    const first = await detector.getEnvironmentContext();
    const second = await detector.getEnvironmentContext();
    expect(second.sessionId).toBe(first.sessionId);
    expect(second.environmentKey).toBe(first.environmentKey);
    expect(second.resourceConstraints.measurementDuration).toBeGreaterThan(
      first.resourceConstraints.measurementDuration,
    );
    expect((await new EnvironmentDetector({ calibrationCache: null }).getEnvironmentContext()).sessionId).not.toBe(
      first.sessionId,
    );
  });

  it('leaves out what does not reach the processes that tests are measured in', async () => {
    const env = { NODE_V8_COVERAGE: '/tmp/coverage', NODE_OPTIONS: '--max-opt=1' };
    const fresh = new EnvironmentDetector({ env, calibrationCache: null, measuresIn: 'fresh_processes' });
    const here = new EnvironmentDetector({ env, calibrationCache: null });
    expect((await fresh.getEnvironmentContext()).runtimeConditions).toEqual(['max-opt-1']);
    expect((await here.getEnvironmentContext()).runtimeConditions).toEqual(
      expect.arrayContaining(['coverage', 'max-opt-1']),
    );
  });
});
