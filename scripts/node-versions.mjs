// Other Node versions, to run the command on each: the npm packages that hold Node's own binaries. They are installed
// beside the project, not among its dependencies, because they would put another `node` before the one in use and
// cannot be installed on another platform.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { npmInstall } from './npm-install.mjs';

const ROOT = join(import.meta.dirname, '..');
const PLATFORM = process.platform === 'win32' ? 'win' : process.platform;
const PACKAGE = `node-${PLATFORM}-${process.arch}`;

/** The versions that are tried besides the one that runs the tests. */
export const NODE_VERSIONS = [22, 24, 26];

/**
 * Where the binary of a version is.
 * @param {number} version
 */
export function nodeBinary(version) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(ROOT, '.node-versions', String(version), 'node_modules', PACKAGE, 'bin', name);
}

/** Installs what is missing. */
export async function installNodeVersions() {
  const missing = NODE_VERSIONS.filter((version) => !existsSync(nodeBinary(version)));
  await Promise.all(missing.map(install));
}

async function install(version) {
  const directory = join(ROOT, '.node-versions', String(version));
  mkdirSync(directory, { recursive: true });
  await npmInstall(directory, [`${PACKAGE}@${version}`]);
}
