import { installNodeVersions } from './node-versions.mjs';
import { installRunnerVersions } from './runner-versions.mjs';

/** Installs what the tests need besides the project's own dependencies, where it is missing; Vitest calls it before them. */
export default async function installOtherVersions() {
  // Side by side: each waits for the network most of the time.
  await Promise.all([installNodeVersions(), installRunnerVersions()]);
}

if (process.argv[1] === import.meta.filename) await installOtherVersions();
