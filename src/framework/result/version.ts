import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The version of this package, by the nearest manifest that has its name: bundles of this code stand in several places. */
export function packageVersion(): string {
  for (let directory = dirname(fileURLToPath(import.meta.url)); ; directory = dirname(directory)) {
    const path = join(directory, 'package.json');
    const { name, version } = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Manifest) : {};
    if (name === 'evenkeel' && version !== undefined) return version;
    if (directory === dirname(directory)) throw new Error("evenkeel's own package.json is missing: install it again.");
  }
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
}
