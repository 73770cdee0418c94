import { realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { gatherSettings } from '../config/gather-settings.ts';
import { UsageError } from '../errors.ts';
import { existing, exists } from './existing-files.ts';
import { type Manifest, nearestManifest, readManifest } from './manifest.ts';
import { findPackageManager, type PackageManager } from './package-manager.ts';
import { type ProjectRepository, readRepository } from './project-repository.ts';

/** A project, as it is. */
export interface Project {
  readonly manifest: Manifest;
  /** The manifest of the workspaces that the package is part of; its own where there are none. */
  readonly rootManifest: Manifest;
  readonly isWorkspacesRoot: boolean;
  readonly packageManager: PackageManager;
  readonly repository: ProjectRepository;
  readonly usesTypeScript: boolean;
  /** The configuration that is there already, absolute; null where there is none. */
  readonly configFile: string | null;
  /** The configuration's, of those that write baselines in CI; '' where it leaves that open. */
  readonly mainBranch: string;
  /** Where the baselines are, absolute. */
  readonly cacheDirectory: string;
  /** The file that says which Node is used, beside the root's manifest; null where there is none. */
  readonly nodeVersionFile: string | null;
}

/**
 * Reads a project: the package around a directory, its workspaces and its repository.
 * @throws {UsageError} where there is no package, its manifest cannot be read, or its configuration is wrong.
 */
export async function readProject(directory: string, userAgent: string | undefined): Promise<Project> {
  // Git answers real paths, which are compared with these.
  const manifest = await nearestManifest(await realpath(directory));
  if (manifest === null) {
    throw new UsageError(
      `There is no package.json in ${directory} or further up. Go to a package, or make one first: npm init`,
    );
  }
  const rootManifest = (await workspacesRoot(manifest.directory)) ?? manifest;
  const places = rootManifest === manifest ? [manifest] : [manifest, rootManifest];
  const [nodeVersionFile] = await existing(rootManifest.directory, ['.nvmrc', '.node-version']);
  return {
    manifest,
    rootManifest,
    isWorkspacesRoot: await declaresWorkspaces(manifest),
    packageManager: await findPackageManager(places, userAgent),
    repository: await readRepository(manifest.directory),
    usesTypeScript:
      places.some(({ dependencies }) => 'typescript' in dependencies) ||
      (await exists(join(manifest.directory, 'tsconfig.json'))),
    nodeVersionFile: nodeVersionFile ?? null,
    ...(await configurationOf(manifest.directory)),
  };
}

async function configurationOf(
  directory: string,
): Promise<Pick<Project, 'configFile' | 'mainBranch' | 'cacheDirectory'>> {
  const { file, fields, origins } = await gatherSettings({ directory });
  // The default counts from where a command is run, which is the package; the others from where this is.
  const base = origins.cacheDirectory.kind === 'default' ? directory : process.cwd();
  return {
    configFile: file === null ? null : resolve(file),
    mainBranch: fields.mainBranch,
    cacheDirectory: resolve(base, fields.cacheDirectory),
  };
}

/** The manifests that say something about the package: its own, and that of its workspaces' root. */
export function manifestsOf({ manifest, rootManifest }: Project): readonly Manifest[] {
  return manifest === rootManifest ? [manifest] : [manifest, rootManifest];
}

/** The directory that CI works in: the repository's, or the workspaces' where there is no repository. */
export function topOf({ repository, rootManifest }: Project): string {
  return repository.root ?? rootManifest.directory;
}

/** The branch that writes baselines in CI; null where nothing tells it. */
export function mainBranchOf({ mainBranch, repository }: Project): string | null {
  return mainBranch || repository.defaultBranch;
}

/** The nearest root further up that counts this package among its own. */
async function workspacesRoot(directory: string): Promise<Manifest | null> {
  for (let up = dirname(directory); up !== dirname(up); up = dirname(up)) {
    const manifest = await readManifest(up);
    if (manifest !== null && (await holds(manifest, directory))) return manifest;
  }
  return null;
}

async function holds(root: Manifest, directory: string): Promise<boolean> {
  // What stands in pnpm's file is YAML; a package below it is nearly always one of them.
  if (await exists(join(root.directory, 'pnpm-workspace.yaml'))) return true;
  if (root.workspaces.length === 0) return false;
  const { glob } = await import('tinyglobby');
  const patterns = root.workspaces.map((pattern) => `${pattern.replace(/\/$/, '')}/package.json`);
  const manifests = await glob(patterns, { cwd: root.directory, ignore: ['**/node_modules/**'] });
  return manifests.includes(`${relative(root.directory, directory).split(sep).join('/')}/package.json`);
}

async function declaresWorkspaces({ directory, workspaces }: Manifest): Promise<boolean> {
  return workspaces.length > 0 || (await exists(join(directory, 'pnpm-workspace.yaml')));
}
