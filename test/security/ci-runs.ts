import type { CiSubject } from '../../src/model/environment.ts';

/** The commit that every run names. */
export const SHA = 'ffac537e6cbbf934b08745a378932722df287a53';

type Variables = Readonly<Record<string, string>>;

/** What one CI system sets, by what starts a run, as its documents say (their addresses are in src/environment/ci). */
export interface VendorRuns {
  /** ci-info's constant. */
  readonly vendor: string;
  /** Set in every run. */
  readonly always: Variables;
  /** Runs of the branch `main` that are known to be of its own code. */
  readonly main: Readonly<Record<string, Variables>>;
  /** All others, with what they are taken for; a `branch` is another one. */
  readonly others: Readonly<Record<string, readonly [CiSubject['kind'], Variables]>>;
}

const drone = {
  'a branch': ['branch', { DRONE_BUILD_EVENT: 'push', DRONE_BRANCH: 'try', DRONE_COMMIT_BRANCH: 'try' }],
  'a tag': ['tag', { DRONE_BUILD_EVENT: 'tag', DRONE_TAG: 'v1' }],
  'a pull request into main': [
    'pull_request',
    { DRONE_BUILD_EVENT: 'pull_request', DRONE_BRANCH: 'main', DRONE_COMMIT_BRANCH: 'main', DRONE_PULL_REQUEST: '7' },
  ],
  'what is promoted': ['event', { DRONE_BUILD_EVENT: 'promote', DRONE_BRANCH: 'main', DRONE_COMMIT_BRANCH: 'main' }],
  'a build by hand': ['event', { DRONE_BUILD_EVENT: 'custom', DRONE_BRANCH: 'main', DRONE_COMMIT_BRANCH: 'main' }],
} as const satisfies VendorRuns['others'];

const droneMain = {
  'a push': { DRONE_BUILD_EVENT: 'push', DRONE_BRANCH: 'main', DRONE_COMMIT_BRANCH: 'main' },
  'a schedule': { DRONE_BUILD_EVENT: 'cron', DRONE_BRANCH: 'main', DRONE_COMMIT_BRANCH: 'main' },
};

const githubMain = Object.fromEntries(
  ['push', 'schedule', 'workflow_dispatch'].map((event) => [
    event,
    { GITHUB_EVENT_NAME: event, GITHUB_REF: 'refs/heads/main' },
  ]),
);

// Events whose ref is the default branch, whatever the workflow checks out for them.
const githubEventsOfMain = Object.fromEntries(
  ['issue_comment', 'workflow_run', 'issues', 'check_run', 'repository_dispatch', 'deployment_status', 'delete'].map(
    (event) => [event, ['event', { GITHUB_EVENT_NAME: event, GITHUB_REF: 'refs/heads/main' }] as const],
  ),
);

const github: Pick<VendorRuns, 'main' | 'others'> = {
  main: githubMain,
  others: {
    ...githubEventsOfMain,
    'a push to a branch': ['branch', { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/try' }],
    'a tag': ['tag', { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/tags/main' }],
    'a release': ['tag', { GITHUB_EVENT_NAME: 'release', GITHUB_REF: 'refs/tags/v1' }],
    pull_request: [
      'pull_request',
      { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/7/merge', GITHUB_HEAD_REF: 'main' },
    ],
    pull_request_target: [
      'pull_request',
      { GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_REF: 'refs/heads/main', GITHUB_HEAD_REF: 'main' },
    ],
    pull_request_review: [
      'pull_request',
      { GITHUB_EVENT_NAME: 'pull_request_review', GITHUB_REF: 'refs/pull/7/merge', GITHUB_HEAD_REF: 'main' },
    ],
    merge_group: [
      'event',
      { GITHUB_EVENT_NAME: 'merge_group', GITHUB_REF: 'refs/heads/gh-readonly-queue/main/pr-7-a' },
    ],
    'a deployment of a commit': ['event', { GITHUB_EVENT_NAME: 'deployment', GITHUB_REF: '' }],
    'a workflow by hand on a pull request': [
      'untold',
      { GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_REF: 'refs/pull/7/head' },
    ],
    'no event': ['untold', { GITHUB_REF: 'refs/heads/main' }],
  },
};

const jenkins: Pick<VendorRuns, 'main' | 'others'> = {
  main: {
    'a multibranch job': { BRANCH_NAME: 'main', GIT_BRANCH: 'main' },
    'a job of one branch': { GIT_BRANCH: 'origin/main' },
  },
  others: {
    'a branch of a multibranch job': ['branch', { BRANCH_NAME: 'try', GIT_BRANCH: 'try' }],
    'a branch': ['branch', { GIT_BRANCH: 'origin/try' }],
    'a local branch of some name': ['branch', { GIT_BRANCH: 'origin/try', GIT_LOCAL_BRANCH: 'main' }],
    'a tag': ['tag', { BRANCH_NAME: 'main', TAG_NAME: 'main' }],
    'a change request': ['pull_request', { BRANCH_NAME: 'PR-7', CHANGE_ID: '7', CHANGE_BRANCH: 'main' }],
    'a pull request by ghprb': ['pull_request', { ghprbPullId: '7', GIT_BRANCH: 'origin/main' }],
    'a merge request by the GitLab plug-in': [
      'pull_request',
      { gitlabMergeRequestIid: '7', GIT_BRANCH: 'origin/main' },
    ],
    'a change by the Gerrit trigger': [
      'pull_request',
      { GERRIT_PROJECT: 'app', GERRIT_CHANGE_NUMBER: '7', GERRIT_BRANCH: 'main', GIT_BRANCH: 'origin/main' },
    ],
    'a ref of a pull request': ['untold', { GIT_BRANCH: 'origin/pull/7/merge' }],
    'a branch of that name': ['untold', { BRANCH_NAME: 'refs/heads/main' }],
    'a detached head': ['branch', { GIT_BRANCH: 'detached' }],
  },
};

/** A system that does not say in the environment whose code it builds. */
function silent(vendor: string, always: Variables): VendorRuns {
  return { vendor, always, main: {}, others: { 'whatever it builds': ['untold', {}] } };
}

/** One vendor after the other. */
export const vendorRuns: readonly VendorRuns[] = [
  {
    vendor: 'GITHUB_ACTIONS',
    always: { CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_SHA: SHA, GITHUB_RUN_ID: '1' },
    ...github,
  },
  {
    vendor: 'GITEA_ACTIONS',
    always: { CI: 'true', GITHUB_ACTIONS: 'true', GITEA_ACTIONS: 'true', GITHUB_SHA: SHA, GITHUB_RUN_ID: '1' },
    ...github,
  },
  {
    vendor: 'GITLAB',
    always: { CI: 'true', GITLAB_CI: 'true', CI_COMMIT_SHA: SHA, CI_PIPELINE_ID: '1' },
    main: Object.fromEntries(
      ['push', 'web', 'schedule', 'api', 'trigger', 'pipeline', 'parent_pipeline'].map((source) => [
        source,
        { CI_PIPELINE_SOURCE: source, CI_COMMIT_BRANCH: 'main', CI_COMMIT_REF_NAME: 'main' },
      ]),
    ),
    others: {
      'a branch': ['branch', { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'try', CI_COMMIT_REF_NAME: 'try' }],
      'a tag': ['tag', { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_TAG: 'main', CI_COMMIT_REF_NAME: 'main' }],
      'a merge request': [
        'pull_request',
        {
          CI_PIPELINE_SOURCE: 'merge_request_event',
          CI_MERGE_REQUEST_IID: '7',
          CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'main',
          CI_COMMIT_REF_NAME: 'main',
        },
      ],
      'a child pipeline of a merge request': [
        'pull_request',
        { CI_PIPELINE_SOURCE: 'parent_pipeline', CI_MERGE_REQUEST_IID: '7', CI_COMMIT_REF_NAME: 'main' },
      ],
      'a pull request elsewhere': [
        'pull_request',
        {
          CI_PIPELINE_SOURCE: 'external_pull_request_event',
          CI_EXTERNAL_PULL_REQUEST_IID: '7',
          CI_COMMIT_BRANCH: 'main',
        },
      ],
      'a source of later versions': ['event', { CI_PIPELINE_SOURCE: 'something_else', CI_COMMIT_BRANCH: 'main' }],
    },
  },
  {
    vendor: 'AZURE_PIPELINES',
    always: { TF_BUILD: 'True', BUILD_BUILDID: '1', BUILD_SOURCEVERSION: SHA },
    main: {
      'a push': { BUILD_REASON: 'IndividualCI', BUILD_SOURCEBRANCH: 'refs/heads/main' },
      'several pushes': { BUILD_REASON: 'BatchedCI', BUILD_SOURCEBRANCH: 'refs/heads/main' },
      'a schedule': { BUILD_REASON: 'Schedule', BUILD_SOURCEBRANCH: 'refs/heads/main' },
    },
    others: {
      'a branch': ['branch', { BUILD_REASON: 'IndividualCI', BUILD_SOURCEBRANCH: 'refs/heads/try' }],
      'a tag': ['tag', { BUILD_REASON: 'IndividualCI', BUILD_SOURCEBRANCH: 'refs/tags/main' }],
      'a pull request': [
        'pull_request',
        {
          BUILD_REASON: 'PullRequest',
          BUILD_SOURCEBRANCH: 'refs/pull/7/merge',
          SYSTEM_PULLREQUEST_PULLREQUESTID: '7',
          SYSTEM_PULLREQUEST_SOURCEBRANCH: 'refs/heads/main',
        },
      ],
      'a pull request by hand': ['pull_request', { BUILD_REASON: 'Manual', BUILD_SOURCEBRANCH: 'refs/pull/7/merge' }],
      'a commit by hand': ['event', { BUILD_REASON: 'Manual', BUILD_SOURCEBRANCH: 'refs/heads/main' }],
      'another pipeline': ['event', { BUILD_REASON: 'ResourceTrigger', BUILD_SOURCEBRANCH: 'refs/heads/main' }],
      'another version control': ['untold', { BUILD_REASON: 'IndividualCI', BUILD_SOURCEBRANCH: '$/team/main' }],
    },
  },
  {
    vendor: 'BITBUCKET',
    always: { CI: 'true', BITBUCKET_COMMIT: SHA, BITBUCKET_PIPELINE_UUID: '{1}' },
    main: { 'a push': { BITBUCKET_BRANCH: 'main' } },
    others: {
      'a branch': ['branch', { BITBUCKET_BRANCH: 'try' }],
      'a tag': ['tag', { BITBUCKET_TAG: 'main' }],
      'a pull request': ['pull_request', { BITBUCKET_BRANCH: 'main', BITBUCKET_PR_ID: '7' }],
      'no branch': ['untold', {}],
    },
  },
  {
    vendor: 'CODEBUILD',
    always: { CODEBUILD_BUILD_ARN: 'arn:1', CODEBUILD_BUILD_ID: '1', CODEBUILD_RESOLVED_SOURCE_VERSION: SHA },
    main: {
      'a push': {
        CODEBUILD_WEBHOOK_EVENT: 'PUSH',
        CODEBUILD_WEBHOOK_TRIGGER: 'branch/main',
        CODEBUILD_WEBHOOK_HEAD_REF: 'refs/heads/main',
      },
    },
    others: {
      'a branch': ['branch', { CODEBUILD_WEBHOOK_EVENT: 'PUSH', CODEBUILD_WEBHOOK_HEAD_REF: 'refs/heads/try' }],
      'a tag': ['tag', { CODEBUILD_WEBHOOK_EVENT: 'PUSH', CODEBUILD_WEBHOOK_HEAD_REF: 'refs/tags/main' }],
      'a pull request': [
        'pull_request',
        {
          CODEBUILD_WEBHOOK_EVENT: 'PULL_REQUEST_UPDATED',
          CODEBUILD_WEBHOOK_TRIGGER: 'pr/7',
          CODEBUILD_WEBHOOK_HEAD_REF: 'refs/heads/main',
        },
      ],
      'a pull request that was merged': [
        'event',
        { CODEBUILD_WEBHOOK_EVENT: 'PULL_REQUEST_MERGED', CODEBUILD_WEBHOOK_HEAD_REF: 'refs/heads/main' },
      ],
      'a pull request by hand': ['pull_request', { CODEBUILD_SOURCE_VERSION: 'pr/7' }],
      'a branch by hand': ['untold', { CODEBUILD_SOURCE_VERSION: 'main' }],
    },
  },
  {
    vendor: 'VERCEL',
    always: { CI: '1', VERCEL: '1', VERCEL_GIT_COMMIT_SHA: SHA },
    main: { production: { VERCEL_ENV: 'production', VERCEL_GIT_COMMIT_REF: 'main' } },
    others: {
      'a branch': ['event', { VERCEL_ENV: 'preview', VERCEL_GIT_COMMIT_REF: 'try' }],
      'a preview of a fork': ['event', { VERCEL_ENV: 'preview', VERCEL_GIT_COMMIT_REF: 'main' }],
      'a pull request': [
        'pull_request',
        { VERCEL_ENV: 'preview', VERCEL_GIT_COMMIT_REF: 'main', VERCEL_GIT_PULL_REQUEST_ID: '7' },
      ],
    },
  },
  {
    vendor: 'NETLIFY',
    always: { CI: 'true', NETLIFY: 'true', COMMIT_REF: SHA, DEPLOY_ID: '1' },
    main: { production: { CONTEXT: 'production', BRANCH: 'main', HEAD: 'main', PULL_REQUEST: 'false' } },
    others: {
      'a branch': ['branch', { CONTEXT: 'branch-deploy', BRANCH: 'try', HEAD: 'try', PULL_REQUEST: 'false' }],
      'a pull request': [
        'pull_request',
        { CONTEXT: 'deploy-preview', BRANCH: 'pull/7/head', HEAD: 'main', PULL_REQUEST: 'true', REVIEW_ID: '7' },
      ],
      'an agent': ['event', { CONTEXT: 'preview-server', BRANCH: 'main', HEAD: 'main', PULL_REQUEST: 'false' }],
    },
  },
  {
    vendor: 'RENDER',
    always: { CI: 'true', RENDER: 'true', RENDER_GIT_COMMIT: SHA },
    main: { 'a push': { IS_PULL_REQUEST: 'false', RENDER_GIT_BRANCH: 'main' } },
    others: {
      'a branch': ['branch', { IS_PULL_REQUEST: 'false', RENDER_GIT_BRANCH: 'try' }],
      'a pull request': ['pull_request', { IS_PULL_REQUEST: 'true', RENDER_GIT_BRANCH: 'main' }],
      'something else': ['untold', { RENDER_GIT_BRANCH: 'main' }],
    },
  },
  {
    vendor: 'SOURCEHUT',
    always: { CI_NAME: 'sourcehut', JOB_ID: '1' },
    main: { 'a push': { BUILD_SUBMITTER: 'git.sr.ht', GIT_REF: 'refs/heads/main' } },
    others: {
      'a branch': ['branch', { BUILD_SUBMITTER: 'git.sr.ht', GIT_REF: 'refs/heads/try' }],
      'a tag': ['tag', { BUILD_SUBMITTER: 'git.sr.ht', GIT_REF: 'refs/tags/main' }],
      'a patch from a mailing list': ['event', { BUILD_SUBMITTER: 'hub.sr.ht', BUILD_REASON: 'patchset' }],
      'a pull request elsewhere': ['pull_request', { BUILD_SUBMITTER: 'dispatch.sr.ht', BUILD_REASON: 'github-pr' }],
      'a manifest by hand': ['untold', { GIT_REF: 'refs/heads/main' }],
    },
  },
  {
    vendor: 'CIRCLE',
    always: { CI: 'true', CIRCLECI: 'true', CIRCLE_SHA1: SHA, CIRCLE_WORKFLOW_ID: '1' },
    main: { 'a push': { CIRCLE_BRANCH: 'main' } },
    others: {
      'a branch': ['branch', { CIRCLE_BRANCH: 'try' }],
      'a tag': ['tag', { CIRCLE_TAG: 'main' }],
      'a pull request': [
        'pull_request',
        { CIRCLE_BRANCH: 'main', CIRCLE_PULL_REQUEST: 'https://github.com/o/a/pull/7' },
      ],
      'a fork': ['pull_request', { CIRCLE_BRANCH: 'pull/7', CIRCLE_PR_NUMBER: '7' }],
      'a fork by hand': ['pull_request', { CIRCLE_BRANCH: 'pull/7' }],
    },
  },
  {
    vendor: 'BUILDKITE',
    always: { CI: 'true', BUILDKITE: 'true', BUILDKITE_BUILD_ID: '1', BUILDKITE_COMMIT: SHA },
    main: {
      'a push': { BUILDKITE_SOURCE: 'webhook', BUILDKITE_BRANCH: 'main', BUILDKITE_PULL_REQUEST: 'false' },
      'a schedule': { BUILDKITE_SOURCE: 'schedule', BUILDKITE_BRANCH: 'main', BUILDKITE_PULL_REQUEST: 'false' },
    },
    others: {
      'a branch': ['branch', { BUILDKITE_SOURCE: 'webhook', BUILDKITE_BRANCH: 'try' }],
      'a tag': ['tag', { BUILDKITE_SOURCE: 'webhook', BUILDKITE_BRANCH: 'main', BUILDKITE_TAG: 'main' }],
      'a pull request': [
        'pull_request',
        { BUILDKITE_SOURCE: 'webhook', BUILDKITE_BRANCH: 'main', BUILDKITE_PULL_REQUEST: '7' },
      ],
      'a commit by hand': ['event', { BUILDKITE_SOURCE: 'ui', BUILDKITE_BRANCH: 'main' }],
      'the API': ['event', { BUILDKITE_SOURCE: 'api', BUILDKITE_BRANCH: 'main' }],
      'another pipeline': ['event', { BUILDKITE_SOURCE: 'trigger_job', BUILDKITE_BRANCH: 'main' }],
    },
  },
  {
    vendor: 'TRAVIS',
    always: { CI: 'true', TRAVIS: 'true', TRAVIS_COMMIT: SHA, TRAVIS_BUILD_ID: '1' },
    main: {
      'a push': { TRAVIS_EVENT_TYPE: 'push', TRAVIS_BRANCH: 'main', TRAVIS_PULL_REQUEST: 'false' },
      'a schedule': { TRAVIS_EVENT_TYPE: 'cron', TRAVIS_BRANCH: 'main', TRAVIS_PULL_REQUEST: 'false' },
    },
    others: {
      'a branch': ['branch', { TRAVIS_EVENT_TYPE: 'push', TRAVIS_BRANCH: 'try', TRAVIS_PULL_REQUEST: 'false' }],
      'a tag': [
        'tag',
        { TRAVIS_EVENT_TYPE: 'push', TRAVIS_BRANCH: 'main', TRAVIS_TAG: 'main', TRAVIS_PULL_REQUEST: 'false' },
      ],
      'a pull request into main': [
        'pull_request',
        { TRAVIS_EVENT_TYPE: 'pull_request', TRAVIS_BRANCH: 'main', TRAVIS_PULL_REQUEST: '7' },
      ],
      'the API': ['event', { TRAVIS_EVENT_TYPE: 'api', TRAVIS_BRANCH: 'main', TRAVIS_PULL_REQUEST: 'false' }],
    },
  },
  {
    vendor: 'APPVEYOR',
    always: { CI: 'True', APPVEYOR: 'True', APPVEYOR_REPO_COMMIT: SHA, APPVEYOR_BUILD_ID: '1' },
    main: {
      'a push': { APPVEYOR_REPO_BRANCH: 'main' },
      'a schedule': { APPVEYOR_REPO_BRANCH: 'main', APPVEYOR_SCHEDULED_BUILD: 'True' },
    },
    others: {
      'a branch': ['branch', { APPVEYOR_REPO_BRANCH: 'try' }],
      'a tag': ['tag', { APPVEYOR_REPO_BRANCH: 'main', APPVEYOR_REPO_TAG_NAME: 'main' }],
      'a pull request into main': ['pull_request', { APPVEYOR_REPO_BRANCH: 'main', APPVEYOR_PULL_REQUEST_NUMBER: '7' }],
      'a commit by hand': ['event', { APPVEYOR_REPO_BRANCH: 'main', APPVEYOR_FORCED_BUILD: 'True' }],
    },
  },
  {
    vendor: 'DRONE',
    always: { CI: 'true', DRONE: 'true', DRONE_COMMIT_SHA: SHA, DRONE_BUILD_NUMBER: '1' },
    main: droneMain,
    others: drone,
  },
  {
    vendor: 'HARNESS',
    always: { HARNESS_BUILD_ID: '1', DRONE: 'true', DRONE_COMMIT_SHA: SHA },
    main: droneMain,
    others: drone,
  },
  {
    vendor: 'SEMAPHORE',
    always: { CI: 'true', SEMAPHORE: 'true', SEMAPHORE_GIT_SHA: SHA, SEMAPHORE_WORKFLOW_ID: '1' },
    main: { 'a push': { SEMAPHORE_GIT_REF_TYPE: 'branch', SEMAPHORE_GIT_BRANCH: 'main' } },
    others: {
      'a branch': ['branch', { SEMAPHORE_GIT_REF_TYPE: 'branch', SEMAPHORE_GIT_BRANCH: 'try' }],
      'a tag': ['tag', { SEMAPHORE_GIT_REF_TYPE: 'tag', SEMAPHORE_GIT_TAG_NAME: 'main', SEMAPHORE_GIT_BRANCH: 'main' }],
      'a pull request into main': [
        'pull_request',
        { SEMAPHORE_GIT_REF_TYPE: 'pull-request', SEMAPHORE_GIT_BRANCH: 'main', SEMAPHORE_GIT_PR_NUMBER: '7' },
      ],
      'a pull request without number': [
        'event',
        { SEMAPHORE_GIT_REF_TYPE: 'pull-request', SEMAPHORE_GIT_BRANCH: 'main' },
      ],
    },
  },
  {
    vendor: 'CODEFRESH',
    always: { CF_BUILD_ID: '1', CF_REVISION: SHA },
    main: { 'a push': { CF_BRANCH: 'main' } },
    others: {
      'a branch': ['branch', { CF_BRANCH: 'try' }],
      'a pull request': ['pull_request', { CF_BRANCH: 'main', CF_PULL_REQUEST_NUMBER: '7' }],
      'a pull request by its id': ['pull_request', { CF_BRANCH: 'main', CF_PULL_REQUEST_ID: '700' }],
    },
  },
  {
    vendor: 'BUDDY',
    always: { BUDDY_WORKSPACE_ID: '1', BUDDY_EXECUTION_ID: '1', BUDDY_EXECUTION_REVISION: SHA },
    main: { 'a push': { BUDDY_EXECUTION_BRANCH: 'main' } },
    others: {
      'a branch': ['branch', { BUDDY_EXECUTION_BRANCH: 'try' }],
      'a tag': ['tag', { BUDDY_EXECUTION_TAG: 'main' }],
      'a pull request': [
        'pull_request',
        {
          BUDDY_EXECUTION_BRANCH: 'main',
          BUDDY_EXECUTION_PULL_REQUEST_ID: 'pull/7',
          BUDDY_EXECUTION_PULL_REQUEST_NO: '7',
        },
      ],
    },
  },
  {
    vendor: 'CIRRUS',
    always: { CI: 'true', CIRRUS_CI: 'true', CIRRUS_BUILD_ID: '1', CIRRUS_CHANGE_IN_REPO: SHA },
    main: { 'a push': { CIRRUS_BRANCH: 'main' } },
    others: {
      'a branch': ['branch', { CIRRUS_BRANCH: 'try' }],
      'a tag': ['tag', { CIRRUS_TAG: 'main' }],
      'a pull request': ['pull_request', { CIRRUS_BRANCH: 'pull/7', CIRRUS_PR: '7', CIRRUS_BASE_BRANCH: 'main' }],
    },
  },
  {
    vendor: 'CODESHIP',
    always: { CI: 'true', CI_NAME: 'codeship', CI_COMMIT_ID: SHA },
    main: { 'a push': { CI_BRANCH: 'main' } },
    others: {
      'a branch': ['branch', { CI_BRANCH: 'try' }],
      'a pull request': ['pull_request', { CI_BRANCH: 'main', CI_PR_NUMBER: '7' }],
    },
  },
  {
    vendor: 'LAYERCI',
    always: { CI: 'true', LAYERCI: 'true', GIT_COMMIT: SHA },
    main: { 'a push': { LAYERCI_BRANCH: 'main' } },
    others: {
      'a branch': ['branch', { LAYERCI_BRANCH: 'try' }],
      'a pull request': [
        'pull_request',
        { LAYERCI_BRANCH: 'main', LAYERCI_PULL_REQUEST: 'https://github.com/o/a/pull/7' },
      ],
    },
  },
  {
    vendor: 'SAIL',
    always: { CI: 'true', SAILCI: 'true', SAIL_COMMIT_SHA: SHA },
    main: { 'a push': { SAIL_COMMIT_BRANCH: 'main' } },
    others: {
      'a branch': ['branch', { SAIL_COMMIT_BRANCH: 'try' }],
      'a pull request': ['pull_request', { SAIL_COMMIT_BRANCH: 'main', SAIL_PULL_REQUEST_NUMBER: '7' }],
    },
  },
  {
    vendor: 'APPCIRCLE',
    always: { AC_APPCIRCLE: 'true', AC_GIT_COMMIT: SHA },
    main: { 'a push': { AC_GIT_PR: 'false', AC_GIT_BRANCH: 'main' } },
    others: {
      'a branch': ['branch', { AC_GIT_PR: 'false', AC_GIT_BRANCH: 'try' }],
      'a tag': ['tag', { AC_GIT_PR: 'false', AC_GIT_TAG: 'main' }],
      'a pull request': ['pull_request', { AC_GIT_PR: 'true', AC_GIT_BRANCH: 'main', AC_PULL_NUMBER: '7' }],
      'something else': ['untold', { AC_GIT_BRANCH: 'main' }],
    },
  },
  {
    vendor: 'BITRISE',
    always: { CI: 'true', BITRISE_IO: 'true', BITRISE_GIT_COMMIT: SHA, BITRISE_BUILD_SLUG: '1' },
    main: { 'a push': { BITRISE_GIT_BRANCH: 'main' } },
    others: {
      'a branch': ['branch', { BITRISE_GIT_BRANCH: 'try' }],
      'a tag': ['tag', { BITRISE_GIT_TAG: 'main' }],
      'a pull request': ['pull_request', { BITRISE_GIT_BRANCH: 'main', BITRISE_PULL_REQUEST: '7' }],
    },
  },
  {
    vendor: 'CODEMAGIC',
    always: { CI: 'true', CM_BUILD_ID: '1', CM_COMMIT: SHA },
    main: { 'a push': { CM_PULL_REQUEST: 'false', CM_BRANCH: 'main' } },
    others: {
      'a branch': ['branch', { CM_PULL_REQUEST: 'false', CM_BRANCH: 'try' }],
      'a tag': ['tag', { CM_PULL_REQUEST: 'false', CM_TAG: 'main' }],
      'a pull request': ['pull_request', { CM_PULL_REQUEST: 'true', CM_BRANCH: 'main', CM_PULL_REQUEST_NUMBER: '7' }],
    },
  },
  {
    vendor: 'NEVERCODE',
    always: { CI: 'true', NEVERCODE: 'true', NEVERCODE_COMMIT: SHA },
    main: { 'a push': { NEVERCODE_PULL_REQUEST: 'false', NEVERCODE_BRANCH: 'main' } },
    others: {
      'a branch': ['branch', { NEVERCODE_PULL_REQUEST: 'false', NEVERCODE_BRANCH: 'try' }],
      'a tag': ['tag', { NEVERCODE_PULL_REQUEST: 'false', NEVERCODE_TAG: 'main' }],
      'a pull request': [
        'pull_request',
        { NEVERCODE_PULL_REQUEST: 'true', NEVERCODE_BRANCH: 'main', NEVERCODE_PULL_REQUEST_NUMBER: '7' },
      ],
    },
  },
  {
    vendor: 'XCODE_CLOUD',
    always: { CI: 'TRUE', CI_XCODE_PROJECT: 'App.xcodeproj', CI_COMMIT: SHA },
    main: { 'a push': { CI_BRANCH: 'main' } },
    others: {
      'a branch': ['branch', { CI_BRANCH: 'try' }],
      'a tag': ['tag', { CI_TAG: 'main' }],
      'a pull request': [
        'pull_request',
        { CI_PULL_REQUEST_NUMBER: '7', CI_PULL_REQUEST_SOURCE_BRANCH: 'main', CI_BRANCH: 'main' },
      ],
    },
  },
  {
    vendor: 'AGOLA',
    always: { AGOLA_GIT_REF: 'refs/heads/x', AGOLA_GIT_COMMITSHA: SHA },
    main: { 'a push': { AGOLA_GIT_BRANCH: 'main' } },
    others: {
      'a branch': ['branch', { AGOLA_GIT_BRANCH: 'try' }],
      'a tag': ['tag', { AGOLA_GIT_TAG: 'main' }],
      'a pull request': ['pull_request', { AGOLA_PULL_REQUEST_ID: '7', AGOLA_GIT_BRANCH: 'main' }],
    },
  },
  {
    vendor: 'BAMBOO',
    always: { bamboo_planKey: 'APP-MAIN', bamboo_planRepository_revision: SHA },
    main: { 'a push': { bamboo_planRepository_branchName: 'main' } },
    others: {
      'a branch': ['branch', { bamboo_planRepository_branchName: 'try' }],
      'a pull request': ['pull_request', { bamboo_planRepository_branchName: 'main', bamboo_repository_pr_key: '7' }],
    },
  },
  {
    vendor: 'GERRIT',
    always: { GERRIT_PROJECT: 'app' },
    main: {
      'an update': { GERRIT_EVENT_TYPE: 'ref-updated', GERRIT_REFNAME: 'refs/heads/main', GERRIT_NEWREV: SHA },
    },
    others: {
      'a branch': [
        'branch',
        { GERRIT_EVENT_TYPE: 'ref-updated', GERRIT_REFNAME: 'refs/heads/try', GERRIT_NEWREV: SHA },
      ],
      'a tag': ['tag', { GERRIT_EVENT_TYPE: 'ref-updated', GERRIT_REFNAME: 'refs/tags/main', GERRIT_NEWREV: SHA }],
      'a short name': ['untold', { GERRIT_EVENT_TYPE: 'ref-updated', GERRIT_REFNAME: 'main', GERRIT_NEWREV: SHA }],
      'a change': [
        'pull_request',
        { GERRIT_EVENT_TYPE: 'patchset-created', GERRIT_CHANGE_NUMBER: '7', GERRIT_BRANCH: 'main' },
      ],
      'something else': ['untold', { GERRIT_REFNAME: 'refs/heads/main' }],
    },
  },
  {
    vendor: 'JENKINS',
    always: { JENKINS_URL: 'http://ci/', HUDSON_URL: 'http://ci/', BUILD_ID: '1', GIT_COMMIT: SHA },
    ...jenkins,
  },
  { vendor: 'HUDSON', always: { HUDSON_URL: 'http://ci/', GIT_COMMIT: SHA }, ...jenkins },
  {
    vendor: 'PROW',
    always: { CI: 'true', PROW_JOB_ID: '1', BUILD_ID: '1' },
    main: { postsubmit: { JOB_TYPE: 'postsubmit', PULL_BASE_REF: 'main', PULL_BASE_SHA: SHA } },
    others: {
      'a branch': ['branch', { JOB_TYPE: 'postsubmit', PULL_BASE_REF: 'try', PULL_BASE_SHA: SHA }],
      presubmit: [
        'pull_request',
        { JOB_TYPE: 'presubmit', PULL_BASE_REF: 'main', PULL_BASE_SHA: SHA, PULL_NUMBER: '7', PULL_HEAD_REF: 'main' },
      ],
      'a batch of pull requests': [
        'event',
        { JOB_TYPE: 'batch', PULL_BASE_REF: 'main', PULL_BASE_SHA: SHA, PULL_REFS: `main:${SHA},7:${SHA},8:${SHA}` },
      ],
      'a periodic job': ['event', { JOB_TYPE: 'periodic' }],
    },
  },
  {
    vendor: 'SCREWDRIVER',
    always: { CI: 'true', SCREWDRIVER: 'true', SD_BUILD_ID: '1', SD_BUILD_SHA: SHA },
    main: { 'a push': { GIT_BRANCH: 'origin/main', SD_PULL_REQUEST: '' } },
    others: {
      'a branch': ['branch', { GIT_BRANCH: 'origin/try', SD_PULL_REQUEST: '' }],
      'a pull request': ['pull_request', { GIT_BRANCH: 'origin/refs/pull/7/merge', SD_PULL_REQUEST: '7' }],
      'a ref of a pull request': ['untold', { GIT_BRANCH: 'origin/refs/pull/7/merge', SD_PULL_REQUEST: '' }],
    },
  },
  {
    vendor: 'VELA',
    always: { VELA: 'true', VELA_BUILD_NUMBER: '1', VELA_BUILD_COMMIT: SHA },
    main: {
      'a push': { VELA_BUILD_EVENT: 'push', VELA_BUILD_BRANCH: 'main' },
      'a schedule': { VELA_BUILD_EVENT: 'schedule', VELA_BUILD_BRANCH: 'main' },
    },
    others: {
      'a branch': ['branch', { VELA_BUILD_EVENT: 'push', VELA_BUILD_BRANCH: 'try' }],
      'a tag': ['tag', { VELA_BUILD_EVENT: 'tag', VELA_BUILD_BRANCH: 'main', VELA_BUILD_TAG: 'main' }],
      'a pull request into main': [
        'pull_request',
        { VELA_BUILD_EVENT: 'pull_request', VELA_BUILD_BRANCH: 'main', VELA_PULL_REQUEST: '7' },
      ],
      'a comment': ['event', { VELA_BUILD_EVENT: 'comment', VELA_BUILD_BRANCH: 'main' }],
      'a deployment': ['event', { VELA_BUILD_EVENT: 'deployment', VELA_BUILD_BRANCH: 'main' }],
    },
  },
  {
    vendor: 'WOODPECKER',
    always: { CI: 'woodpecker', CI_COMMIT_SHA: SHA, CI_PIPELINE_NUMBER: '1' },
    main: {
      'a push': { CI_PIPELINE_EVENT: 'push', CI_COMMIT_BRANCH: 'main' },
      'a schedule': { CI_PIPELINE_EVENT: 'cron', CI_COMMIT_BRANCH: 'main' },
      'a run by hand': { CI_PIPELINE_EVENT: 'manual', CI_COMMIT_BRANCH: 'main' },
      'a push in version 0.15': { CI_BUILD_EVENT: 'push', CI_COMMIT_BRANCH: 'main' },
    },
    others: {
      'a branch': ['branch', { CI_PIPELINE_EVENT: 'push', CI_COMMIT_BRANCH: 'try' }],
      'a tag': ['tag', { CI_PIPELINE_EVENT: 'tag', CI_COMMIT_BRANCH: 'main', CI_COMMIT_TAG: 'main' }],
      'a pull request into main': [
        'pull_request',
        { CI_PIPELINE_EVENT: 'pull_request', CI_COMMIT_BRANCH: 'main', CI_COMMIT_PULL_REQUEST: '7' },
      ],
      'a label of a pull request': ['event', { CI_PIPELINE_EVENT: 'pull_request_metadata', CI_COMMIT_BRANCH: 'main' }],
      'a deployment': ['event', { CI_PIPELINE_EVENT: 'deployment', CI_COMMIT_BRANCH: 'main' }],
      'a release': ['event', { CI_PIPELINE_EVENT: 'release', CI_COMMIT_BRANCH: 'main' }],
    },
  },
  {
    vendor: 'GOOGLE_CLOUD_BUILD',
    always: { BUILDER_OUTPUT: '/builder/outputs', BUILD_ID: '1', COMMIT_SHA: SHA },
    main: {},
    others: {
      'a branch, or a pull request whose number the step does not map': ['untold', { BRANCH_NAME: 'main' }],
      'a tag': ['tag', { TAG_NAME: 'main' }],
      'a pull request': ['pull_request', { BRANCH_NAME: 'main', _PR_NUMBER: '7' }],
    },
  },
  {
    vendor: 'HEROKU',
    always: { NODE: '/app/.heroku/node/bin/node', CI: 'true' },
    main: {},
    others: {
      'a test run': ['untold', { HEROKU_TEST_RUN_BRANCH: 'main', HEROKU_TEST_RUN_COMMIT_VERSION: SHA }],
      'a build': ['untold', { SOURCE_VERSION: SHA }],
    },
  },
  silent('CLOUDFLARE_PAGES', { CI: 'true', CF_PAGES: '1', CF_PAGES_BRANCH: 'main', CF_PAGES_COMMIT_SHA: SHA }),
  silent('CLOUDFLARE_WORKERS', { CI: 'true', WORKERS_CI: '1', WORKERS_CI_BRANCH: 'main', WORKERS_CI_COMMIT_SHA: SHA }),
  silent('RELEASEHUB', { RELEASE_BUILD_ID: '1', RELEASE_BRANCH_NAME: 'main', RELEASE_COMMIT_SHA: SHA }),
  silent('EARTHLY', { EARTHLY_CI: 'true', EARTHLY_GIT_BRANCH: 'main', EARTHLY_GIT_HASH: SHA }),
  silent('MAGNUM', { CI: 'true', MAGNUM: 'true', CI_BRANCH: 'main', CI_COMMIT: SHA }),
  silent('RWX', { CI: 'true', RWX: 'true', RWX_GIT_REF: 'refs/heads/main', RWX_GIT_COMMIT_SHA: SHA }),
  silent('APPCENTER', { APPCENTER_BUILD_ID: '1', APPCENTER_BRANCH: 'main' }),
  silent('EAS', { CI: '1', EAS_BUILD: 'true', EAS_BUILD_GIT_COMMIT_HASH: SHA }),
  silent('GOCD', { GO_PIPELINE_LABEL: '1', GO_REVISION: SHA, GO_PIPELINE_NAME: 'main' }),
  silent('TASKCLUSTER', { TASK_ID: 'a', RUN_ID: '0' }),
  silent('TEAMCITY', { TEAMCITY_VERSION: '2026.1', BUILD_NUMBER: '1', BUILD_VCS_NUMBER: SHA }),
  silent('XCODE_SERVER', { XCS: '1', XCS_INTEGRATION_ID: '1' }),
  silent('DSARI', { DSARI: '1', RUN_ID: '1' }),
  silent('ALPIC', { ALPIC_HOST: 'app.alpic.live' }),
  silent('CAPAWESOME_CLOUD', { CAPAWESOME_CLOUD: 'true' }),
  silent('STRIDER', { STRIDER: 'true' }),
];
