import type { CiJob, CiShards } from './job.ts';
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
${job.shards === null ? oneJob(job) : shardedJobs(job, job.shards)}`;
}

function oneJob(job: CiJob): string {
  const { test, update } = job;
  return `${job.name}:
  image: node:${job.nodeMajor}
${rules('pull-push')}${withHistory}${alone(job)}${cache(job)}${script(job, test, update)}`;
}

/**
 * A job on several machines, each of which measures a part, and one that puts the parts together: it alone saves baselines.
 *
 * Of a job that failed the parts are kept as well, and they are put together although a machine failed: what is missing is named
 * then.
 */
function shardedJobs(job: CiJob, { of, run, update, merge }: CiShards): string {
  const [shard, part] = ['"$CI_NODE_INDEX/$CI_NODE_TOTAL"', '"part-$CI_NODE_INDEX.blob"'];
  const parts = job.directory === '' ? 'part-*.blob' : `${job.directory}/part-*.blob`;
  const measuring = `${job.name}-parts`;
  return `${measuring}:
  image: node:${job.nodeMajor}
  parallel: ${of}
${rules('pull')}${withHistory}${cache(job)}${script(job, run(shard, part), update(shard, part))}  artifacts:
    # After a regression as well: the whole is reported on when all parts are there.
    when: always
    expire_in: 1 day
    paths:
      - ${scalar(parts)}
${job.name}:
  image: node:${job.nodeMajor}
  needs:
    - ${measuring}
${rules('pull-push', true)}${alone(job)}${cache(job)}${script(job, merge('part-*.blob'), null)}`;
}

/** @param isLast whether it runs after a failure of what it needs as well: a part that is missing is named, and fails it. */
function rules(policy: string, isLast = false): string {
  const always = isLast ? '      when: always\n' : '';
  return `  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
${always}      variables:
        PERFORMANCE_CACHE: pull
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
${always}      variables:
        PERFORMANCE_CACHE: ${policy}
`;
}

const withHistory = `  variables:
    # With the commits that baselines were measured on, to compare with what looks slower.
    GIT_DEPTH: "0"
`;

function alone({ name }: CiJob): string {
  return `  # One at a time: two jobs at once would each save baselines without the other's.
  resource_group: ${name}-$CI_COMMIT_REF_SLUG
`;
}

function cache(job: CiJob): string {
  return `  cache:
    # Of protected branches alone, where the main branch is one: no merge request can put anything there. "unprotect" would
    # let merge requests read the baselines, and every branch write them.
    key: ${job.name}-protected-$CI_COMMIT_REF_PROTECTED
    paths:
      - ${scalar(`${job.cache}/`)}
    policy: $PERFORMANCE_CACHE
    # After a regression as well: it is kept aside, so that it can be accepted.
    when: always
`;
}

/** @param update what is run in place of `command` where what is measured is to be accepted; null for the same. */
function script(
  { packageManager, installDirectory, directory, install }: CiJob,
  command: string,
  update: string | null,
): string {
  const back = installDirectory === '' ? '' : `${installDirectory.replace(/[^/]+/g, '..')}/`;
  const there = installDirectory === directory ? '' : `${back}${directory}`;
  const lines = [
    ...ready(packageManager),
    ...(installDirectory === '' ? [] : [`cd ${word(installDirectory)}`]),
    install,
    ...(there === '' ? [] : [`cd ${word(there)}`]),
    update === null ? command : `if [ -n "$PERFORMANCE_UPDATE" ]; then ${update}; else ${command}; fi`,
  ];
  return `  script:\n${lines.map((line) => `    - ${line}\n`).join('')}`;
}

function ready({ name, major, isPinned }: CiJob['packageManager']): readonly string[] {
  if (name === 'bun') return ['npm install --global bun'];
  if (name === 'pnpm' && !isPinned) return [`npm install --global pnpm@${major ?? 'latest'}`];
  if (name === 'pnpm' || (name === 'yarn' && (major ?? 1) > 1))
    return ['npm install --global corepack && corepack enable'];
  return [];
}
