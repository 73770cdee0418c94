import { type DocumentedRun, HEAD, pullRequest, push, SHA } from './run.ts';

const jenkins = {
  JENKINS_URL: 'https://ci.example.com/',
  BUILD_ID: '153',
  BUILD_NUMBER: '153',
  BUILD_TAG: 'jenkins-app-153',
  BUILD_URL: 'https://ci.example.com/job/app/153/',
  GIT_COMMIT: SHA,
};
const woodpecker = {
  CI: 'woodpecker',
  CI_COMMIT_SHA: SHA,
  CI_COMMIT_BRANCH: 'main',
  CI_PIPELINE_NUMBER: '8',
  CI_PIPELINE_URL: 'https://ci.example.com/repos/7/pipeline/8',
};

export const selfHostedRuns: readonly DocumentedRun[] = [
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
    name: 'Woodpecker, push',
    env: { ...woodpecker, CI_PIPELINE_EVENT: 'push', CI_REPO_DEFAULT_BRANCH: 'trunk' },
    expected: {
      ...push,
      provider: 'woodpecker',
      branch: 'main',
      defaultBranch: 'trunk',
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
];
