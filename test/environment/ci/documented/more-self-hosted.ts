import { type DocumentedRun, HEAD, pullRequest, push, SHA } from './run.ts';

const bamboo = {
  bamboo_planKey: 'APP-MAIN',
  bamboo_buildResultKey: 'APP-MAIN-JOB1-8',
  bamboo_resultsUrl: 'https://bamboo.example.com/browse/APP-MAIN-JOB1-8',
  bamboo_planRepository_revision: SHA,
  bamboo_planRepository_branchName: 'main',
};
const gerrit = { GERRIT_PROJECT: 'app', BUILD_URL: 'https://ci.example.com/job/app/9/' };
const gocd = {
  GO_PIPELINE_LABEL: '1.1.2345',
  GO_SERVER_URL: 'https://go.example.com/go',
  GO_PIPELINE_NAME: 'main',
  GO_PIPELINE_COUNTER: '2345',
  GO_STAGE_NAME: 'dev',
  GO_STAGE_COUNTER: '1',
  GO_REVISION: SHA,
};
const harness = {
  HARNESS_BUILD_ID: '19',
  DRONE: 'true',
  DRONE_COMMIT_SHA: SHA,
  CI_BUILD_LINK: 'https://app.harness.io/ng/account/a/ci/orgs/o/projects/p/pipelines/build/executions/e',
};
const prow = { CI: 'true', PROW_JOB_ID: '0a6a', BUILD_ID: '1446', PULL_BASE_REF: 'main', PULL_BASE_SHA: SHA };
const screwdriver = {
  CI: 'true',
  SCREWDRIVER: 'true',
  SD_BUILD_ID: '12',
  SD_BUILD_SHA: SHA,
  SD_PULL_REQUEST: '',
  SD_UI_BUILD_URL: 'https://cd.screwdriver.cd/pipelines/1/builds/12',
};
const vela = {
  VELA: 'true',
  VELA_BUILD_NUMBER: '25',
  VELA_BUILD_LINK: 'https://vela.example.com/octocat/hello-world/25',
  VELA_BUILD_COMMIT: SHA,
  VELA_BUILD_BRANCH: 'main',
  VELA_REPO_BRANCH: 'trunk',
};

/** Those that are less known. */
export const moreSelfHostedRuns: readonly DocumentedRun[] = [
  {
    name: 'Agola, branch',
    env: { AGOLA_GIT_REF: 'refs/heads/main', AGOLA_GIT_BRANCH: 'main', AGOLA_GIT_COMMITSHA: SHA },
    expected: { ...push, provider: 'agola', branch: 'main', commit: SHA },
  },
  {
    name: 'Agola, pull request',
    env: { AGOLA_GIT_REF: 'refs/pull/3/head', AGOLA_PULL_REQUEST_ID: '3', AGOLA_GIT_COMMITSHA: SHA },
    expected: { ...pullRequest, branch: null, headCommit: SHA, pullRequest: 3 },
  },
  {
    name: 'Bamboo, branch',
    env: bamboo,
    expected: {
      ...push,
      provider: 'bamboo',
      branch: 'main',
      commit: SHA,
      runId: 'APP-MAIN-JOB1-8',
      runUrl: bamboo.bamboo_resultsUrl,
    },
  },
  {
    name: 'Bamboo, pull request',
    env: {
      ...bamboo,
      bamboo_repository_pr_key: '33',
      bamboo_repository_pr_sourceBranch: 'faster',
      bamboo_repository_pr_targetBranch: 'main',
    },
    expected: { ...pullRequest, branch: 'faster', baseBranch: 'main', headCommit: SHA, pullRequest: 33 },
  },
  {
    name: 'dsari, which says nothing of what it builds',
    env: { DSARI: '1', RUN_ID: '7' },
    expected: { ...push, provider: 'dsari', branch: null, commit: null },
  },
  {
    name: 'Gerrit, change',
    env: { ...gerrit, GERRIT_CHANGE_NUMBER: '5282', GERRIT_BRANCH: 'main', GERRIT_PATCHSET_REVISION: SHA },
    expected: { ...pullRequest, provider: 'gerrit', baseBranch: 'main', headCommit: SHA, pullRequest: 5282 },
  },
  {
    name: 'Gerrit, merged change',
    env: { ...gerrit, GERRIT_REFNAME: 'refs/heads/main', GERRIT_NEWREV: SHA },
    expected: { ...push, branch: 'main', commit: SHA },
  },
  {
    name: 'Jenkins, Gerrit trigger',
    env: {
      ...gerrit,
      JENKINS_URL: 'https://ci.example.com/',
      BUILD_ID: '9',
      GERRIT_CHANGE_NUMBER: '5282',
      GERRIT_BRANCH: 'main',
      GERRIT_PATCHSET_REVISION: SHA,
    },
    expected: { ...pullRequest, provider: 'jenkins', baseBranch: 'main', headCommit: SHA, pullRequest: 5282 },
  },
  {
    name: 'GoCD',
    env: gocd,
    expected: {
      ...push,
      provider: 'gocd',
      branch: null,
      commit: SHA,
      runId: 'main/2345/dev/1',
      runUrl: 'https://go.example.com/go/pipelines/main/2345/dev/1',
    },
  },
  {
    name: 'Harness, branch',
    env: { ...harness, DRONE_COMMIT_BRANCH: 'main' },
    expected: { ...push, provider: 'harness', branch: 'main', commit: SHA, runId: '19', runUrl: harness.CI_BUILD_LINK },
  },
  {
    name: 'Harness, pull request',
    env: { ...harness, DRONE_PULL_REQUEST: '2', DRONE_SOURCE_BRANCH: 'faster', DRONE_TARGET_BRANCH: 'main' },
    expected: { ...pullRequest, branch: 'faster', baseBranch: 'main', headCommit: SHA, pullRequest: 2 },
  },
  {
    name: 'Hudson',
    env: {
      HUDSON_URL: 'https://ci.example.com/',
      BUILD_TAG: 'hudson-app-4',
      GIT_BRANCH: 'origin/main',
      GIT_COMMIT: SHA,
    },
    expected: { ...push, provider: 'hudson', branch: 'main', commit: SHA, runId: 'hudson-app-4' },
  },
  {
    name: 'Prow, postsubmit',
    env: prow,
    expected: { ...push, provider: 'prow', branch: 'main', commit: SHA, runId: '1446' },
  },
  {
    name: 'Prow, presubmit, whose merge git alone knows',
    env: { ...prow, PULL_NUMBER: '5', PULL_PULL_SHA: HEAD, PULL_HEAD_REF: 'faster' },
    expected: {
      ...pullRequest,
      branch: 'faster',
      baseBranch: 'main',
      commit: null,
      headCommit: HEAD,
      pullRequest: 5,
    },
  },
  {
    name: 'Screwdriver, branch, where the variable of the pull request is empty',
    env: { ...screwdriver, GIT_BRANCH: 'origin/main' },
    expected: {
      ...push,
      provider: 'screwdriver',
      branch: 'main',
      commit: SHA,
      runId: '12',
      runUrl: screwdriver.SD_UI_BUILD_URL,
    },
  },
  {
    name: 'Screwdriver, pull request',
    env: { ...screwdriver, SD_PULL_REQUEST: '1', PR_BRANCH_NAME: 'origin/faster', PR_BASE_BRANCH_NAME: 'main' },
    expected: { ...pullRequest, branch: 'faster', baseBranch: 'main', headCommit: SHA, pullRequest: 1 },
  },
  {
    name: 'Taskcluster',
    env: { TASK_ID: 'fN1SbArXTPSVFNUvaOlinQ', RUN_ID: '0', TASKCLUSTER_ROOT_URL: 'https://tc.example.com' },
    expected: {
      ...push,
      provider: 'taskcluster',
      branch: null,
      commit: null,
      runId: 'fN1SbArXTPSVFNUvaOlinQ/0',
      runUrl: 'https://tc.example.com/tasks/fN1SbArXTPSVFNUvaOlinQ/runs/0',
    },
  },
  {
    name: 'Vela, branch',
    env: vela,
    expected: {
      ...push,
      provider: 'vela',
      branch: 'main',
      defaultBranch: 'trunk',
      commit: SHA,
      runId: '25',
      runUrl: vela.VELA_BUILD_LINK,
    },
  },
  {
    name: 'Vela, pull request of any number',
    env: { ...vela, VELA_PULL_REQUEST: '31', VELA_PULL_REQUEST_SOURCE: 'faster', VELA_PULL_REQUEST_TARGET: 'main' },
    expected: { ...pullRequest, branch: 'faster', baseBranch: 'main', headCommit: SHA, pullRequest: 31 },
  },
  {
    name: 'Xcode Server',
    env: { XCS: '1', XCS_INTEGRATION_ID: '5fa0beca97c1a3e60628eee97e0876a0' },
    expected: { ...push, provider: 'xcode_server', commit: null, runId: '5fa0beca97c1a3e60628eee97e0876a0' },
  },
];
