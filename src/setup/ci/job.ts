import { posix, relative, sep } from 'node:path';
import { UsageError } from '../../errors.ts';
import { commandsOf, startedWith } from '../commands.ts';
import type { PackageManager } from '../package-manager.ts';
import { mainBranchOf, type Project, topOf } from '../project.ts';
import { OWN_COMMAND } from '../runners/evenkeel.ts';
import type { RunnerSetup } from '../runners/setup.ts';

/** How machines share the tests. */
export interface CiShards {
  /** How many of them there are. */
  readonly of: number;
  /** Measures a part. @param shard which one, as a word of a shell. @param file what was measured goes there, likewise. */
  run(shard: string, file: string): string;
  /** The same, and takes what it measures for the new baseline. */
  update(shard: string, file: string): string;
  /** Puts parts together. @param files where they are, as words of a shell. */
  merge(files: string): string;
}

/** What a CI job has to know of a project. Paths are relative to where CI checks out, with slashes; '' is that place. */
export interface CiJob {
  /** Unlike those of the repository's other packages. */
  readonly name: string;
  readonly packageManager: PackageManager;
  /** Where the lockfile is. */
  readonly installDirectory: string;
  /** Where the tests are run. */
  readonly directory: string;
  /** Where the baselines are. */
  readonly cache: string;
  readonly install: string;
  readonly test: string;
  readonly update: string;
  readonly nodeVersionFile: string | null;
  /** The first number of a version of Node, for projects that say none. */
  readonly nodeMajor: string;
  readonly defaultBranch: string;
  /** Null where one machine measures all of it. */
  readonly shards: CiShards | null;
}

/**
 * The job of a project.
 * @param shards how many machines share the tests; 1 for all on one.
 * @throws {UsageError} where tests are to be shared that another runner runs.
 */
export function ciJob(project: Project, setup: RunnerSetup, shards = 1): CiJob {
  const { packageManager, manifest, rootManifest, nodeVersionFile } = project;
  const commands = commandsOf(packageManager, project.isWorkspacesRoot);
  const fromTop = (path: string) => relative(topOf(project), path).split(sep).join('/');
  const directory = fromTop(manifest.directory);
  const installDirectory = fromTop(rootManifest.directory);
  return {
    name: ['performance', ...(directory.match(/[\w.]+/g) ?? [])].join('-'),
    packageManager,
    installDirectory,
    directory,
    cache: fromTop(project.cacheDirectory),
    install: commands.install,
    test: startedWith(commands, setup, setup.command),
    update: startedWith(commands, setup, setup.updateCommand),
    nodeVersionFile: nodeVersionFile === null ? null : posix.join(installDirectory, nodeVersionFile),
    nodeMajor: process.versions.node.split('.')[0]!,
    defaultBranch: mainBranchOf(project) ?? 'main',
    shards: shards === 1 ? null : ciShards(shards, setup, (command) => startedWith(commands, setup, command)),
  };
}

function ciShards(of: number, { command, updateCommand }: RunnerSetup, started: (command: string) => string): CiShards {
  if (command !== OWN_COMMAND) {
    throw new UsageError(
      `--shards divides the tests of ${OWN_COMMAND}, and here they are run by ${JSON.stringify(command)}: leave it out, or set up ${OWN_COMMAND} with --runner evenkeel.`,
    );
  }
  return {
    of,
    run: (shard, file) => started(`${command} --shard ${shard} --blob ${file}`),
    update: (shard, file) => started(`${updateCommand} --shard ${shard} --blob ${file}`),
    merge: (files) => started(`evenkeel merge ${files}`),
  };
}
