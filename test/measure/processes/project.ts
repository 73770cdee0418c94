import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** A directory of its own, in which `evenkeel` can be imported. */
export interface Project {
  readonly directory: string;
  /** Absolute path of a file in it. */
  path(name: string): string;
  write(files: Readonly<Record<string, string>>): void;
  remove(): void;
}

/** Makes a project of files, named relative to its directory. */
export function makeProject(files: Readonly<Record<string, string>>): Project {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'evenkeel-test-')));
  const path = (name: string) => join(directory, name);
  const write: Project['write'] = (more) => {
    for (const [name, content] of Object.entries(more)) {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), content);
    }
  };
  mkdirSync(path('node_modules'));
  symlinkSync(repository, path('node_modules/evenkeel'), 'junction');
  write(files);
  return { directory, path, write, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
