import { address, firstSet, fullRefOrName, type VendorVariables } from './variables.ts';

/**
 * Systems that build code kept elsewhere, by ci-info's constant. Each entry's source is the vendor's own document, named
 * above it.
 */
export const services: Readonly<Record<string, VendorVariables>> = {
  // https://circleci.com/docs/reference/variables/ (the number is set for forks alone, the address for every pull request; a
  // fork's branch is called `pull/` and the number, also where somebody runs the pipeline by hand)
  CIRCLE: {
    pullRequest: (env) =>
      firstSet(['CIRCLE_PR_NUMBER', 'CIRCLE_PULL_REQUEST'], env) ??
      /^pull\/\d+$/.exec(env.CIRCLE_BRANCH ?? '')?.[0] ??
      null,
    tag: ['CIRCLE_TAG'],
    branch: ['CIRCLE_BRANCH'],
    ofBranch: 'always',
    sourceBranch: ['CIRCLE_BRANCH'],
    headCommit: ['CIRCLE_SHA1'],
    commit: ['CIRCLE_SHA1'],
    runId: ['CIRCLE_WORKFLOW_ID'],
    runUrl: ['CIRCLE_BUILD_URL'],
  },

  // https://buildkite.com/docs/pipelines/configure/environment-variables (who starts a build by hand or by the API may name any
  // commit, which need not be on the branch)
  BUILDKITE: {
    pullRequest: ['BUILDKITE_PULL_REQUEST'],
    tag: ['BUILDKITE_TAG'],
    branch: ['BUILDKITE_BRANCH'],
    ofBranch: { variable: ['BUILDKITE_SOURCE'], is: ['webhook', 'schedule'] },
    defaultBranch: ['BUILDKITE_PIPELINE_DEFAULT_BRANCH'],
    sourceBranch: ['BUILDKITE_BRANCH'],
    baseBranch: ['BUILDKITE_PULL_REQUEST_BASE_BRANCH'],
    headCommit: ['BUILDKITE_COMMIT'],
    commit: ['BUILDKITE_COMMIT'],
    runId: ['BUILDKITE_BUILD_ID'],
    runUrl: ['BUILDKITE_BUILD_URL'],
  },

  // https://docs.travis-ci.com/user/environment-variables/
  TRAVIS: {
    pullRequest: ['TRAVIS_PULL_REQUEST'],
    tag: ['TRAVIS_TAG'],
    branch: ['TRAVIS_BRANCH'],
    ofBranch: { variable: ['TRAVIS_EVENT_TYPE'], is: ['push', 'cron'] },
    sourceBranch: ['TRAVIS_PULL_REQUEST_BRANCH'],
    baseBranch: ['TRAVIS_BRANCH'],
    headCommit: ['TRAVIS_PULL_REQUEST_SHA'],
    commit: ['TRAVIS_COMMIT'],
    runId: ['TRAVIS_BUILD_ID'],
    runUrl: ['TRAVIS_BUILD_WEB_URL'],
  },

  // https://www.appveyor.com/docs/environment-variables/ (a build that somebody starts by hand may be of any commit)
  APPVEYOR: {
    pullRequest: ['APPVEYOR_PULL_REQUEST_NUMBER'],
    tag: ['APPVEYOR_REPO_TAG_NAME'],
    branch: ['APPVEYOR_REPO_BRANCH'],
    ofBranch: { variable: ['APPVEYOR_FORCED_BUILD'], is: [''] },
    sourceBranch: ['APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH'],
    baseBranch: ['APPVEYOR_REPO_BRANCH'],
    headCommit: ['APPVEYOR_PULL_REQUEST_HEAD_COMMIT'],
    commit: ['APPVEYOR_REPO_COMMIT'],
    runId: ['APPVEYOR_BUILD_ID'],
    runUrl: address(
      '{APPVEYOR_URL}/project/{APPVEYOR_ACCOUNT_NAME}/{APPVEYOR_PROJECT_SLUG}/builds/{APPVEYOR_BUILD_ID}',
    ),
  },

  // https://docs.drone.io/pipeline/environment/reference/ (what is promoted, rolled back or built by hand may be any commit)
  DRONE: {
    pullRequest: ['DRONE_PULL_REQUEST'],
    tag: ['DRONE_TAG'],
    branch: ['DRONE_BRANCH'],
    ofBranch: { variable: ['DRONE_BUILD_EVENT'], is: ['push', 'cron'] },
    defaultBranch: ['DRONE_REPO_BRANCH'],
    sourceBranch: ['DRONE_SOURCE_BRANCH'],
    baseBranch: ['DRONE_TARGET_BRANCH'],
    headCommit: ['DRONE_COMMIT_SHA'],
    commit: ['DRONE_COMMIT_SHA'],
    runId: ['DRONE_BUILD_NUMBER'],
    runUrl: ['DRONE_BUILD_LINK'],
  },

  // https://docs.semaphore.io/reference/env-vars (in pull requests the branch is the one to be merged into)
  SEMAPHORE: {
    pullRequest: ['SEMAPHORE_GIT_PR_NUMBER', 'PULL_REQUEST_NUMBER'],
    tag: ['SEMAPHORE_GIT_TAG_NAME'],
    branch: ['SEMAPHORE_GIT_BRANCH'],
    ofBranch: { variable: ['SEMAPHORE_GIT_REF_TYPE'], is: ['branch'] },
    sourceBranch: ['SEMAPHORE_GIT_PR_BRANCH'],
    baseBranch: ['SEMAPHORE_GIT_BRANCH'],
    headCommit: ['SEMAPHORE_GIT_PR_SHA'],
    commit: ['SEMAPHORE_GIT_SHA'],
    runId: ['SEMAPHORE_WORKFLOW_ID'],
    runUrl: address('{SEMAPHORE_ORGANIZATION_URL}/workflows/{SEMAPHORE_WORKFLOW_ID}'),
  },

  // https://codefresh.io/docs/docs/pipelines/variables/
  CODEFRESH: {
    pullRequest: ['CF_PULL_REQUEST_NUMBER', 'CF_PULL_REQUEST_ID'],
    branch: ['CF_BRANCH'],
    ofBranch: 'always',
    sourceBranch: ['CF_BRANCH'],
    baseBranch: ['CF_PULL_REQUEST_TARGET'],
    headCommit: ['CF_REVISION'],
    commit: ['CF_REVISION'],
    runId: ['CF_BUILD_ID'],
    runUrl: ['CF_BUILD_URL'],
  },

  // https://buddy.works/docs/pipelines/environment-variables
  BUDDY: {
    pullRequest: ['BUDDY_EXECUTION_PULL_REQUEST_NO', 'BUDDY_EXECUTION_PULL_REQUEST_ID'],
    tag: ['BUDDY_EXECUTION_TAG'],
    branch: ['BUDDY_EXECUTION_BRANCH'],
    ofBranch: 'always',
    sourceBranch: ['BUDDY_EXECUTION_PULL_REQUEST_HEAD_BRANCH'],
    baseBranch: ['BUDDY_EXECUTION_PULL_REQUEST_BASE_BRANCH'],
    headCommit: ['BUDDY_EXECUTION_REVISION'],
    commit: ['BUDDY_EXECUTION_REVISION'],
    runId: ['BUDDY_EXECUTION_ID'],
    runUrl: ['BUDDY_EXECUTION_URL'],
  },

  // https://cirrus-ci.org/guide/writing-tasks/#environment-variables (in pull requests the branch is `pull/` and a number)
  CIRRUS: {
    pullRequest: ['CIRRUS_PR'],
    tag: ['CIRRUS_TAG'],
    branch: ['CIRRUS_BRANCH'],
    ofBranch: 'always',
    baseBranch: ['CIRRUS_BASE_BRANCH'],
    headCommit: ['CIRRUS_CHANGE_IN_REPO'],
    commit: ['CIRRUS_CHANGE_IN_REPO'],
    runId: ['CIRRUS_BUILD_ID'],
    runUrl: address('https://cirrus-ci.com/build/{CIRRUS_BUILD_ID}'),
  },

  // https://documentation.codeship.com/basic/builds-and-configuration/set-environment-variables/ (and Pro's)
  CODESHIP: {
    pullRequest: ['CI_PR_NUMBER', 'CI_PULL_REQUEST'],
    branch: ['CI_BRANCH'],
    ofBranch: 'always',
    sourceBranch: ['CI_BRANCH'],
    headCommit: ['CI_COMMIT_ID'],
    commit: ['CI_COMMIT_ID'],
    runId: ['CI_BUILD_ID', 'CI_BUILD_NUMBER'],
    runUrl: ['CI_BUILD_URL'],
  },

  // https://docs.earthly.dev/docs/earthfile/builtin-args (set where the Earthfile asks for them; the branch is git's)
  EARTHLY: { branch: ['EARTHLY_GIT_BRANCH'], commit: ['EARTHLY_GIT_HASH'] },

  // https://docs.webapp.io/layerfile-reference/build-env (the pull request is an address)
  LAYERCI: {
    pullRequest: ['LAYERCI_PULL_REQUEST'],
    branch: ['LAYERCI_BRANCH', 'GIT_BRANCH'],
    ofBranch: 'always',
    sourceBranch: ['LAYERCI_BRANCH', 'GIT_BRANCH'],
    headCommit: ['GIT_COMMIT'],
    commit: ['GIT_COMMIT'],
    runId: ['LAYERCI_JOB_ID'],
  },

  // https://magnum-ci.com/docs/environment
  MAGNUM: { branch: ['CI_BRANCH'], commit: ['CI_COMMIT'], runId: ['CI_BUILD_NUMBER'] },

  // https://www.rwx.com/docs/rwx/environment-variables and its package git/clone
  RWX: {
    branch: fullRefOrName('RWX_GIT_REF', 'MINT_GIT_REF'),
    commit: ['RWX_GIT_COMMIT_SHA', 'MINT_GIT_COMMIT_SHA'],
    runId: ['RWX_RUN_ID', 'MINT_RUN_ID'],
    runUrl: ['RWX_RUN_URL', 'MINT_RUN_URL'],
  },

  // https://sail.ci/docs/environment-variables
  SAIL: {
    pullRequest: ['SAIL_PULL_REQUEST_NUMBER'],
    branch: ['SAIL_COMMIT_BRANCH'],
    ofBranch: 'always',
    sourceBranch: ['SAIL_COMMIT_BRANCH'],
    headCommit: ['SAIL_COMMIT_SHA'],
    commit: ['SAIL_COMMIT_SHA'],
  },
};
