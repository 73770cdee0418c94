import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Makes a directory that the tests of a file share, gone after the last of them; asked for outside of tests. */
export function sharedDirectory(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'evenkeel-security-')));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
