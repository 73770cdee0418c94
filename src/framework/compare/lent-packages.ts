import { readFile } from 'node:fs/promises';
import { UsageError } from '../../errors.ts';
import type { Told } from '../../measure/processes/protocol.ts';
import type { BaseRevision } from '../../model/base-revision.ts';
import type { DependencyDifference } from '../../revisions/dependency-difference.ts';
import type { DifferingPackage } from '../../revisions/locks/differing.ts';
import { baseInWords } from '../../revisions/revision.ts';
import { isInPackages, pathWithin } from '../../revisions/trees.ts';
import { escaped, SCRIPT } from './noted-companions.ts';

/** Packages that the base is lent though it asks for others, because what is measured loads none of those. */
export interface LentPackages {
  /** A sentence that says so. */
  readonly sentence: string;
  /**
   * Makes sure of it, by what processes of the base told.
   * @throws {UsageError} that names the packages of which the base would have had others.
   */
  check(told: readonly ToldByBase[]): Promise<void>;
}

/** What a process of the base told, and why it failed where it did. */
export interface ToldByBase extends Told {
  readonly failure?: { readonly message: string };
}

/** What lending goes by. */
export interface LendingPlace {
  readonly difference: DependencyDifference;
  readonly revision: BaseRevision;
  /** The base's root. */
  readonly base: string;
}

/**
 * Lends the packages of the present tree where those that its code loads are asked for alike by the base. A package that the
 * base does not have is not a difference yet: its code most likely does not load it.
 * @throws {UsageError} where they are not, or it cannot be told, with what to do.
 */
export async function lendPackages(present: readonly Told[], place: LendingPlace): Promise<LentPackages> {
  await requireAlike(present, place, ({ base }) => base !== null);
  const { difference, revision } = place;
  return {
    sentence: `${difference.file} is not the same in ${baseInWords(revision)} as here; both sides used the packages that are installed here, because it differs in none that the measured code loads.`,
    check: async (told) => {
      await requireAlike(told, place, () => true);
      const missed = await missedIn(told, place);
      if (missed.length > 0) throw notShared(place, itDiffersIn(missed));
    },
  };
}

async function requireAlike(
  told: readonly Told[],
  place: LendingPlace,
  counts: (differing: DifferingPackage) => boolean,
): Promise<void> {
  const found = await place.difference.among(told.flatMap(({ files = [] }) => files));
  if (found === null) throw notShared(place, CANNOT_BE_READ);
  const differing = found.filter(counts);
  if (differing.length > 0) throw notShared(place, itDiffersIn(differing));
  if (told.some(({ startsOthers }) => startsOthers)) throw notShared(place, OTHERS);
}

const CANNOT_BE_READ = 'and what it says of each package cannot be told here';
const OTHERS = 'and the measured code starts threads or processes, of which cannot be seen what they load';

function itDiffersIn(packages: readonly DifferingPackage[]): string {
  const versionOf = (version: string | null, where: string) =>
    version === null ? `not ${where}` : `${version} ${where}`;
  const each = packages.map(({ name, base, present }) =>
    base === present
      ? `${name} (${base}, from elsewhere)`
      : `${name} (${versionOf(base, 'there')}, ${versionOf(present, 'here')})`,
  );
  return `and the measured code uses what differs: ${listed(each)}`;
}

const MOST_PACKAGES = 8;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_PACKAGES;
  return names.slice(0, MOST_PACKAGES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function notShared({ difference, revision }: LendingPlace, why: string): UsageError {
  const { file, installer, packages } = difference;
  const asked = why === CANNOT_BE_READ && packages.length > 0 ? ` (it asks otherwise for ${listed(packages)})` : '';
  return new UsageError(
    `${file} is not the same in ${baseInWords(revision)} as here${asked}, ${why}. So the installed packages cannot be shared. Where the difference cannot matter, share them all the same: --share-packages. Otherwise say how to install the base's own: --prepare ${JSON.stringify(installer)}`,
    { data: { file, installer, packages } },
  );
}

/** Packages that the base asks for, and that its code names without having got them: the present tree has none to lend. */
async function missedIn(
  told: readonly ToldByBase[],
  { difference, base }: LendingPlace,
): Promise<readonly DifferingPackage[]> {
  const { lacking } = difference;
  if (lacking.size === 0) return [];
  const isOwnCode = (file: string) => {
    const name = pathWithin(base, file);
    return name !== null && !isInPackages(name) && SCRIPT.test(name);
  };
  const own = [...new Set(told.flatMap(({ files = [] }) => files.filter(isOwnCode)))];
  // What was loaded and is gone names nothing any more.
  const texts = await Promise.all(own.map((file) => readFile(file, 'utf8').catch(() => '')));
  texts.push(...told.flatMap(({ failure }) => failure?.message ?? []));
  const isNamed = (name: string) => {
    const pattern = new RegExp(`['"\`]${escaped(name)}(?:/[^'"\`\\s]*)?['"\`]`);
    return texts.some((text) => pattern.test(text));
  };
  return [...lacking].flatMap(([name, range]) => (isNamed(name) ? [{ name, base: range, present: null }] : []));
}
