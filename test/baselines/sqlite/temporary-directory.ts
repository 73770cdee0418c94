import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';

/** In memory where there is such a place: for tests that make thousands of files, and that no disk has a part in. */
export const IN_MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Makes directories for the tests of a file; each is gone after the test that asked for it. */
export function useTemporaryDirectory(parent = tmpdir()): () => string {
  const made: string[] = [];
  afterEach(() => {
    for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
  });
  return () => {
    const directory = mkdtempSync(join(parent, 'evenkeel-'));
    made.push(directory);
    return directory;
  };
}
