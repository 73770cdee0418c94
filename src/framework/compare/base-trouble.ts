import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import { CODE } from '../../revisions/carry-over.ts';
import { isIgnored } from '../../revisions/dependency-difference.ts';
import type { Lacking } from '../../revisions/lacking.ts';
import type { Repository } from '../../revisions/repository.ts';
import { leftOut } from '../../revisions/sparse.ts';
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
  /** Files that only one of both trees has as they should be. */
  readonly lacking: readonly Lacking[];
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
 * Puts a failure on the base's side into words. Where it lacks what the revision has, or what the present tree has and git
 * does not keep, that is not a difference between the revisions: it has to be got there as well, and so has evenkeel.
 */
export async function explainTrouble(message: string, context: TroubleContext): Promise<Trouble> {
  return {
    reason: withoutCheckOut(message, context),
    remedy:
      remedyForEvenkeel(message, context) ??
      (await remedyForUnbuilt(message, context)) ??
      (await remedyForMissing(message, context)),
  };
}

/** A message in which the files of the base are named by its ref: where it is checked out means nothing to anybody. */
export function withoutCheckOut(message: string, { trees, ref }: Pick<TroubleContext, 'trees' | 'ref'>): string {
  return message
    .replaceAll(/file:\/\/(?=\/)/g, '')
    .replaceAll(`${trees.base}/`, `${ref}:`)
    .replaceAll(trees.base, ref);
}

const NO_EVENKEEL = /Cannot find (?:package|module) 'evenkeel['/]|tried to access evenkeel\b/;

function remedyForEvenkeel(message: string, { trees, ref, isPrepared }: TroubleContext): string | null {
  if (!NO_EVENKEEL.test(message)) return null;
  const isPlugAndPlay = existsSync(join(trees.present, '.pnp.cjs'));
  const installer = isPlugAndPlay ? 'yarn install' : 'npm ci';
  if (isPrepared)
    return `The command of --prepare did not install evenkeel for ${ref}. Let it install the version that is used here.`;
  const why = isPlugAndPlay
    ? "Yarn's Plug'n'Play has no node_modules that could be shared"
    : 'no packages could be shared';
  return `The check-out of ${ref} finds no evenkeel: ${why}. Say how to install its packages: --prepare ${JSON.stringify(installer)}`;
}

const NOTHING_TO_WEIGH = /perf\.size: no file matches ("(?:[^"\\]|\\.)*") in (.+?)(?:,| besides) /;

// What perf.size weighs is mostly built, and git ignores it.
async function remedyForUnbuilt(message: string, context: TroubleContext): Promise<string | null> {
  const found = NOTHING_TO_WEIGH.exec(message);
  if (found === null || context.isPrepared) return null;
  const [, pattern = '', directory = ''] = found;
  const name = pathWithin(context.trees.base, resolve(directory, JSON.parse(pattern) as string));
  if (name === null || !(await isIgnored(context.repository, name))) return null;
  return `${name} is ignored by git, so it is not in the check-out of ${context.ref}. Say how to build it there, for example: --prepare "npm ci && npm run build"`;
}

async function remedyForMissing(message: string, context: TroubleContext): Promise<string | null> {
  for (const path of missingPaths(message, context)) {
    const name = pathWithin(context.trees.base, path);
    const remedy = name === null ? remedyForOutside(path, context) : await remedyForFile(name, context);
    if (remedy !== null) return remedy;
  }
  return null;
}

async function remedyForFile(name: string, context: TroubleContext): Promise<string | null> {
  const { ref, trees, isPrepared, lackingSubmodules } = context;
  if (isInPackages(name)) return null;
  const submodule = lackingSubmodules.find((each) => name === each || name.startsWith(`${each}/`));
  if (submodule !== undefined) {
    return `${submodule} is a git submodule, which is not checked out in ${ref}. Have that done there: --prepare ${JSON.stringify(CHECK_OUT_SUBMODULES)}`;
  }
  const remedy = await remedyForLeftOut(name, context);
  if (remedy !== null) return remedy;
  const isHere = existsSync(join(trees.present, name));
  // What is new here is the point of the comparison.
  if (isHere && !(await isIgnored(context.repository, name))) return null;
  const directory = remedyForDirectory(name, context);
  if (!isHere || isPrepared) return directory;
  const build = `${name} is ignored by git, so it is not in the check-out of ${ref}. Say how to build it there, for example: --prepare "npm ci && npm run build"`;
  return directory === null || CODE.test(name) ? build : `${build}\nIf it is only written: ${directory}`;
}

async function remedyForLeftOut(
  path: string,
  { repository, trees, ref, lacking }: TroubleContext,
): Promise<string | null> {
  const name = await leftOut(path, trees.base, repository);
  if (name === null) return null;
  const known = lacking.find((each) => each.name === name);
  if (known !== undefined) return `${name} ${known.reason}. ${known.remedy}.`;
  return `${name} is a part of ${ref}, and left out by this clone's sparse check-out. Have it checked out here, and so there: git sparse-checkout add ${posix.dirname(name)}`;
}

function remedyForDirectory(name: string, { trees, ref }: TroubleContext): string | null {
  const directory = posix.dirname(name);
  if (existsSync(join(trees.base, directory)) || !existsSync(join(trees.present, directory))) return null;
  return `The directory ${directory} holds nothing that git keeps, so it is not in the check-out of ${ref}. Have it made there: --prepare "mkdir -p ${directory}"`;
}

function remedyForOutside(path: string, { trees, ref }: TroubleContext): string | null {
  const way = relative(trees.base, path);
  if (isAbsolute(way) || !existsSync(join(trees.present, way))) return null;
  return `${way.split(sep).join('/')} lies outside the repository, so it is not beside the check-out of ${ref}. Name it by an absolute path, which leads to the same on both sides.`;
}

function missingPaths(message: string, { directory }: TroubleContext): readonly string[] {
  return pathsIn(message, directory)
    .map(withoutLinks)
    .filter((path) => !existsSync(path));
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
