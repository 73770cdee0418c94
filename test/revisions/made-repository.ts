import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const PACKAGE = resolve(import.meta.dirname, '../..');

// Commits of one second with the same content would be the same commit.
let commits = 0;

type Files = Readonly<Record<string, string>>;

/** A git repository of its own, in which `evenkeel` can be imported; gone after the test. */
export interface MadeRepository {
  /** Without symbolic links. */
  readonly directory: string;
  /** Absolute path of a file in it. */
  path(name: string): string;
  write(files: Files): void;
  remove(...names: readonly string[]): void;
  /** Makes a symbolic link in it; `to` is as the link has it. */
  link(to: string, name: string): void;
  /** Runs git and answers what it prints. */
  git(...args: readonly string[]): string;
  /** Commits everything and answers the hash. */
  commit(): string;
}

const SETTINGS = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', '-c', 'init.defaultBranch=main'];

/** Makes a repository with these files in a first commit on `main`. */
export function makeRepository(files: Files = {}): MadeRepository {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'evenkeel-repository-')));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const made = repositoryIn(directory);
  made.git('init', '--quiet');
  made.write({
    '.gitignore': 'node_modules/\ndist/\n',
    'package.json': '{ "name": "project", "type": "module" }\n',
    ...files,
  });
  made.link(PACKAGE, 'node_modules/evenkeel');
  made.commit();
  return made;
}

/** A repository that is there already. */
export function repositoryIn(directory: string): MadeRepository {
  const path = (name: string) => join(directory, name);
  const git = (...args: readonly string[]) =>
    execFileSync('git', [...SETTINGS, ...args], {
      cwd: directory,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_SYSTEM: devNull },
    });
  const make = (name: string) => {
    mkdirSync(dirname(path(name)), { recursive: true });
    return path(name);
  };
  return {
    directory,
    path,
    git,
    write: (files) => {
      for (const [name, text] of Object.entries(files)) writeFileSync(make(name), text);
    },
    remove: (...names) => {
      for (const name of names) rmSync(path(name), { recursive: true });
    },
    link: (to, name) => symlinkSync(to, make(name), 'junction'),
    commit: () => {
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message', `change ${++commits}`);
      return git('rev-parse', 'HEAD').trim();
    },
  };
}

/** What git knows of check-outs besides the repository itself. */
export function worktreesOf({ git }: MadeRepository): readonly string[] {
  return git('worktree', 'list', '--porcelain')
    .split('\n')
    .filter((line) => line.startsWith('worktree '))
    .slice(1);
}

/** The text of a file; null where there is none. */
export function textOf(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
