import { type DocumentedRun, pullRequest, push, SHA } from './run.ts';

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
const googleCloudBuild = { BUILDER_OUTPUT: '/builder/outputs', PROJECT_ID: 'acme', BUILD_ID: 'b2f7', COMMIT_SHA: SHA };
const render = { CI: 'true', RENDER: 'true', RENDER_GIT_BRANCH: 'faster', RENDER_GIT_COMMIT: SHA };
const sourcehut = {
  CI_NAME: 'sourcehut',
  JOB_ID: '123',
  JOB_URL: 'https://builds.sr.ht/~acme/job/123',
  GIT_REF: 'refs/heads/main',
};

/** Those of hosts and clouds, of which some say little of what they build. */
export const morePlatformRuns: readonly DocumentedRun[] = [
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
    name: 'Cloudflare Pages',
    env: { CI: 'true', CF_PAGES: '1', CF_PAGES_BRANCH: 'main', CF_PAGES_COMMIT_SHA: SHA },
    expected: { ...push, provider: 'cloudflare_pages', branch: 'main', commit: SHA, runId: null },
  },
  {
    name: 'Cloudflare Workers',
    env: {
      CI: 'true',
      WORKERS_CI: '1',
      WORKERS_CI_BRANCH: 'main',
      WORKERS_CI_COMMIT_SHA: SHA,
      WORKERS_CI_BUILD_UUID: 'c1',
    },
    expected: { ...push, provider: 'cloudflare_workers', branch: 'main', commit: SHA, runId: 'c1' },
  },
  {
    name: 'Google Cloud Build, branch, with the substitutions that its step maps',
    env: { ...googleCloudBuild, BRANCH_NAME: 'main' },
    expected: {
      ...push,
      provider: 'google_cloud_build',
      branch: 'main',
      commit: SHA,
      runId: 'b2f7',
      runUrl: 'https://console.cloud.google.com/cloud-build/builds/b2f7?project=acme',
    },
  },
  {
    name: 'Google Cloud Build, pull request',
    env: { ...googleCloudBuild, _PR_NUMBER: '7', _HEAD_BRANCH: 'faster', _BASE_BRANCH: 'main' },
    expected: { ...pullRequest, branch: 'faster', baseBranch: 'main', headCommit: SHA, pullRequest: 7 },
  },
  {
    name: 'Heroku CI',
    env: {
      NODE: '/app/.heroku/node/bin/node',
      CI: 'true',
      HEROKU_TEST_RUN_ID: 'e1',
      HEROKU_TEST_RUN_BRANCH: 'main',
      HEROKU_TEST_RUN_COMMIT_VERSION: SHA,
    },
    expected: { ...push, provider: 'heroku', branch: 'main', commit: SHA, runId: 'e1' },
  },
  {
    name: 'Heroku, build',
    env: { NODE: '/app/.heroku/node/bin/node', SOURCE_VERSION: SHA },
    expected: { ...push, provider: 'heroku', branch: null, commit: SHA },
  },
  {
    name: 'ReleaseHub',
    env: { RELEASE_BUILD_ID: '77', RELEASE_BRANCH_NAME: 'main', RELEASE_COMMIT_SHA: SHA },
    expected: { ...push, provider: 'releasehub', branch: 'main', commit: SHA, runId: '77' },
  },
  {
    name: 'Render, push',
    env: { ...render, IS_PULL_REQUEST: 'false' },
    expected: { ...push, provider: 'render', branch: 'faster', commit: SHA },
  },
  {
    name: 'Render, pull request, whose number is in no variable',
    env: { ...render, IS_PULL_REQUEST: 'true' },
    expected: { ...pullRequest, branch: 'faster', headCommit: SHA, pullRequest: null },
  },
  {
    name: 'Sourcehut, push',
    env: sourcehut,
    expected: { ...push, provider: 'sourcehut', branch: 'main', commit: null, runUrl: sourcehut.JOB_URL },
  },
  {
    name: 'Sourcehut, pull request elsewhere',
    env: { ...sourcehut, BUILD_REASON: 'github-pr' },
    expected: { ...pullRequest, branch: null, pullRequest: null, runId: '123' },
  },
];
