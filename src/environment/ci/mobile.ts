import { address, type VendorVariables } from './variables.ts';

/**
 * Systems made for the building of apps, by ci-info's constant. Each entry's source is the vendor's own document, named
 * above it.
 */
export const mobile: Readonly<Record<string, VendorVariables>> = {
  // https://learn.microsoft.com/appcenter/build/custom/variables/
  APPCENTER: { branch: ['APPCENTER_BRANCH'], commit: [], runId: ['APPCENTER_BUILD_ID'] },

  // https://docs.appcircle.io/environment-variables/appcircle-specific-environment-variables
  APPCIRCLE: {
    pullRequest: (env) => (env.AC_GIT_PR === 'true' ? (env.AC_PULL_NUMBER ?? '') : null),
    tag: ['AC_GIT_TAG'],
    branch: ['AC_GIT_BRANCH'],
    ofBranch: { variable: ['AC_GIT_PR'], is: ['false'] },
    sourceBranch: ['AC_GIT_BRANCH'],
    baseBranch: ['AC_GIT_TARGET_BRANCH'],
    headCommit: ['AC_GIT_COMMIT'],
    commit: ['AC_GIT_COMMIT'],
    runId: ['AC_BUILD_NUMBER'],
  },

  // https://devcenter.bitrise.io/en/references/available-environment-variables.html (a pull request is built merged)
  BITRISE: {
    pullRequest: ['BITRISE_PULL_REQUEST'],
    tag: ['BITRISE_GIT_TAG'],
    branch: ['BITRISE_GIT_BRANCH'],
    ofBranch: 'always',
    sourceBranch: ['BITRISE_GIT_BRANCH'],
    baseBranch: ['BITRISEIO_GIT_BRANCH_DEST'],
    headCommit: ['BITRISE_GIT_COMMIT'],
    commit: ['GIT_CLONE_COMMIT_HASH', 'BITRISE_GIT_COMMIT'],
    runId: ['BITRISE_BUILD_SLUG'],
    runUrl: ['BITRISE_BUILD_URL'],
  },

  // https://docs.codemagic.io/yaml-basic-configuration/environment-variables/
  CODEMAGIC: {
    pullRequest: (env) => (env.CM_PULL_REQUEST === 'true' ? (env.CM_PULL_REQUEST_NUMBER ?? '') : null),
    tag: ['CM_TAG'],
    branch: ['CM_BRANCH'],
    ofBranch: { variable: ['CM_PULL_REQUEST'], is: ['false'] },
    sourceBranch: ['CM_BRANCH'],
    baseBranch: ['CM_PULL_REQUEST_DEST'],
    headCommit: ['CM_COMMIT'],
    commit: ['CM_COMMIT'],
    runId: ['CM_BUILD_ID'],
    runUrl: address('https://codemagic.io/app/{CM_PROJECT_ID}/build/{CM_BUILD_ID}'),
  },

  // https://docs.expo.dev/build-reference/variables/
  EAS: { commit: ['EAS_BUILD_GIT_COMMIT_HASH'], runId: ['EAS_BUILD_ID'] },

  // https://developer.nevercode.io/docs/environment-variables
  NEVERCODE: {
    pullRequest: (env) => (env.NEVERCODE_PULL_REQUEST === 'true' ? (env.NEVERCODE_PULL_REQUEST_NUMBER ?? '') : null),
    tag: ['NEVERCODE_TAG'],
    branch: ['NEVERCODE_BRANCH'],
    ofBranch: { variable: ['NEVERCODE_PULL_REQUEST'], is: ['false'] },
    sourceBranch: ['NEVERCODE_BRANCH'],
    headCommit: ['NEVERCODE_COMMIT'],
    commit: ['NEVERCODE_COMMIT'],
    runId: ['NEVERCODE_BUILD_NUMBER'],
    runUrl: ['NEVERCODE_BUILD_URL'],
  },

  // https://developer.apple.com/documentation/xcode/environment-variable-reference (a pull request is built merged)
  XCODE_CLOUD: {
    pullRequest: ['CI_PULL_REQUEST_NUMBER'],
    tag: ['CI_TAG'],
    branch: ['CI_BRANCH'],
    ofBranch: 'always',
    sourceBranch: ['CI_PULL_REQUEST_SOURCE_BRANCH'],
    baseBranch: ['CI_PULL_REQUEST_TARGET_BRANCH'],
    headCommit: ['CI_PULL_REQUEST_SOURCE_COMMIT'],
    commit: ['CI_COMMIT'],
    runId: ['CI_BUILD_ID'],
    runUrl: ['CI_BUILD_URL'],
  },
};
