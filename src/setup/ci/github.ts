import type { CiJob, CiShards } from './job.ts';
import { scalar } from './quoting.ts';

/**
 * A GitHub workflow that restores the baselines, runs the performance tests and saves the baselines again.
 *
 * Restoring and saving are steps of their own, because `actions/cache` saves nothing after a failure: a regression is kept
 * aside in the baselines, so that it can be accepted. Caches cannot be changed, so each run saves under a key of its own,
 * and restores the newest. GitHub keeps what a pull request or another branch saves from the main branch, which reads its
 * own caches alone; so nobody can plant what it unpacks, and only it saves. Source: GitHub, "Dependency caching reference".
 *
 * No expression stands in a shell's text, where its value would be code; nothing that the tests run finds a token in git's
 * configuration. Source: GitHub, "Secure use reference".
 */
export function githubWorkflow(job: CiJob): string {
  return `# Performance tests: the main branch makes baselines, pull requests are compared with them.
# Accept an intended change by running this workflow by hand with "update".
name: ${job.name}
on:
  push:
    branches: [${scalar(job.defaultBranch)}]
  pull_request:
  workflow_dispatch:
    inputs:
      update:
        description: Take what is measured as the new baseline
        type: boolean
        default: false
permissions:
  contents: read
# One at a time on a branch: two runs at once would each save baselines without the other's.
concurrency: ${job.name}-\${{ github.ref }}
jobs:
${job.shards === null ? oneJob(job) : shardedJobs(job, job.shards)}`;
}

function oneJob(job: CiJob): string {
  return `  performance:
    runs-on: ubuntu-latest
    timeout-minutes: 30
${defaultDirectory(job)}    steps:
${withHistory}${ready(job)}${restore(job)}      - run: |
          if [ "$UPDATE" = true ]; then
            ${job.update}
          else
            ${job.test}
          fi
        env:
          UPDATE: \${{ inputs.update }}
${save(job)}`;
}

/**
 * A job on several machines, each of which measures a part, and one that puts the parts together: it alone saves baselines.
 *
 * A part is handed over after a failure as well, and the parts are put together although a machine failed: what is missing is
 * named then. Artifacts are of one run of the workflow, so none can be of another pull request.
 */
function shardedJobs(job: CiJob, { of, run, update, merge }: CiShards): string {
  const [part, parts] = ['part.blob', 'parts'].map((name) =>
    job.directory === '' ? name : `${job.directory}/${name}`,
  );
  const numbers = Array.from({ length: of }, (_, i) => i + 1).join(', ');
  return `  measure:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    strategy:
      # What one machine finds must not keep the others from finding more.
      fail-fast: false
      matrix:
        shard: [${numbers}]
${defaultDirectory(job)}    steps:
${withHistory}${ready(job)}${restore(job)}      - run: |
          if [ "$UPDATE" = true ]; then
            ${update('"$SHARD"', 'part.blob')}
          else
            ${run('"$SHARD"', 'part.blob')}
          fi
        env:
          SHARD: \${{ matrix.shard }}/${of}
          UPDATE: \${{ inputs.update }}
      # After a regression as well: the whole is reported on when all parts are there.
      - uses: ${ACTIONS.uploadArtifact}
        if: \${{ !cancelled() }}
        with:
          name: ${job.name}-part-\${{ matrix.shard }}
          path: ${scalar(part!)}
          retention-days: 1
          # Of a machine that is started again, the new part is the one.
          overwrite: true
  performance:
    needs: measure
    # A part that is missing is named, and fails this.
    if: \${{ !cancelled() }}
    runs-on: ubuntu-latest
    timeout-minutes: 10
${defaultDirectory(job)}    steps:
      - uses: ${ACTIONS.checkout}
        with:
          persist-credentials: false
${ready(job)}${restore(job)}      - uses: ${ACTIONS.downloadArtifact}
        with:
          pattern: ${job.name}-part-*
          path: ${scalar(parts!)}
      - run: ${merge('parts')}
${save(job)}`;
}

function defaultDirectory({ directory }: CiJob): string {
  return directory === '' ? '' : `    defaults:\n      run:\n        working-directory: ${scalar(directory)}\n`;
}

function ready(job: CiJob): string {
  return `${packageManagerSteps(job)}      - uses: ${ACTIONS.setupNode}
        with:
          ${nodeVersion(job)}
${packageCache(job)}      - run: ${job.install}
${workingDirectory(job)}`;
}

function keyOf({ name }: CiJob): string {
  return `${name}-\${{ runner.os }}-\${{ runner.arch }}-`;
}

function restore(job: CiJob): string {
  return `      # The main branch reads what it saved itself; a pull request reads that, and saves nothing.
      - uses: ${ACTIONS.cacheRestore}
        with:
          path: ${scalar(job.cache)}
          key: ${keyOf(job)}\${{ github.run_id }}-\${{ github.run_attempt }}
          restore-keys: ${keyOf(job)}
`;
}

function save(job: CiJob): string {
  return `      # After a regression as well: it is kept aside, so that it can be accepted.
      - uses: ${ACTIONS.cacheSave}
        if: \${{ !cancelled() && github.ref == ${literal(`refs/heads/${job.defaultBranch}`)} }}
        with:
          path: ${scalar(job.cache)}
          key: ${keyOf(job)}\${{ github.run_id }}-\${{ github.run_attempt }}
`;
}

function packageManagerSteps({ packageManager: { name, major, isPinned }, installDirectory }: CiJob): string {
  if (name === 'bun') return `      - uses: ${ACTIONS.setupBun}\n`;
  if (name === 'pnpm') {
    // The action reads the pinned version itself, and fails where it is told one as well.
    const version = isPinned ? [] : [`version: ${major ?? 'latest'}`];
    const where =
      isPinned && installDirectory !== '' ? [`package_json_file: ${scalar(`${installDirectory}/package.json`)}`] : [];
    const inputs = [...version, ...where].map((input) => `        with:\n          ${input}\n`);
    return `      - uses: ${ACTIONS.setupPnpm}\n${inputs.join('')}`;
  }
  // Yarn 1 is on the machine; later ones are what Corepack makes of the field packageManager.
  return name === 'yarn' && (major ?? 1) > 1 ? '      - run: npm install --global corepack && corepack enable\n' : '';
}

/** A text in an expression of GitHub's. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function nodeVersion({ nodeVersionFile, nodeMajor }: CiJob): string {
  return nodeVersionFile === null ? `node-version: ${nodeMajor}` : `node-version-file: ${scalar(nodeVersionFile)}`;
}

/** What setup-node keeps of the downloads; it knows neither Bun's nor, without Corepack, later Yarn's. */
function packageCache({ packageManager: { name }, installDirectory }: CiJob): string {
  if (name === 'bun') return '';
  const lockfiles = { npm: 'package-lock.json', pnpm: 'pnpm-lock.yaml', yarn: 'yarn.lock' } as const;
  const path =
    installDirectory === ''
      ? ''
      : `          cache-dependency-path: ${scalar(`${installDirectory}/${lockfiles[name]}`)}\n`;
  return `          cache: ${name}\n${path}`;
}

function workingDirectory({ directory, installDirectory }: CiJob): string {
  if (directory === installDirectory) return '';
  return `        working-directory: ${installDirectory === '' ? '.' : scalar(installDirectory)}\n`;
}

/**
 * Actions of other people, each at the commit of a release: a tag can be moved to other code, a commit cannot. Behind it
 * stands the release, for people and for the tools that propose newer ones.
 */
export const ACTIONS = {
  checkout: 'actions/checkout@d23441a48e516b6c34aea4fa41551a30e30af803 # v6.1.0',
  setupNode: 'actions/setup-node@249970729cb0ef3589644e2896645e5dc5ba9c38 # v6.5.0',
  cacheRestore: 'actions/cache/restore@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5',
  cacheSave: 'actions/cache/save@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5',
  uploadArtifact: 'actions/upload-artifact@330a01c490aca151604b8cf639adc76d48f6c5d4 # v5.0.0',
  downloadArtifact: 'actions/download-artifact@634f93cb2916e3fdff6788551b99b062d0335ce0 # v5.0.0',
  setupPnpm: 'pnpm/action-setup@41ff72655975bd51cab0327fa583b6e92b6d3061 # v4.2.0',
  setupBun: 'oven-sh/setup-bun@0c5077e51419868618aeaa5fe8019c62421857d6 # v2.2.0',
} as const;

const withHistory = `      # With the commits that baselines were measured on, to compare with what looks slower.
      - uses: ${ACTIONS.checkout}
        with:
          fetch-depth: 0
          persist-credentials: false
`;
