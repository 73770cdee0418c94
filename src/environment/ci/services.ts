import { address, type VendorVariables } from './variables.ts';

/**
 * Systems that build code kept elsewhere, by ci-info's constant. Each entry's source is the vendor's own document, named
 * above it.
 */
export const services: Readonly<Record<string, VendorVariables>> = {
  // https://www.jenkins.io/doc/book/pipeline/multibranch/ and the git and ghprb plug-ins
  JENKINS: {
    pullRequest: ['CHANGE_ID', 'ghprbPullId'],
    tag: ['TAG_NAME'],
    branch: ['BRANCH_NAME', 'GIT_LOCAL_BRANCH', 'GIT_BRANCH'],
    sourceBranch: ['CHANGE_BRANCH', 'ghprbSourceBranch'],
    baseBranch: ['CHANGE_TARGET', 'ghprbTargetBranch'],
    headCommit: ['ghprbActualCommit'],
    commit: ['GIT_COMMIT'],
    runId: ['BUILD_TAG', 'BUILD_ID'],
    runUrl: ['BUILD_URL'],
  },

  // https://circleci.com/docs/variables/ (the number is set for forks alone, the address for every pull request)
  CIRCLE: {
    pullRequest: ['CIRCLE_PR_NUMBER', 'CIRCLE_PULL_REQUEST'],
    tag: ['CIRCLE_TAG'],
    branch: ['CIRCLE_BRANCH'],
    sourceBranch: ['CIRCLE_BRANCH'],
    headCommit: ['CIRCLE_SHA1'],
    commit: ['CIRCLE_SHA1'],
    runId: ['CIRCLE_WORKFLOW_ID'],
    runUrl: ['CIRCLE_BUILD_URL'],
  },

  // https://buildkite.com/docs/pipelines/configure/environment-variables
  BUILDKITE: {
    pullRequest: ['BUILDKITE_PULL_REQUEST'],
    tag: ['BUILDKITE_TAG'],
    branch: ['BUILDKITE_BRANCH'],
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
    sourceBranch: ['TRAVIS_PULL_REQUEST_BRANCH'],
    baseBranch: ['TRAVIS_BRANCH'],
    headCommit: ['TRAVIS_PULL_REQUEST_SHA'],
    commit: ['TRAVIS_COMMIT'],
    runId: ['TRAVIS_BUILD_ID'],
    runUrl: ['TRAVIS_BUILD_WEB_URL'],
  },

  // https://www.jetbrains.com/help/teamcity/predefined-build-parameters.html (branches are not in the environment)
  TEAMCITY: { commit: ['BUILD_VCS_NUMBER'], runId: ['BUILD_NUMBER'], runUrl: ['BUILD_URL'] },

  // https://www.appveyor.com/docs/environment-variables/
  APPVEYOR: {
    pullRequest: ['APPVEYOR_PULL_REQUEST_NUMBER'],
    tag: ['APPVEYOR_REPO_TAG_NAME'],
    branch: ['APPVEYOR_REPO_BRANCH'],
    sourceBranch: ['APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH'],
    baseBranch: ['APPVEYOR_REPO_BRANCH'],
    headCommit: ['APPVEYOR_PULL_REQUEST_HEAD_COMMIT'],
    commit: ['APPVEYOR_REPO_COMMIT'],
    runId: ['APPVEYOR_BUILD_ID'],
    runUrl: address(
      '{APPVEYOR_URL}/project/{APPVEYOR_ACCOUNT_NAME}/{APPVEYOR_PROJECT_SLUG}/builds/{APPVEYOR_BUILD_ID}',
    ),
  },

  // https://docs.drone.io/pipeline/environment/reference/
  DRONE: {
    pullRequest: ['DRONE_PULL_REQUEST'],
    tag: ['DRONE_TAG'],
    branch: ['DRONE_BRANCH'],
    sourceBranch: ['DRONE_SOURCE_BRANCH'],
    baseBranch: ['DRONE_TARGET_BRANCH'],
    headCommit: ['DRONE_COMMIT_SHA'],
    commit: ['DRONE_COMMIT_SHA'],
    runId: ['DRONE_BUILD_NUMBER'],
    runUrl: ['DRONE_BUILD_LINK'],
  },

  // https://woodpecker-ci.org/docs/usage/environment (the second names are those of version 0.15)
  WOODPECKER: {
    pullRequest: ['CI_COMMIT_PULL_REQUEST'],
    tag: ['CI_COMMIT_TAG'],
    branch: ['CI_COMMIT_BRANCH'],
    sourceBranch: ['CI_COMMIT_SOURCE_BRANCH'],
    baseBranch: ['CI_COMMIT_TARGET_BRANCH'],
    headCommit: ['CI_COMMIT_SHA'],
    commit: ['CI_COMMIT_SHA'],
    runId: ['CI_PIPELINE_NUMBER', 'CI_BUILD_NUMBER'],
    runUrl: ['CI_PIPELINE_URL', 'CI_BUILD_LINK'],
  },

  // https://docs.semaphore.io/reference/env-vars (in pull requests the branch is the one to be merged into)
  SEMAPHORE: {
    pullRequest: ['SEMAPHORE_GIT_PR_NUMBER'],
    tag: ['SEMAPHORE_GIT_TAG_NAME'],
    branch: ['SEMAPHORE_GIT_BRANCH'],
    sourceBranch: ['SEMAPHORE_GIT_PR_BRANCH'],
    baseBranch: ['SEMAPHORE_GIT_BRANCH'],
    headCommit: ['SEMAPHORE_GIT_PR_SHA'],
    commit: ['SEMAPHORE_GIT_SHA'],
    runId: ['SEMAPHORE_WORKFLOW_ID'],
    runUrl: address('{SEMAPHORE_ORGANIZATION_URL}/workflows/{SEMAPHORE_WORKFLOW_ID}'),
  },

  // https://codefresh.io/docs/docs/pipelines/variables/
  CODEFRESH: {
    pullRequest: ['CF_PULL_REQUEST_NUMBER'],
    branch: ['CF_BRANCH'],
    sourceBranch: ['CF_BRANCH'],
    baseBranch: ['CF_PULL_REQUEST_TARGET'],
    headCommit: ['CF_REVISION'],
    commit: ['CF_REVISION'],
    runId: ['CF_BUILD_ID'],
    runUrl: ['CF_BUILD_URL'],
  },
};
