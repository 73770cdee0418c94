import type { CiJob } from './job.ts';
import { scalar, word } from './quoting.ts';

/**
 * A GitLab job that restores the baselines, runs the performance tests and saves the baselines again.
 *
 * Only the main branch saves. Where it is protected, as GitLab has it from the start, its cache is one of protected branches,
 * which no other pipeline reads or writes, so that nobody can plant what it unpacks. A merge request has no baselines then: its
 * tests are measured in pairs, against the code that it began at.
 *
 * Source: GitLab, "CI/CD YAML syntax reference", `cache`: `when: always` saves after a failure as well, and a variable may be
 * the policy (from GitLab 16.1 on); "Caching in GitLab CI/CD", cache key names of protected branches.
 */
export function gitlabJob(job: CiJob): string {
  return `# Performance tests: the main branch makes baselines, merge requests are compared with the code that they began at.
# Accept an intended change by running a pipeline of the main branch by hand with the variable PERFORMANCE_UPDATE set to 1.
${job.name}:
  image: node:${job.nodeMajor}
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
      variables:
        PERFORMANCE_CACHE: pull
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      variables:
        PERFORMANCE_CACHE: pull-push
  variables:
    # With the commits that baselines were measured on, to compare with what looks slower.
    GIT_DEPTH: "0"
  # One at a time: two jobs at once would each save baselines without the other's.
  resource_group: ${job.name}-$CI_COMMIT_REF_SLUG
  cache:
    # Of protected branches alone, where the main branch is one: no merge request can put anything there. "unprotect" would
    # let merge requests read the baselines, and every branch write them.
    key: ${job.name}-protected-$CI_COMMIT_REF_PROTECTED
    paths:
      - ${scalar(`${job.cache}/`)}
    policy: $PERFORMANCE_CACHE
    # After a regression as well: it is kept aside, so that it can be accepted.
    when: always
  script:
${script(job)
  .map((line) => `    - ${line}\n`)
  .join('')}`;
}

function script({ packageManager, installDirectory, directory, install, test, update }: CiJob): readonly string[] {
  const back = installDirectory === '' ? '' : `${installDirectory.replace(/[^/]+/g, '..')}/`;
  const there = installDirectory === directory ? '' : `${back}${directory}`;
  return [
    ...ready(packageManager),
    ...(installDirectory === '' ? [] : [`cd ${word(installDirectory)}`]),
    install,
    ...(there === '' ? [] : [`cd ${word(there)}`]),
    `if [ -n "$PERFORMANCE_UPDATE" ]; then ${update}; else ${test}; fi`,
  ];
}

function ready({ name, major, isPinned }: CiJob['packageManager']): readonly string[] {
  if (name === 'bun') return ['npm install --global bun'];
  if (name === 'pnpm' && !isPinned) return [`npm install --global pnpm@${major ?? 'latest'}`];
  if (name === 'pnpm' || (name === 'yarn' && (major ?? 1) > 1))
    return ['npm install --global corepack && corepack enable'];
  return [];
}
