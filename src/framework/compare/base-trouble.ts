import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isIgnored } from '../../revisions/dependencies.ts';
import type { Repository } from '../../revisions/repository.ts';
import { CHECK_OUT_SUBMODULES } from '../../revisions/submodules.ts';
import { isInPackages, pathWithin, type Trees } from '../../revisions/trees.ts';

/** What the explaining works with. */
export interface TroubleContext {
  readonly repository: Repository;
  readonly trees: Trees;
  /** The base's counterpart of the working directory. */
  readonly directory: string;
  /** The base in a word, to name its files by. */
  readonly ref: string;
  /** Submodules that the present tree has and the base does not; relative to the tree. */
  readonly lackingSubmodules: readonly string[];
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
 * Puts a failure on the base's side into words. Where it lacks a file that the present tree has and git ignores or keeps
 * in a submodule, that is no difference between the revisions: it has to be got there as well, and so has evenkeel.
 */
export async function explainTrouble(message: string, context: TroubleContext): Promise<Trouble> {
  return {
    reason: withoutCheckOut(message, context),
    remedy: remedyForEvenkeel(message, context) ?? (await remedyForMissing(message, context)),
  };
}

/** A message in which the files of the base are named by its ref: where it is checked out means nothing to anybody. */
export function withoutCheckOut(message: string, { trees, ref }: Pick<TroubleContext, 'trees' | 'ref'>): string {
  return message.replaceAll(/file:\/\/(?=\/)/g, '').replaceAll(`${trees.base}/`, `${ref}:`);
}

const NO_EVENKEEL = /Cannot find (?:package|module) 'evenkeel['/]|tried to access evenkeel\b/;

function remedyForEvenkeel(message: string, { trees, ref, isPrepared }: TroubleContext): string | null {
  if (!NO_EVENKEEL.test(message)) return null;
  const isPlugAndPlay = existsSync(join(trees.present, '.pnp.cjs'));
  const installer = isPlugAndPlay ? 'yarn install' : 'npm ci';
  if (isPrepared)
    return `The command of --prepare installed no evenkeel for ${ref}. Let it add one, the version that is here.`;
  const why = isPlugAndPlay
    ? "Yarn's Plug'n'Play has no node_modules that could be shared"
    : 'no packages could be shared';
  return `The check-out of ${ref} finds no evenkeel: ${why}. Say how to install its packages: --prepare ${JSON.stringify(installer)}`;
}

async function remedyForMissing(message: string, context: TroubleContext): Promise<string | null> {
  const { ref, isPrepared, lackingSubmodules } = context;
  for (const name of missingPaths(message, context)) {
    const submodule = lackingSubmodules.find((each) => name === each || name.startsWith(`${each}/`));
    if (submodule !== undefined) {
      return `${submodule} is a git submodule, which is not checked out in ${ref}. Have that done there: --prepare ${JSON.stringify(CHECK_OUT_SUBMODULES)}`;
    }
    if (!isPrepared && existsSync(join(context.trees.present, name)) && (await isIgnored(context.repository, name))) {
      return `${name} is ignored by git, so it is not in the check-out of ${ref}. Say how to build it there, for example: --prepare "npm ci && npm run build"`;
    }
  }
  return null;
}

function missingPaths(message: string, { trees, directory }: TroubleContext): readonly string[] {
  const names = pathsIn(message, directory).map((path) => pathWithin(trees.base, withoutLinks(path)));
  return names.filter(
    (name) => name !== null && !isInPackages(name) && !existsSync(join(trees.base, name)),
  ) as readonly string[];
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
