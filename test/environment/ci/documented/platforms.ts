import { type DocumentedRun, HEAD, pullRequest, push, SHA } from './run.ts';

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
const azure = {
  TF_BUILD: 'True',
  BUILD_BUILDID: '99',
  BUILD_SOURCEVERSION: SHA,
  SYSTEM_COLLECTIONURI: 'https://dev.azure.com/example/',
  SYSTEM_TEAMPROJECT: 'My Project',
};
const bitbucket = {
  CI: 'true',
  BITBUCKET_COMMIT: SHA,
  BITBUCKET_BRANCH: 'feature/fast',
  BITBUCKET_BUILD_NUMBER: '12',
  BITBUCKET_PIPELINE_UUID: '{a1b2}',
  BITBUCKET_GIT_HTTP_ORIGIN: 'http://bitbucket.org/acme/app',
};

export const platformRuns: readonly DocumentedRun[] = [
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
    env: { ...gitlab, CI_COMMIT_BRANCH: 'main', CI_COMMIT_REF_NAME: 'main', CI_DEFAULT_BRANCH: 'production' },
    expected: {
      ...push,
      ...gitlabRun,
      provider: 'gitlab_ci',
      branch: 'main',
      defaultBranch: 'production',
      commit: SHA,
    },
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
];
