import { join, relative, sep } from 'node:path';
import { MAIN_BY_NAME } from '../config/main-branch.ts';
import type { SetupStep } from '../model/setup.ts';
import type { Project } from './project.ts';

/**
 * A configuration file, unless one applies already: a new one would hide one that stands further up. Where the main branch
 * has a name of its own, it is told there, because not every CI tells it.
 */
export function configurationStep(project: Project): SetupStep {
  const { configFile, mainBranch } = project;
  const named = mainBranch === '' ? unusualBranch(project) : null;
  if (configFile !== null) {
    if (named === null) return { kind: 'leave', path: configFile, reason: 'it is the configuration already' };
    const isToml = configFile.endsWith('.toml');
    const text = isToml ? `main_branch = ${JSON.stringify(named)}\n` : `mainBranch: ${JSON.stringify(named)},\n`;
    return {
      kind: 'by_hand',
      path: configFile,
      text,
      reason: 'it is yours, and in CI only the main branch writes baselines',
    };
  }
  return {
    kind: 'create',
    path: join(project.manifest.directory, 'evenkeel.toml'),
    text: configurationFile(schemaPath(project), named),
    purpose: 'configuration, all of it optional',
  };
}

function unusualBranch({ repository }: Project): string | null {
  const { defaultBranch } = repository;
  return defaultBranch === null || MAIN_BY_NAME.includes(defaultBranch) ? null : defaultBranch;
}

/** The defaults that people change most often, commented out: they change nothing. */
function configurationFile(schema: string, mainBranch: string | null): string {
  return `#:schema ${schema}
# Configuration of evenkeel. All of it is optional; "evenkeel config" shows every option, its value, and where that
# comes from. The values below are the defaults.

# cache_directory = ".performance-cache"   # where the baselines are kept
# baseline_retention_days = 30             # older runs are dropped
# default_iterations = 100                 # samples per process
# ci_timeout_multiplier = 2.0              # time limits are multiplied by this in CI
${mainBranch === null ? '# main_branch = ""                         # writes baselines in CI; empty: the default branch' : `\n# The branch that writes baselines in CI; others only read them.\nmain_branch = ${JSON.stringify(mainBranch)}`}
`;
}

// pnpm installs into the package that asks, the others mostly at the root of the workspaces.
function schemaPath({ packageManager, manifest, rootManifest }: Project): string {
  const place = packageManager.name === 'pnpm' ? manifest : rootManifest;
  const path = relative(manifest.directory, join(place.directory, 'node_modules', 'evenkeel', 'schemas'));
  return `${path.startsWith('..') ? '' : './'}${path.split(sep).join('/')}/evenkeel.schema.json`;
}
