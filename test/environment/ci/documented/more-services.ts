import { type DocumentedRun, pullRequest, push, SHA } from './run.ts';

const buddy = {
  BUDDY: 'true',
  BUDDY_WORKSPACE_ID: '1',
  BUDDY_EXECUTION_ID: '33',
  BUDDY_EXECUTION_URL: 'https://app.buddy.works/acme/app/pipelines/pipeline/1/execution/33',
  BUDDY_EXECUTION_REVISION: SHA,
};
const cirrus = { CI: 'true', CIRRUS_CI: 'true', CIRRUS_BUILD_ID: '46', CIRRUS_CHANGE_IN_REPO: SHA };
const codeship = {
  CI: 'true',
  CI_NAME: 'codeship',
  CI_BRANCH: 'faster',
  CI_COMMIT_ID: SHA,
  CI_BUILD_ID: '3',
  CI_BUILD_URL: 'https://app.codeship.com/projects/1/builds/3',
};
const layer = { CI: 'true', LAYERCI: 'true', LAYERCI_JOB_ID: '5', LAYERCI_BRANCH: 'faster', GIT_COMMIT: SHA };
const sail = { CI: 'true', SAILCI: 'true', SAIL_COMMIT_SHA: SHA, SAIL_COMMIT_BRANCH: 'main' };

export const moreServiceRuns: readonly DocumentedRun[] = [
  {
    name: 'Buddy, branch',
    env: { ...buddy, BUDDY_EXECUTION_BRANCH: 'main' },
    expected: {
      ...push,
      provider: 'buddy',
      branch: 'main',
      commit: SHA,
      runId: '33',
      runUrl: buddy.BUDDY_EXECUTION_URL,
    },
  },
  {
    name: 'Buddy, pull request',
    env: {
      ...buddy,
      BUDDY_EXECUTION_PULL_REQUEST_ID: 'pull/14',
      BUDDY_EXECUTION_PULL_REQUEST_NO: '14',
      BUDDY_EXECUTION_PULL_REQUEST_HEAD_BRANCH: 'faster',
      BUDDY_EXECUTION_PULL_REQUEST_BASE_BRANCH: 'main',
    },
    expected: { ...pullRequest, branch: 'faster', baseBranch: 'main', headCommit: SHA, pullRequest: 14 },
  },
  {
    name: 'Cirrus, branch',
    env: { ...cirrus, CIRRUS_BRANCH: 'main' },
    expected: {
      ...push,
      provider: 'cirrus',
      branch: 'main',
      commit: SHA,
      runId: '46',
      runUrl: 'https://cirrus-ci.com/build/46',
    },
  },
  {
    name: 'Cirrus, pull request from a fork, whose branch is the ref of the pull request',
    env: { ...cirrus, CIRRUS_BRANCH: 'pull/9', CIRRUS_PR: '9', CIRRUS_BASE_BRANCH: 'main' },
    expected: { ...pullRequest, branch: null, baseBranch: 'main', headCommit: SHA, pullRequest: 9 },
  },
  {
    name: 'Codeship, branch',
    env: codeship,
    expected: {
      ...push,
      provider: 'codeship',
      branch: 'faster',
      commit: SHA,
      runId: '3',
      runUrl: codeship.CI_BUILD_URL,
    },
  },
  {
    name: 'Codeship, pull request',
    env: { ...codeship, CI_PR_NUMBER: '42', CI_PULL_REQUEST: 'https://github.com/acme/app/pull/42' },
    expected: { ...pullRequest, branch: 'faster', headCommit: SHA, pullRequest: 42 },
  },
  {
    name: 'Earthly, where the Earthfile asks for the arguments',
    env: { EARTHLY_CI: 'true', EARTHLY_GIT_BRANCH: 'main', EARTHLY_GIT_HASH: SHA },
    expected: { ...push, provider: 'earthly', branch: 'main', commit: SHA },
  },
  {
    name: 'LayerCI, branch',
    env: layer,
    expected: { ...push, provider: 'layerci', branch: 'faster', commit: SHA, runId: '5' },
  },
  {
    name: 'LayerCI, pull request',
    env: { ...layer, LAYERCI_PULL_REQUEST: 'https://github.com/acme/app/pull/5' },
    expected: { ...pullRequest, branch: 'faster', headCommit: SHA, pullRequest: 5 },
  },
  {
    name: 'Magnum',
    env: { CI: 'true', MAGNUM: 'true', CI_BRANCH: 'main', CI_COMMIT: SHA, CI_BUILD_NUMBER: '16' },
    expected: { ...push, provider: 'magnum', branch: 'main', commit: SHA, runId: '16' },
  },
  {
    name: 'RWX',
    env: {
      CI: 'true',
      RWX: 'true',
      RWX_RUN_ID: 'd27e',
      RWX_RUN_URL: 'https://cloud.rwx.com/mint/acme/runs/d27e',
      RWX_GIT_REF: 'refs/heads/main',
      RWX_GIT_COMMIT_SHA: SHA,
    },
    expected: {
      ...push,
      provider: 'rwx',
      branch: 'main',
      commit: SHA,
      runId: 'd27e',
      runUrl: 'https://cloud.rwx.com/mint/acme/runs/d27e',
    },
  },
  {
    name: 'Sail, branch',
    env: sail,
    expected: { ...push, provider: 'sail', branch: 'main', commit: SHA },
  },
  {
    name: 'Sail, pull request, whose branch is its ref',
    env: { ...sail, SAIL_PULL_REQUEST_NUMBER: '10', SAIL_COMMIT_BRANCH: 'pull/10' },
    expected: { ...pullRequest, branch: null, headCommit: SHA, pullRequest: 10 },
  },
];
