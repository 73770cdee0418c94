import { plainFact } from '../plain-fact.ts';
import type { Environment } from './vendor.ts';

/**
 * The variables in which CI systems say what the runner was started from, those of one system together; each source is the
 * system's own document.
 */
const IMAGES: readonly (readonly string[])[] = [
  // GitHub and Azure Pipelines, whose hosted runners are made from the same images: https://github.com/actions/runner-images
  ['ImageOS', 'ImageVersion'],
  // The runner's version as well, which brings its helpers along: https://docs.gitlab.com/ci/variables/predefined_variables/
  ['CI_JOB_IMAGE', 'CI_RUNNER_VERSION'],
  // https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
  ['CODEBUILD_BUILD_IMAGE'],
  // https://www.appveyor.com/docs/environment-variables/
  ['APPVEYOR_BUILD_WORKER_IMAGE'],
  // https://docs.semaphoreci.com/reference/env-vars
  ['SEMAPHORE_AGENT_MACHINE_OS_IMAGE'],
  // https://docs.travis-ci.com/user/environment-variables/#default-environment-variables
  ['TRAVIS_DIST'],
];

// The name of a user and a password before a registry's, which is not what stands before the digest of an image.
const CREDENTIALS = /\S*@(?!sha\d+:)/g;

/** The image that the runner was started from, as its CI system says it; null where it does not, or there is no such system. */
export function runnerImage(env: Environment): string | null {
  for (const names of IMAGES) {
    const said = names.map((name) => (env[name] ?? '').replace(CREDENTIALS, '').trim()).filter((value) => value !== '');
    if (said.length > 0) return plainFact(said.join(' '));
  }
  return null;
}
