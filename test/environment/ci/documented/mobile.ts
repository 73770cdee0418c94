import { type DocumentedRun, HEAD, pullRequest, push, SHA } from './run.ts';

const appcircle = {
  AC_APPCIRCLE: 'true',
  AC_GIT_COMMIT: SHA,
  AC_GIT_BRANCH: 'faster',
  AC_GIT_PR: 'false',
  AC_BUILD_NUMBER: '5',
};
const bitrise = {
  CI: 'true',
  BITRISE_IO: 'true',
  BITRISE_GIT_BRANCH: 'faster',
  BITRISE_GIT_COMMIT: SHA,
  BITRISE_GIT_TAG: '',
  BITRISE_PULL_REQUEST: '',
  BITRISE_BUILD_SLUG: '0d5e1c39',
  BITRISE_BUILD_URL: 'https://app.bitrise.io/build/0d5e1c39',
};
const codemagic = {
  CI: 'true',
  CM_PROJECT_ID: '5c9c064185dd2310123b8e96',
  CM_BUILD_ID: '5fabc6414c483700143f4f92',
  CM_BRANCH: 'faster',
  CM_COMMIT: SHA,
  CM_PULL_REQUEST: 'false',
};
const nevercode = {
  CI: 'true',
  NEVERCODE: 'true',
  NEVERCODE_BRANCH: 'faster',
  NEVERCODE_COMMIT: SHA,
  NEVERCODE_PULL_REQUEST: 'false',
  NEVERCODE_BUILD_NUMBER: '8',
  NEVERCODE_BUILD_URL: 'https://app.nevercode.io/builds/8',
};
const xcodeCloud = {
  CI: 'TRUE',
  CI_XCODE_PROJECT: 'App.xcodeproj',
  CI_COMMIT: SHA,
  CI_BUILD_ID: '3bb1c9b5',
  CI_BUILD_URL: 'https://appstoreconnect.apple.com/teams/1/apps/2/ci/builds/3bb1c9b5',
};

export const mobileRuns: readonly DocumentedRun[] = [
  {
    name: 'App Center, branch',
    env: { APPCENTER_BUILD_ID: '9', APPCENTER_BRANCH: 'main' },
    expected: { ...push, provider: 'appcenter', branch: 'main', commit: null, runId: '9' },
  },
  {
    name: 'Appcircle, branch',
    env: appcircle,
    expected: { ...push, provider: 'appcircle', branch: 'faster', commit: SHA, runId: '5' },
  },
  {
    name: 'Appcircle, pull request',
    env: { ...appcircle, AC_GIT_PR: 'true', AC_PULL_NUMBER: '12', AC_GIT_TARGET_BRANCH: 'main' },
    expected: { ...pullRequest, branch: 'faster', baseBranch: 'main', headCommit: SHA, pullRequest: 12 },
  },
  {
    name: 'Bitrise, branch, where the variable of the pull request is empty',
    env: bitrise,
    expected: {
      ...push,
      provider: 'bitrise',
      branch: 'faster',
      commit: SHA,
      runId: '0d5e1c39',
      runUrl: bitrise.BITRISE_BUILD_URL,
    },
  },
  {
    name: 'Bitrise, pull request, which is built merged',
    env: {
      ...bitrise,
      BITRISE_PULL_REQUEST: '3',
      BITRISEIO_GIT_BRANCH_DEST: 'main',
      BITRISE_GIT_COMMIT: HEAD,
      GIT_CLONE_COMMIT_HASH: SHA,
    },
    expected: {
      ...pullRequest,
      branch: 'faster',
      baseBranch: 'main',
      commit: SHA,
      headCommit: HEAD,
      pullRequest: 3,
    },
  },
  {
    name: 'Codemagic, branch',
    env: codemagic,
    expected: {
      ...push,
      provider: 'codemagic',
      branch: 'faster',
      commit: SHA,
      runId: codemagic.CM_BUILD_ID,
      runUrl: 'https://codemagic.io/app/5c9c064185dd2310123b8e96/build/5fabc6414c483700143f4f92',
    },
  },
  {
    name: 'Codemagic, pull request',
    env: { ...codemagic, CM_PULL_REQUEST: 'true', CM_PULL_REQUEST_NUMBER: '42', CM_PULL_REQUEST_DEST: 'main' },
    expected: { ...pullRequest, branch: 'faster', baseBranch: 'main', headCommit: SHA, pullRequest: 42 },
  },
  {
    name: 'Expo Application Services',
    env: { CI: '1', EAS_BUILD: 'true', EAS_BUILD_ID: 'f51831f0', EAS_BUILD_GIT_COMMIT_HASH: SHA },
    expected: { ...push, provider: 'eas', branch: null, commit: SHA, runId: 'f51831f0' },
  },
  {
    name: 'Nevercode, tag',
    env: { ...nevercode, NEVERCODE_TAG: 'v1' },
    expected: { ...push, provider: 'nevercode', branch: null, commit: SHA, runId: '8' },
  },
  {
    name: 'Nevercode, pull request',
    env: { ...nevercode, NEVERCODE_PULL_REQUEST: 'true', NEVERCODE_PULL_REQUEST_NUMBER: '6' },
    expected: { ...pullRequest, branch: 'faster', headCommit: SHA, pullRequest: 6 },
  },
  {
    name: 'Xcode Cloud, branch',
    env: { ...xcodeCloud, CI_BRANCH: 'main' },
    expected: {
      ...push,
      provider: 'xcode_cloud',
      branch: 'main',
      commit: SHA,
      runId: '3bb1c9b5',
      runUrl: xcodeCloud.CI_BUILD_URL,
    },
  },
  {
    name: 'Xcode Cloud, pull request from a fork, which is built merged',
    env: {
      ...xcodeCloud,
      CI_PULL_REQUEST_NUMBER: '42',
      CI_PULL_REQUEST_SOURCE_BRANCH: 'faster',
      CI_PULL_REQUEST_SOURCE_COMMIT: HEAD,
      CI_PULL_REQUEST_TARGET_BRANCH: 'main',
    },
    expected: {
      ...pullRequest,
      branch: 'faster',
      baseBranch: 'main',
      commit: SHA,
      headCommit: HEAD,
      pullRequest: 42,
    },
  },
];
