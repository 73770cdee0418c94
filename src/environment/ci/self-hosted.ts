import { address, fullRef, plainName, remoteBranch, tagRef, type VendorVariables } from './variables.ts';

const gitBranch = remoteBranch('GIT_BRANCH');

// https://www.jenkins.io/doc/book/pipeline/multibranch/ and the plug-ins git, ghprb, gitlab-plugin and gerrit-trigger. The git
// plug-in's own name for a branch has the remote before it; the name that it gives to a local branch is anybody's choice.
const JENKINS: VendorVariables = {
  pullRequest: ['CHANGE_ID', 'ghprbPullId', 'gitlabMergeRequestIid', 'GERRIT_CHANGE_NUMBER'],
  tag: ['TAG_NAME'],
  branch: (env) => (env.BRANCH_NAME ? plainName(env.BRANCH_NAME) : gitBranch(env)),
  ofBranch: 'always',
  sourceBranch: ['CHANGE_BRANCH', 'ghprbSourceBranch', 'gitlabSourceBranch'],
  baseBranch: ['CHANGE_TARGET', 'ghprbTargetBranch', 'gitlabTargetBranch', 'GERRIT_BRANCH'],
  headCommit: ['ghprbActualCommit', 'GERRIT_PATCHSET_REVISION'],
  commit: ['GIT_COMMIT'],
  runId: ['BUILD_TAG', 'BUILD_ID'],
  runUrl: ['BUILD_URL'],
};

/**
 * Systems that people run on machines of their own, by ci-info's constant. Each entry's source is the vendor's own
 * document, named above it.
 */
export const selfHosted: Readonly<Record<string, VendorVariables>> = {
  // https://agola.io/doc/concepts/secrets_variables.html
  AGOLA: {
    pullRequest: ['AGOLA_PULL_REQUEST_ID'],
    tag: ['AGOLA_GIT_TAG'],
    branch: ['AGOLA_GIT_BRANCH'],
    ofBranch: 'always',
    headCommit: ['AGOLA_GIT_COMMITSHA'],
    commit: ['AGOLA_GIT_COMMITSHA'],
  },

  // https://confluence.atlassian.com/bamboo/bamboo-variables-289277087.html
  BAMBOO: {
    pullRequest: ['bamboo_repository_pr_key'],
    branch: ['bamboo_planRepository_branchName', 'bamboo_planRepository_branch'],
    ofBranch: 'always',
    sourceBranch: ['bamboo_repository_pr_sourceBranch'],
    baseBranch: ['bamboo_repository_pr_targetBranch'],
    headCommit: ['bamboo_planRepository_revision'],
    commit: ['bamboo_planRepository_revision'],
    runId: ['bamboo_buildResultKey'],
    runUrl: ['bamboo_resultsUrl', 'bamboo_buildResultsUrl'],
  },

  // https://plugins.jenkins.io/gerrit-trigger (the names that its jobs have, also outside Jenkins)
  GERRIT: {
    pullRequest: ['GERRIT_CHANGE_NUMBER'],
    tag: tagRef('GERRIT_REFNAME'),
    branch: fullRef('GERRIT_REFNAME'),
    ofBranch: { variable: ['GERRIT_EVENT_TYPE'], is: ['ref-updated'] },
    baseBranch: ['GERRIT_BRANCH'],
    headCommit: ['GERRIT_PATCHSET_REVISION'],
    commit: ['GERRIT_PATCHSET_REVISION', 'GERRIT_NEWREV'],
    runUrl: ['BUILD_URL'],
  },

  // https://docs.gocd.org/current/faq/dev_use_current_revision_in_build.html (the branch is not in the environment)
  GOCD: {
    commit: ['GO_REVISION'],
    runId: address('{GO_PIPELINE_NAME}/{GO_PIPELINE_COUNTER}/{GO_STAGE_NAME}/{GO_STAGE_COUNTER}'),
    runUrl: address(
      '{GO_SERVER_URL}/pipelines/{GO_PIPELINE_NAME}/{GO_PIPELINE_COUNTER}/{GO_STAGE_NAME}/{GO_STAGE_COUNTER}',
    ),
  },

  // https://developer.harness.io/docs/continuous-integration/troubleshoot-ci/ci-env-var
  HARNESS: {
    pullRequest: ['DRONE_PULL_REQUEST'],
    tag: ['DRONE_TAG'],
    branch: ['DRONE_COMMIT_BRANCH', 'DRONE_BRANCH'],
    ofBranch: { variable: ['DRONE_BUILD_EVENT'], is: ['push', 'cron'] },
    sourceBranch: ['DRONE_SOURCE_BRANCH'],
    baseBranch: ['DRONE_TARGET_BRANCH'],
    headCommit: ['DRONE_COMMIT_SHA', 'DRONE_COMMIT'],
    commit: ['DRONE_COMMIT_SHA', 'DRONE_COMMIT'],
    runId: ['HARNESS_BUILD_ID'],
    runUrl: ['CI_BUILD_LINK', 'DRONE_BUILD_LINK'],
  },

  // The same names, as far as its documents go.
  HUDSON: JENKINS,

  JENKINS,

  // https://docs.prow.k8s.io/docs/jobs/ (a pull request is tested as a merge that Prow makes: git alone knows its commit; a batch
  // is several of them, and has no number)
  PROW: {
    pullRequest: ['PULL_NUMBER'],
    branch: ['PULL_BASE_REF'],
    ofBranch: { variable: ['JOB_TYPE'], is: ['postsubmit'] },
    sourceBranch: ['PULL_HEAD_REF'],
    baseBranch: ['PULL_BASE_REF'],
    headCommit: ['PULL_PULL_SHA'],
    commit: (env) => (env.PULL_NUMBER ? null : (env.PULL_BASE_SHA ?? null)),
    runId: ['BUILD_ID', 'PROW_JOB_ID'],
  },

  // https://docs.screwdriver.cd/user-guide/environment-variables
  SCREWDRIVER: {
    pullRequest: ['SD_PULL_REQUEST'],
    branch: gitBranch,
    ofBranch: 'always',
    sourceBranch: remoteBranch('PR_BRANCH_NAME'),
    baseBranch: ['PR_BASE_BRANCH_NAME'],
    headCommit: ['SD_BUILD_SHA'],
    commit: ['SD_BUILD_SHA'],
    runId: ['SD_BUILD_ID'],
    runUrl: ['SD_UI_BUILD_URL'],
  },

  // https://docs.taskcluster.net/docs/manual/design/env-vars (what is built is in the task's own variables)
  TASKCLUSTER: {
    commit: [],
    runId: address('{TASK_ID}/{RUN_ID}'),
    runUrl: address('{TASKCLUSTER_ROOT_URL}/tasks/{TASK_ID}/runs/{RUN_ID}'),
  },

  // https://www.jetbrains.com/help/teamcity/predefined-build-parameters.html (branches are not in the environment)
  TEAMCITY: { commit: ['BUILD_VCS_NUMBER'], runId: ['BUILD_NUMBER'], runUrl: ['BUILD_URL'] },

  // https://go-vela.github.io/docs/reference/environment/variables/
  VELA: {
    pullRequest: ['VELA_PULL_REQUEST'],
    tag: ['VELA_BUILD_TAG'],
    branch: ['VELA_BUILD_BRANCH'],
    ofBranch: { variable: ['VELA_BUILD_EVENT'], is: ['push', 'schedule'] },
    defaultBranch: ['VELA_REPO_BRANCH'],
    sourceBranch: ['VELA_PULL_REQUEST_SOURCE'],
    baseBranch: ['VELA_PULL_REQUEST_TARGET'],
    headCommit: ['VELA_BUILD_COMMIT'],
    commit: ['VELA_BUILD_COMMIT'],
    runId: ['VELA_BUILD_NUMBER'],
    runUrl: ['VELA_BUILD_LINK'],
  },

  // https://woodpecker-ci.org/docs/usage/environment (the second names are those of version 0.15)
  WOODPECKER: {
    pullRequest: ['CI_COMMIT_PULL_REQUEST'],
    tag: ['CI_COMMIT_TAG'],
    branch: ['CI_COMMIT_BRANCH'],
    ofBranch: { variable: ['CI_PIPELINE_EVENT', 'CI_BUILD_EVENT'], is: ['push', 'cron', 'manual'] },
    defaultBranch: ['CI_REPO_DEFAULT_BRANCH'],
    sourceBranch: ['CI_COMMIT_SOURCE_BRANCH'],
    baseBranch: ['CI_COMMIT_TARGET_BRANCH'],
    headCommit: ['CI_COMMIT_SHA'],
    commit: ['CI_COMMIT_SHA'],
    runId: ['CI_PIPELINE_NUMBER', 'CI_BUILD_NUMBER'],
    runUrl: ['CI_PIPELINE_URL', 'CI_BUILD_LINK'],
  },

  // The integration's number is all that Apple documented of Xcode Server, which Xcode Cloud replaced.
  XCODE_SERVER: { commit: [], runId: ['XCS_INTEGRATION_ID'] },
};
