import { posix, relative, sep } from 'node:path';
import { commandsOf, startedWith } from '../commands.ts';
import type { PackageManager } from '../package-manager.ts';
import { mainBranchOf, type Project, topOf } from '../project.ts';
import type { RunnerSetup } from '../runners/setup.ts';

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
}

/** The job of a project. */
export function ciJob(project: Project, setup: RunnerSetup): CiJob {
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
  };
}
