import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isIgnored } from '../../revisions/dependencies.ts';
import type { Repository } from '../../revisions/repository.ts';
import { isInPackages, pathWithin, type Trees } from '../../revisions/trees.ts';

/** What the explaining works with. */
export interface TroubleContext {
  readonly repository: Repository;
  readonly trees: Trees;
  /** The base's counterpart of the working directory. */
  readonly directory: string;
  /** The base in a word, to name its files by. */
  readonly ref: string;
  /** Whether the user gave a command that makes the check-out ready. */
  readonly isPrepared: boolean;
}

/** Why something failed on the base's side only. */
export interface Trouble {
  readonly reason: string;
  /** What the user can do about it; null where the base simply is like that. */
  readonly remedy: string | null;
}

/**
 * Puts a failure on the base's side into words. Where it lacks a file that the present tree has and git ignores, that is
 * no difference between the revisions: it has to be built there as well.
 */
export async function explainTrouble(message: string, context: TroubleContext): Promise<Trouble> {
  const { trees, ref, isPrepared } = context;
  const reason = message.replaceAll(/file:\/\/(?=\/)/g, '').replaceAll(`${trees.base}/`, `${ref}:`);
  const missing = isPrepared ? null : await missingBuild(message, context);
  if (missing === null) return { reason, remedy: null };
  return {
    reason,
    remedy: `${missing} is ignored by git, so it is not in the check-out of ${ref}. Say how to build it there, for example: --prepare "npm ci && npm run build"`,
  };
}

async function missingBuild(message: string, context: TroubleContext): Promise<string | null> {
  for (const path of pathsIn(message, context.directory)) {
    const name = pathWithin(context.trees.base, withoutLinks(path));
    if (name === null || isInPackages(name) || existsSync(join(context.trees.base, name))) continue;
    if (existsSync(join(context.trees.present, name)) && (await isIgnored(context.repository, name))) return name;
  }
  return null;
}

// Paths are quoted in the messages of Node; a CommonJS module is named as its importer wrote it, with the importer below.
function pathsIn(message: string, directory: string): readonly string[] {
  const importer = /^- (\/.+|[A-Z]:.+)$/m.exec(message)?.[1];
  const from = importer === undefined ? directory : dirname(importer);
  return [...message.matchAll(/'([^'\n]+)'/g)].map(([, path = '']) => resolve(from, path));
}

// What is missing may be missed by way of a link, such as that of a workspace in node_modules.
function withoutLinks(path: string): string {
  for (let known = dirname(path), rest = basename(path); ; rest = join(basename(known), rest), known = dirname(known)) {
    if (existsSync(known)) return join(realpathSync(known), rest);
    if (known === dirname(known)) return path;
  }
}
