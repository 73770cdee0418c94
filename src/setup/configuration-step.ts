import { join, relative, sep } from 'node:path';
import type { SetupStep } from '../model/setup.ts';
import type { Project } from './project.ts';

/** A configuration file, unless one applies already: a new one would hide one that stands further up. */
export function configurationStep(project: Project): SetupStep {
  if (project.configFile !== null) {
    return { kind: 'leave', path: project.configFile, reason: 'it is the configuration already' };
  }
  return {
    kind: 'create',
    path: join(project.manifest.directory, 'evenkeel.toml'),
    text: configurationFile(schemaPath(project)),
    purpose: 'configuration, all of it optional',
  };
}

/** The defaults that people change most often, commented out: it changes nothing. */
function configurationFile(schema: string): string {
  return `#:schema ${schema}
# Configuration of evenkeel. All of it is optional; "evenkeel config" shows every option, its value, and where that
# comes from. The values below are the defaults.

# cache_directory = ".performance-cache"   # where the baselines are kept
# baseline_retention_days = 30             # older runs are dropped
# default_iterations = 100                 # samples a process
# ci_timeout_multiplier = 2.0              # time limits are multiplied by this in CI
`;
}

// pnpm installs into the package that asks, the others mostly at the root of the workspaces.
function schemaPath({ packageManager, manifest, rootManifest }: Project): string {
  const place = packageManager.name === 'pnpm' ? manifest : rootManifest;
  const path = relative(manifest.directory, join(place.directory, 'node_modules', 'evenkeel', 'schemas'));
  return `${path.startsWith('..') ? '' : './'}${path.split(sep).join('/')}/evenkeel.schema.json`;
}
