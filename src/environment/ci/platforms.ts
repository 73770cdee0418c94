import { address, firstSet, fullRef, fullRefOrName, tagRef, type VendorVariables } from './variables.ts';

// https://docs.github.com/en/actions/reference/workflows-and-actions/variables; of the events,
// https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows: many others have the default
// branch for their ref (`issue_comment`, `workflow_run`) and check out whatever they are about, `merge_group` has a branch that
// GitHub makes for a queue of pull requests.
const GITHUB: VendorVariables = {
  pullRequest: (env) =>
    env.GITHUB_EVENT_NAME?.startsWith('pull_request')
      ? (/^refs\/pull\/\d+/.exec(env.GITHUB_REF ?? '')?.[0] ?? '')
      : null,
  tag: tagRef('GITHUB_REF'),
  branch: fullRef('GITHUB_REF'),
  ofBranch: { variable: ['GITHUB_EVENT_NAME'], is: ['push', 'schedule', 'workflow_dispatch'] },
  sourceBranch: ['GITHUB_HEAD_REF'],
  baseBranch: ['GITHUB_BASE_REF'],
  // `pull_request_target` says the base branch's commit here, whatever the workflow checks out afterwards.
  commit: (env) => (env.GITHUB_EVENT_NAME === 'pull_request_target' ? null : (env.GITHUB_SHA ?? null)),
  runId: ['GITHUB_RUN_ID'],
  runUrl: address('{GITHUB_SERVER_URL}/{GITHUB_REPOSITORY}/actions/runs/{GITHUB_RUN_ID}'),
};

/**
 * Systems that belong to the place where the code is kept or served, by ci-info's constant. Each entry's source is the
 * vendor's own document, named above it.
 */
export const platforms: Readonly<Record<string, VendorVariables>> = {
  GITHUB_ACTIONS: GITHUB,
  // https://docs.gitea.com/usage/actions/comparison: the same variables as GitHub's
  GITEA_ACTIONS: GITHUB,

  // https://docs.gitlab.com/ci/variables/predefined_variables/; of the sources, https://docs.gitlab.com/ci/jobs/job_rules/
  GITLAB: {
    pullRequest: ['CI_MERGE_REQUEST_IID', 'CI_EXTERNAL_PULL_REQUEST_IID'],
    tag: ['CI_COMMIT_TAG'],
    branch: ['CI_COMMIT_BRANCH'],
    ofBranch: {
      variable: ['CI_PIPELINE_SOURCE'],
      is: ['push', 'web', 'schedule', 'api', 'trigger', 'pipeline', 'parent_pipeline', 'webide', 'chat'],
    },
    defaultBranch: ['CI_DEFAULT_BRANCH'],
    sourceBranch: ['CI_MERGE_REQUEST_SOURCE_BRANCH_NAME', 'CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME'],
    baseBranch: ['CI_MERGE_REQUEST_TARGET_BRANCH_NAME', 'CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME'],
    // Empty unless the pipeline builds a merged result; the commit itself is the source branch's then.
    headCommit: ['CI_MERGE_REQUEST_SOURCE_BRANCH_SHA', 'CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA', 'CI_COMMIT_SHA'],
    commit: ['CI_COMMIT_SHA'],
    runId: ['CI_PIPELINE_ID'],
    runUrl: ['CI_PIPELINE_URL'],
  },

  // https://learn.microsoft.com/azure/devops/pipelines/build/variables (who starts a run by hand may type any commit; one that
  // another pipeline started may be of that one's pull request)
  AZURE_PIPELINES: {
    // The id is another number where the repository is on GitHub; the number is not set in Azure's own repositories, and
    // neither is where somebody runs the pipeline on the ref of a pull request.
    pullRequest: (env) =>
      firstSet(['SYSTEM_PULLREQUEST_PULLREQUESTNUMBER', 'SYSTEM_PULLREQUEST_PULLREQUESTID'], env) ??
      /^refs\/pull\/\d+/.exec(env.BUILD_SOURCEBRANCH ?? '')?.[0] ??
      null,
    tag: tagRef('BUILD_SOURCEBRANCH'),
    branch: fullRef('BUILD_SOURCEBRANCH'),
    ofBranch: { variable: ['BUILD_REASON'], is: ['IndividualCI', 'BatchedCI', 'Schedule'] },
    sourceBranch: fullRefOrName('SYSTEM_PULLREQUEST_SOURCEBRANCH'),
    baseBranch: fullRefOrName('SYSTEM_PULLREQUEST_TARGETBRANCH'),
    headCommit: ['SYSTEM_PULLREQUEST_SOURCECOMMITID'],
    commit: ['BUILD_SOURCEVERSION'],
    runId: ['BUILD_BUILDID'],
    runUrl: address('{SYSTEM_COLLECTIONURI}{SYSTEM_TEAMPROJECT}/_build/results?buildId={BUILD_BUILDID}'),
  },

  // https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
  BITBUCKET: {
    pullRequest: ['BITBUCKET_PR_ID'],
    tag: ['BITBUCKET_TAG'],
    branch: ['BITBUCKET_BRANCH'],
    ofBranch: 'always',
    sourceBranch: ['BITBUCKET_BRANCH'],
    baseBranch: ['BITBUCKET_PR_DESTINATION_BRANCH'],
    headCommit: ['BITBUCKET_COMMIT'],
    commit: ['BITBUCKET_COMMIT'],
    runId: ['BITBUCKET_PIPELINE_UUID'],
    runUrl: address('{BITBUCKET_GIT_HTTP_ORIGIN}/pipelines/results/{BITBUCKET_BUILD_NUMBER}'),
  },

  // https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
  CODEBUILD: {
    // Whoever starts a build by hand may name the pull request as its source version.
    pullRequest: (env) =>
      [env.CODEBUILD_WEBHOOK_TRIGGER, env.CODEBUILD_SOURCE_VERSION].find((name) => /^pr\/\d+$/.test(name ?? '')) ??
      null,
    tag: tagRef('CODEBUILD_WEBHOOK_HEAD_REF'),
    branch: fullRef('CODEBUILD_WEBHOOK_HEAD_REF'),
    ofBranch: { variable: ['CODEBUILD_WEBHOOK_EVENT'], is: ['PUSH'] },
    sourceBranch: fullRef('CODEBUILD_WEBHOOK_HEAD_REF'),
    baseBranch: fullRef('CODEBUILD_WEBHOOK_BASE_REF'),
    commit: ['CODEBUILD_RESOLVED_SOURCE_VERSION'],
    runId: ['CODEBUILD_BUILD_ID'],
    runUrl: ['CODEBUILD_PUBLIC_BUILD_URL', 'CODEBUILD_BUILD_URL'],
  },

  // https://vercel.com/docs/environment-variables/system-environment-variables
  VERCEL: {
    pullRequest: ['VERCEL_GIT_PULL_REQUEST_ID'],
    branch: ['VERCEL_GIT_COMMIT_REF'],
    ofBranch: { variable: ['VERCEL_ENV'], is: ['production'] },
    sourceBranch: ['VERCEL_GIT_COMMIT_REF'],
    headCommit: ['VERCEL_GIT_COMMIT_SHA'],
    commit: ['VERCEL_GIT_COMMIT_SHA'],
    runId: ['VERCEL_DEPLOYMENT_ID'],
  },

  // https://docs.netlify.com/build/configure-builds/environment-variables/
  NETLIFY: {
    pullRequest: (env) => (env.PULL_REQUEST === 'true' ? (env.REVIEW_ID ?? '') : null),
    branch: ['BRANCH'],
    ofBranch: { variable: ['CONTEXT'], is: ['production', 'branch-deploy'] },
    sourceBranch: ['HEAD'],
    headCommit: ['COMMIT_REF'],
    commit: ['COMMIT_REF'],
    runId: ['DEPLOY_ID'],
  },

  // https://developers.cloudflare.com/pages/configuration/build-configuration/#environment-variables
  CLOUDFLARE_PAGES: { branch: ['CF_PAGES_BRANCH'], commit: ['CF_PAGES_COMMIT_SHA'] },

  // https://developers.cloudflare.com/workers/ci-cd/builds/configuration/#environment-variables
  CLOUDFLARE_WORKERS: {
    branch: ['WORKERS_CI_BRANCH'],
    commit: ['WORKERS_CI_COMMIT_SHA'],
    runId: ['WORKERS_CI_BUILD_UUID'],
  },

  // https://cloud.google.com/build/docs/configuring-builds/substitute-variable-values (set where a step maps
  // them: one that maps the branch alone says it of pull requests as well)
  GOOGLE_CLOUD_BUILD: {
    pullRequest: ['_PR_NUMBER'],
    tag: ['TAG_NAME'],
    branch: ['BRANCH_NAME'],
    sourceBranch: ['_HEAD_BRANCH'],
    baseBranch: ['_BASE_BRANCH'],
    headCommit: ['COMMIT_SHA'],
    commit: ['COMMIT_SHA'],
    runId: ['BUILD_ID'],
    runUrl: address('https://console.cloud.google.com/cloud-build/builds/{BUILD_ID}?project={PROJECT_ID}'),
  },

  // https://devcenter.heroku.com/articles/heroku-ci (tests) and /buildpack-api (builds, which know their commit alone)
  HEROKU: {
    branch: ['HEROKU_TEST_RUN_BRANCH'],
    commit: ['HEROKU_TEST_RUN_COMMIT_VERSION', 'SOURCE_VERSION'],
    runId: ['HEROKU_TEST_RUN_ID'],
  },

  // https://docs.release.com/reference-documentation/environment-settings/environment-variables
  RELEASEHUB: {
    branch: ['RELEASE_BRANCH_NAME'],
    commit: ['RELEASE_COMMIT_SHA'],
    runId: ['RELEASE_BUILD_ID'],
  },

  // https://render.com/docs/environment-variables (the number of a pull request is in none)
  RENDER: {
    branch: ['RENDER_GIT_BRANCH'],
    ofBranch: { variable: ['IS_PULL_REQUEST'], is: ['false'] },
    sourceBranch: ['RENDER_GIT_BRANCH'],
    headCommit: ['RENDER_GIT_COMMIT'],
    commit: ['RENDER_GIT_COMMIT'],
  },

  // https://man.sr.ht/builds.sr.ht/#integrations (the commit is in none; patches from mailing lists come from hub.sr.ht)
  SOURCEHUT: {
    pullRequest: (env) => (/^github-pr$|^gitlab-mr$/.test(env.BUILD_REASON ?? '') ? '' : null),
    tag: tagRef('GIT_REF'),
    branch: fullRef('GIT_REF'),
    ofBranch: { variable: ['BUILD_SUBMITTER'], is: ['git.sr.ht'] },
    commit: [],
    runId: ['JOB_ID'],
    runUrl: ['JOB_URL'],
  },
};
