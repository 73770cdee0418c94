import { describe, expect, it } from 'vitest';
import { detectCi } from '../../src/environment/ci.ts';
import type { CIEnvironment } from '../../src/model/environment.ts';

const SHA = 'ffac537e6cbbf934b08745a378932722df287a53';
const HEAD = 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7';

interface Case {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly expected: Partial<CIEnvironment>;
}

const push = { isCI: true, isPullRequest: false, baseBranch: null, headCommit: null, pullRequest: null } as const;
const pullRequest = { isCI: true, isPullRequest: true } as const;

const github = {
  CI: 'true',
  GITHUB_ACTIONS: 'true',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'octocat/hello-world',
  GITHUB_RUN_ID: '1658821493',
  GITHUB_SHA: SHA,
  GITHUB_HEAD_REF: '',
  GITHUB_BASE_REF: '',
};
const githubRun = { runId: '1658821493', runUrl: 'https://github.com/octocat/hello-world/actions/runs/1658821493' };

const gitlab = {
  CI: 'true',
  GITLAB_CI: 'true',
  CI_COMMIT_SHA: SHA,
  CI_PIPELINE_ID: '12345',
  CI_PIPELINE_URL: 'https://gitlab.example.com/group/project/-/pipelines/12345',
};
const gitlabRun = { runId: '12345', runUrl: gitlab.CI_PIPELINE_URL };

const jenkins = {
  JENKINS_URL: 'https://ci.example.com/',
  BUILD_ID: '153',
  BUILD_NUMBER: '153',
  BUILD_TAG: 'jenkins-app-153',
  BUILD_URL: 'https://ci.example.com/job/app/153/',
  GIT_COMMIT: SHA,
};
const azure = {
  TF_BUILD: 'True',
  BUILD_BUILDID: '99',
  BUILD_SOURCEVERSION: SHA,
  SYSTEM_COLLECTIONURI: 'https://dev.azure.com/example/',
  SYSTEM_TEAMPROJECT: 'My Project',
};
const circle = {
  CI: 'true',
  CIRCLECI: 'true',
  CIRCLE_SHA1: SHA,
  CIRCLE_WORKFLOW_ID: '88e5-11',
  CIRCLE_BUILD_URL: 'https://circleci.com/gh/octocat/app/170',
};
const buildkite = {
  CI: 'true',
  BUILDKITE: 'true',
  BUILDKITE_BUILD_ID: '4735ba57',
  BUILDKITE_BUILD_URL: 'https://buildkite.com/acme/app/builds/1514',
  BUILDKITE_COMMIT: SHA,
  BUILDKITE_TAG: '',
};
const travis = {
  CI: 'true',
  TRAVIS: 'true',
  TRAVIS_COMMIT: SHA,
  TRAVIS_BUILD_ID: '4711',
  TRAVIS_BUILD_WEB_URL: 'https://app.travis-ci.com/acme/app/builds/4711',
};
const bitbucket = {
  CI: 'true',
  BITBUCKET_COMMIT: SHA,
  BITBUCKET_BRANCH: 'feature/fast',
  BITBUCKET_BUILD_NUMBER: '12',
  BITBUCKET_PIPELINE_UUID: '{a1b2}',
  BITBUCKET_GIT_HTTP_ORIGIN: 'http://bitbucket.org/acme/app',
};
const appveyor = {
  CI: 'True',
  APPVEYOR: 'True',
  APPVEYOR_URL: 'https://ci.appveyor.com',
  APPVEYOR_ACCOUNT_NAME: 'acme',
  APPVEYOR_PROJECT_SLUG: 'app',
  APPVEYOR_BUILD_ID: '33',
  APPVEYOR_REPO_BRANCH: 'main',
  APPVEYOR_REPO_COMMIT: SHA,
};
const drone = {
  CI: 'true',
  DRONE: 'true',
  DRONE_COMMIT_SHA: SHA,
  DRONE_BRANCH: 'main',
  DRONE_BUILD_NUMBER: '42',
  DRONE_BUILD_LINK: 'https://drone.example.com/acme/app/42',
};
const woodpecker = {
  CI: 'woodpecker',
  CI_COMMIT_SHA: SHA,
  CI_COMMIT_BRANCH: 'main',
  CI_PIPELINE_NUMBER: '8',
  CI_PIPELINE_URL: 'https://ci.example.com/repos/7/pipeline/8',
};
const semaphore = {
  CI: 'true',
  SEMAPHORE: 'true',
  SEMAPHORE_GIT_SHA: SHA,
  SEMAPHORE_GIT_BRANCH: 'main',
  SEMAPHORE_WORKFLOW_ID: '7b8c',
  SEMAPHORE_ORGANIZATION_URL: 'https://acme.semaphoreci.com',
};
const codefresh = { CF_BUILD_ID: '5f0c', CF_BUILD_URL: 'https://g.codefresh.io/build/5f0c', CF_REVISION: SHA };
const codebuild = {
  CODEBUILD_BUILD_ARN: 'arn:aws:codebuild:eu-west-1:123456789012:build/app:b1e6661e',
  CODEBUILD_BUILD_ID: 'app:b1e6661e',
  CODEBUILD_BUILD_URL: 'https://eu-west-1.console.aws.amazon.com/codebuild/app',
  CODEBUILD_RESOLVED_SOURCE_VERSION: SHA,
};
const vercel = {
  CI: '1',
  VERCEL: '1',
  VERCEL_GIT_COMMIT_SHA: SHA,
  VERCEL_GIT_COMMIT_REF: 'fast',
  VERCEL_DEPLOYMENT_ID: 'dpl_7Gw5',
};
const netlify = {
  CI: 'true',
  NETLIFY: 'true',
  COMMIT_REF: SHA,
  BRANCH: 'main',
  HEAD: 'main',
  PULL_REQUEST: 'false',
  DEPLOY_ID: '5b24',
};

const cases: readonly Case[] = [
  {
    name: 'GitHub Actions, push',
    env: { ...github, GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/feature/a-1' },
    expected: { ...push, ...githubRun, provider: 'github_actions', branch: 'feature/a-1', commit: SHA },
  },
  {
    name: 'GitHub Actions, tag',
    env: { ...github, GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/tags/v1.0.0' },
    expected: { ...push, provider: 'github_actions', branch: null, commit: SHA },
  },
  {
    name: 'GitHub Actions, pull request (from a fork or not)',
    env: {
      ...github,
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_REF: 'refs/pull/42/merge',
      GITHUB_HEAD_REF: 'faster',
      GITHUB_BASE_REF: 'main',
    },
    expected: {
      ...pullRequest,
      ...githubRun,
      provider: 'github_actions',
      branch: 'faster',
      baseBranch: 'main',
      commit: SHA,
      headCommit: null,
      pullRequest: 42,
    },
  },
  {
    name: 'GitHub Actions, pull_request_target, whose ref and commit are the base branch',
    env: {
      ...github,
      GITHUB_EVENT_NAME: 'pull_request_target',
      GITHUB_REF: 'refs/heads/release-2',
      GITHUB_HEAD_REF: 'faster',
      GITHUB_BASE_REF: 'release-2',
    },
    expected: { ...pullRequest, branch: 'faster', baseBranch: 'release-2', commit: null, pullRequest: null },
  },
  {
    name: 'Gitea Actions, pull request',
    env: {
      ...github,
      GITEA_ACTIONS: 'true',
      GITHUB_SERVER_URL: 'https://gitea.example.com',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_REF: 'refs/pull/3/head',
      GITHUB_HEAD_REF: 'faster',
      GITHUB_BASE_REF: 'main',
    },
    expected: { ...pullRequest, provider: 'gitea_actions', branch: 'faster', baseBranch: 'main', pullRequest: 3 },
  },
  {
    name: 'GitLab, branch',
    env: { ...gitlab, CI_COMMIT_BRANCH: 'main', CI_COMMIT_REF_NAME: 'main' },
    expected: { ...push, ...gitlabRun, provider: 'gitlab_ci', branch: 'main', commit: SHA },
  },
  {
    name: 'GitLab, tag',
    env: { ...gitlab, CI_COMMIT_TAG: 'v1', CI_COMMIT_REF_NAME: 'v1' },
    expected: { ...push, provider: 'gitlab_ci', branch: null },
  },
  {
    name: 'GitLab, merge request',
    env: {
      ...gitlab,
      CI_MERGE_REQUEST_ID: '90210',
      CI_MERGE_REQUEST_IID: '7',
      CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'faster',
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
      CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: '',
    },
    expected: {
      ...pullRequest,
      ...gitlabRun,
      provider: 'gitlab_ci',
      branch: 'faster',
      baseBranch: 'main',
      commit: SHA,
      headCommit: SHA,
      pullRequest: 7,
    },
  },
  {
    name: 'GitLab, merged result, whose commit is on neither branch',
    env: {
      ...gitlab,
      CI_MERGE_REQUEST_ID: '90210',
      CI_MERGE_REQUEST_IID: '7',
      CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'faster',
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
      CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: HEAD,
    },
    expected: { ...pullRequest, commit: SHA, headCommit: HEAD },
  },
  {
    name: 'GitLab, pull request of a repository elsewhere',
    env: {
      ...gitlab,
      CI_EXTERNAL_PULL_REQUEST_IID: '5',
      CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME: 'faster',
      CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME: 'main',
      CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA: HEAD,
    },
    expected: { ...pullRequest, branch: 'faster', baseBranch: 'main', headCommit: HEAD, pullRequest: 5 },
  },
  {
    name: 'Jenkins, multibranch',
    env: { ...jenkins, BRANCH_NAME: 'feature/a', GIT_BRANCH: 'feature/a' },
    expected: {
      ...push,
      provider: 'jenkins',
      branch: 'feature/a',
      commit: SHA,
      runId: 'jenkins-app-153',
      runUrl: 'https://ci.example.com/job/app/153/',
    },
  },
  {
    name: 'Jenkins, one branch with the git plug-in',
    env: { ...jenkins, GIT_BRANCH: 'origin/main' },
    expected: { ...push, branch: 'main' },
  },
  {
    name: 'Jenkins, tag',
    env: { ...jenkins, BRANCH_NAME: 'v1.0', TAG_NAME: 'v1.0' },
    expected: { ...push, branch: null },
  },
  {
    name: 'Jenkins, change request',
    env: { ...jenkins, BRANCH_NAME: 'PR-24', CHANGE_ID: '24', CHANGE_BRANCH: 'faster', CHANGE_TARGET: 'main' },
    expected: { ...pullRequest, provider: 'jenkins', branch: 'faster', baseBranch: 'main', pullRequest: 24 },
  },
  {
    name: 'Jenkins, GitHub pull request builder',
    env: {
      ...jenkins,
      GIT_BRANCH: 'detached',
      ghprbPullId: '24',
      ghprbSourceBranch: 'faster',
      ghprbTargetBranch: 'main',
      ghprbActualCommit: HEAD,
    },
    expected: { ...pullRequest, branch: 'faster', baseBranch: 'main', pullRequest: 24, headCommit: HEAD },
  },
  {
    name: 'CircleCI, branch',
    env: { ...circle, CIRCLE_BRANCH: 'main' },
    expected: {
      ...push,
      provider: 'circleci',
      branch: 'main',
      commit: SHA,
      runId: '88e5-11',
      runUrl: 'https://circleci.com/gh/octocat/app/170',
    },
  },
  {
    name: 'CircleCI, pull request of the same repository',
    env: { ...circle, CIRCLE_BRANCH: 'faster', CIRCLE_PULL_REQUEST: 'https://github.com/octocat/app/pull/9' },
    expected: { ...pullRequest, branch: 'faster', baseBranch: null, headCommit: SHA, pullRequest: 9 },
  },
  {
    name: 'CircleCI, pull request from a fork, whose branch is the ref of the pull request',
    env: {
      ...circle,
      CIRCLE_BRANCH: 'pull/9',
      CIRCLE_PR_NUMBER: '9',
      CIRCLE_PULL_REQUEST: 'https://github.com/octocat/app/pull/9',
    },
    expected: { ...pullRequest, branch: null, pullRequest: 9 },
  },
  {
    name: 'Azure Pipelines, push',
    env: { ...azure, BUILD_REASON: 'IndividualCI', BUILD_SOURCEBRANCH: 'refs/heads/feature/a' },
    expected: {
      ...push,
      provider: 'azure_pipelines',
      branch: 'feature/a',
      commit: SHA,
      runId: '99',
      runUrl: 'https://dev.azure.com/example/My%20Project/_build/results?buildId=99',
    },
  },
  {
    name: 'Azure Pipelines, pull request of a repository on GitHub',
    env: {
      ...azure,
      BUILD_REASON: 'PullRequest',
      BUILD_SOURCEBRANCH: 'refs/pull/123/merge',
      SYSTEM_PULLREQUEST_PULLREQUESTID: '880000001',
      SYSTEM_PULLREQUEST_PULLREQUESTNUMBER: '123',
      SYSTEM_PULLREQUEST_SOURCEBRANCH: 'faster',
      SYSTEM_PULLREQUEST_TARGETBRANCH: 'main',
      SYSTEM_PULLREQUEST_SOURCECOMMITID: HEAD,
    },
    expected: {
      ...pullRequest,
      provider: 'azure_pipelines',
      branch: 'faster',
      baseBranch: 'main',
      commit: SHA,
      headCommit: HEAD,
      pullRequest: 123,
    },
  },
  {
    name: 'Azure Pipelines, pull request of its own repository',
    env: {
      ...azure,
      BUILD_REASON: 'PullRequest',
      SYSTEM_PULLREQUEST_PULLREQUESTID: '17',
      SYSTEM_PULLREQUEST_SOURCEBRANCH: 'refs/heads/faster',
      SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main',
    },
    expected: { ...pullRequest, branch: 'faster', baseBranch: 'main', pullRequest: 17 },
  },
  {
    name: 'Buildkite, branch, where the commit is not known yet',
    env: { ...buildkite, BUILDKITE_BRANCH: 'main', BUILDKITE_PULL_REQUEST: 'false', BUILDKITE_COMMIT: 'HEAD' },
    expected: { ...push, provider: 'buildkite', branch: 'main', commit: null, runId: '4735ba57' },
  },
  {
    name: 'Buildkite, tag',
    env: { ...buildkite, BUILDKITE_BRANCH: 'v1', BUILDKITE_TAG: 'v1', BUILDKITE_PULL_REQUEST: 'false' },
    expected: { ...push, branch: null, commit: SHA },
  },
  {
    name: 'Buildkite, pull request',
    env: {
      ...buildkite,
      BUILDKITE_BRANCH: 'someone:faster',
      BUILDKITE_PULL_REQUEST: '78',
      BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'main',
    },
    expected: {
      ...pullRequest,
      branch: 'someone:faster',
      baseBranch: 'main',
      headCommit: SHA,
      pullRequest: 78,
      runUrl: 'https://buildkite.com/acme/app/builds/1514',
    },
  },
  {
    name: 'Travis, push',
    env: { ...travis, TRAVIS_BRANCH: 'main', TRAVIS_PULL_REQUEST: 'false', TRAVIS_TAG: '' },
    expected: { ...push, provider: 'travis', branch: 'main', commit: SHA, runId: '4711' },
  },
  {
    name: 'Travis, tag, whose branch is the tag',
    env: { ...travis, TRAVIS_BRANCH: 'v1', TRAVIS_PULL_REQUEST: 'false', TRAVIS_TAG: 'v1' },
    expected: { ...push, branch: null },
  },
  {
    name: 'Travis, pull request, whose branch is the base',
    env: {
      ...travis,
      TRAVIS_BRANCH: 'main',
      TRAVIS_PULL_REQUEST: '5',
      TRAVIS_PULL_REQUEST_BRANCH: 'faster',
      TRAVIS_PULL_REQUEST_SHA: HEAD,
    },
    expected: { ...pullRequest, branch: 'faster', baseBranch: 'main', commit: SHA, headCommit: HEAD, pullRequest: 5 },
  },
  {
    name: 'TeamCity',
    env: {
      TEAMCITY_VERSION: '2024.12',
      BUILD_NUMBER: '31',
      BUILD_VCS_NUMBER: SHA,
      BUILD_URL: 'https://tc.example.com/build/31',
    },
    expected: {
      ...push,
      provider: 'teamcity',
      branch: null,
      commit: SHA,
      runId: '31',
      runUrl: 'https://tc.example.com/build/31',
    },
  },
  {
    name: 'Bitbucket, branch',
    env: bitbucket,
    expected: {
      ...push,
      provider: 'bitbucket',
      branch: 'feature/fast',
      commit: SHA,
      runId: '{a1b2}',
      runUrl: 'http://bitbucket.org/acme/app/pipelines/results/12',
    },
  },
  {
    name: 'Bitbucket, pull request',
    env: { ...bitbucket, BITBUCKET_PR_ID: '6', BITBUCKET_PR_DESTINATION_BRANCH: 'main' },
    expected: { ...pullRequest, branch: 'feature/fast', baseBranch: 'main', headCommit: SHA, pullRequest: 6 },
  },
  {
    name: 'AppVeyor, push',
    env: appveyor,
    expected: {
      ...push,
      provider: 'appveyor',
      branch: 'main',
      commit: SHA,
      runId: '33',
      runUrl: 'https://ci.appveyor.com/project/acme/app/builds/33',
    },
  },
  {
    name: 'AppVeyor, pull request, whose branch is the base',
    env: {
      ...appveyor,
      APPVEYOR_PULL_REQUEST_NUMBER: '8',
      APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH: 'faster',
      APPVEYOR_PULL_REQUEST_HEAD_COMMIT: HEAD,
    },
    expected: { ...pullRequest, branch: 'faster', baseBranch: 'main', headCommit: HEAD, pullRequest: 8 },
  },
  {
    name: 'Drone, push',
    env: { ...drone, DRONE_BUILD_EVENT: 'push' },
    expected: { ...push, provider: 'drone', branch: 'main', commit: SHA, runId: '42', runUrl: drone.DRONE_BUILD_LINK },
  },
  {
    name: 'Drone, pull request',
    env: {
      ...drone,
      DRONE_BUILD_EVENT: 'pull_request',
      DRONE_PULL_REQUEST: '10',
      DRONE_SOURCE_BRANCH: 'faster',
      DRONE_TARGET_BRANCH: 'main',
    },
    expected: { ...pullRequest, branch: 'faster', baseBranch: 'main', headCommit: SHA, pullRequest: 10 },
  },
  {
    name: 'Woodpecker, push',
    env: { ...woodpecker, CI_PIPELINE_EVENT: 'push' },
    expected: {
      ...push,
      provider: 'woodpecker',
      branch: 'main',
      commit: SHA,
      runId: '8',
      runUrl: woodpecker.CI_PIPELINE_URL,
    },
  },
  {
    name: 'Woodpecker, pull request, whose branch is the base',
    env: {
      ...woodpecker,
      CI_PIPELINE_EVENT: 'pull_request',
      CI_COMMIT_PULL_REQUEST: '1',
      CI_COMMIT_SOURCE_BRANCH: 'faster',
      CI_COMMIT_TARGET_BRANCH: 'main',
    },
    expected: { ...pullRequest, branch: 'faster', baseBranch: 'main', headCommit: SHA, pullRequest: 1 },
  },
  {
    name: 'Semaphore, push',
    env: { ...semaphore, SEMAPHORE_GIT_REF_TYPE: 'branch' },
    expected: {
      ...push,
      provider: 'semaphore',
      branch: 'main',
      commit: SHA,
      runId: '7b8c',
      runUrl: 'https://acme.semaphoreci.com/workflows/7b8c',
    },
  },
  {
    name: 'Semaphore, pull request from a fork, whose branch is the base',
    env: {
      ...semaphore,
      SEMAPHORE_GIT_PR_NUMBER: '2',
      SEMAPHORE_GIT_PR_BRANCH: 'faster',
      SEMAPHORE_GIT_PR_SHA: HEAD,
    },
    expected: {
      ...pullRequest,
      branch: 'faster',
      baseBranch: 'main',
      commit: SHA,
      headCommit: HEAD,
      pullRequest: 2,
    },
  },
  {
    name: 'Codefresh, push',
    env: { ...codefresh, CF_BRANCH: 'main' },
    expected: { ...push, provider: 'codefresh', branch: 'main', commit: SHA, runId: '5f0c' },
  },
  {
    name: 'Codefresh, pull request',
    env: { ...codefresh, CF_BRANCH: 'faster', CF_PULL_REQUEST_NUMBER: '4', CF_PULL_REQUEST_TARGET: 'main' },
    expected: { ...pullRequest, branch: 'faster', baseBranch: 'main', headCommit: SHA, pullRequest: 4 },
  },
  {
    name: 'AWS CodeBuild, push to a branch whose name ends in a number',
    env: {
      ...codebuild,
      CODEBUILD_WEBHOOK_TRIGGER: 'branch/release-2',
      CODEBUILD_WEBHOOK_EVENT: 'PUSH',
      CODEBUILD_WEBHOOK_HEAD_REF: 'refs/heads/release-2',
    },
    expected: {
      ...push,
      provider: 'codebuild',
      branch: 'release-2',
      commit: SHA,
      runId: 'app:b1e6661e',
      runUrl: codebuild.CODEBUILD_BUILD_URL,
    },
  },
  {
    name: 'AWS CodeBuild, pull request',
    env: {
      ...codebuild,
      CODEBUILD_WEBHOOK_TRIGGER: 'pr/11',
      CODEBUILD_WEBHOOK_EVENT: 'PULL_REQUEST_UPDATED',
      CODEBUILD_WEBHOOK_HEAD_REF: 'refs/heads/faster',
      CODEBUILD_WEBHOOK_BASE_REF: 'refs/heads/main',
    },
    expected: { ...pullRequest, branch: 'faster', baseBranch: 'main', pullRequest: 11 },
  },
  {
    name: 'Vercel, where no pull request is open',
    env: { ...vercel, VERCEL_GIT_PULL_REQUEST_ID: '' },
    expected: { ...push, provider: 'vercel', branch: 'fast', commit: SHA, runId: 'dpl_7Gw5', runUrl: null },
  },
  {
    name: 'Vercel, pull request',
    env: { ...vercel, VERCEL_GIT_PULL_REQUEST_ID: '23' },
    expected: { ...pullRequest, branch: 'fast', baseBranch: null, headCommit: SHA, pullRequest: 23 },
  },
  {
    name: 'Netlify, push',
    env: netlify,
    expected: { ...push, provider: 'netlify', branch: 'main', commit: SHA, runId: '5b24' },
  },
  {
    name: 'Netlify, pull request',
    env: { ...netlify, PULL_REQUEST: 'true', REVIEW_ID: '12', HEAD: 'faster', BRANCH: 'pull/12/head' },
    expected: { ...pullRequest, branch: 'faster', headCommit: SHA, pullRequest: 12 },
  },
  {
    name: 'a vendor of whom nothing but the pull request is known',
    env: { BITRISE_IO: 'true', BITRISE_PULL_REQUEST: '3' },
    expected: { ...pullRequest, provider: 'bitrise', branch: null, commit: null, pullRequest: null },
  },
  {
    name: 'a vendor that nobody knows',
    env: { CI: 'true' },
    expected: { ...push, provider: 'unknown', branch: null, commit: null },
  },
];

describe('detectCi', () => {
  it.each(cases)('$name', ({ env, expected }) => {
    expect(detectCi(env)).toMatchObject(expected);
  });

  it.each([{}, { CI: 'false', GITHUB_ACTIONS: 'true' }, { PATH: '/bin' }])('takes %j for a local machine', (env) => {
    expect(detectCi(env)).toEqual({
      isCI: false,
      provider: 'local',
      isPullRequest: false,
      branch: null,
      baseBranch: null,
      commit: null,
      headCommit: null,
      pullRequest: null,
      runId: null,
      runUrl: null,
    });
  });

  it('answers every field in every case', () => {
    for (const { env } of cases) {
      const detected = detectCi(env);
      expect(Object.values(detected)).not.toContain(undefined);
      expect(Object.keys(detected).sort()).toEqual(Object.keys(detectCi({})).sort());
    }
  });
});
