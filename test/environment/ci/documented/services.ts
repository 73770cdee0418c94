import { type DocumentedRun, HEAD, pullRequest, push, SHA } from './run.ts';

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
const semaphore = {
  CI: 'true',
  SEMAPHORE: 'true',
  SEMAPHORE_GIT_SHA: SHA,
  SEMAPHORE_GIT_BRANCH: 'main',
  SEMAPHORE_WORKFLOW_ID: '7b8c',
  SEMAPHORE_ORGANIZATION_URL: 'https://acme.semaphoreci.com',
};
const codefresh = { CF_BUILD_ID: '5f0c', CF_BUILD_URL: 'https://g.codefresh.io/build/5f0c', CF_REVISION: SHA };

export const serviceRuns: readonly DocumentedRun[] = [
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
    name: 'Buildkite, branch, where the commit is not known yet',
    env: {
      ...buildkite,
      BUILDKITE_BRANCH: 'main',
      BUILDKITE_PULL_REQUEST: 'false',
      BUILDKITE_COMMIT: 'HEAD',
      BUILDKITE_PIPELINE_DEFAULT_BRANCH: 'trunk',
    },
    expected: {
      ...push,
      provider: 'buildkite',
      branch: 'main',
      defaultBranch: 'trunk',
      commit: null,
      runId: '4735ba57',
    },
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
    env: { ...drone, DRONE_BUILD_EVENT: 'push', DRONE_REPO_BRANCH: 'trunk' },
    expected: {
      ...push,
      provider: 'drone',
      branch: 'main',
      defaultBranch: 'trunk',
      commit: SHA,
      runId: '42',
      runUrl: drone.DRONE_BUILD_LINK,
    },
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
];
