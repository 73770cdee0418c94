import type { CollectedFile } from '../../measure/processes/collect-tests.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { TestDeclaration } from '../../model/suite.ts';

/** What a present performance file was in the base. */
export type FileOrigin =
  /** The same byte by byte, another version of it, or one elsewhere; its name is relative to the working directory. */
  { readonly kind: 'same' | 'changed' | 'moved'; readonly name: string } | { readonly kind: 'absent' };

/** By the name of the present file. */
export type FileOrigins = ReadonlyMap<string, FileOrigin>;

/** Where it was not looked up. */
export const NO_ORIGINS: FileOrigins = new Map();

/** A file that was loaded. */
export type Loaded = Extract<CollectedFile, { readonly tests: unknown }>;

/**
 * The base's own version of a test: in its version of the same file, in the one that git takes for the same file under
 * another name, or in the only file that declares it and is not in the present tree any more. Null where there is none.
 */
export function ownVersionOf(
  { file, declaration }: PlannedTest,
  { own, head, origins = NO_ORIGINS }: OwnVersions,
): Loaded | null {
  const declaring = own.filter((collected): collected is Loaded => declaresTest(collected, declaration));
  const origin = origins.get(file);
  const wanted = origin !== undefined && 'name' in origin ? origin.name : file;
  const direct = declaring.find((collected) => collected.file.name === wanted);
  if (direct !== undefined) return direct;
  if (origin?.kind !== 'absent') return null;
  const gone = declaring.filter((collected) => !head.some((each) => each.file.name === collected.file.name));
  return gone.length === 1 ? gone[0]! : null;
}

interface OwnVersions {
  readonly own: readonly CollectedFile[];
  readonly head: readonly CollectedFile[];
  readonly origins?: FileOrigins;
}

/** Whether a file was loaded and declares a test of this name and kind. */
export function declaresTest(collected: CollectedFile, wanted: Wanted): collected is Loaded {
  return 'tests' in collected && declarationIn(collected, wanted) !== null;
}

/** What a file declares by this name and kind; null where it does not, or it is still to be written. */
export function declarationIn({ tests }: Loaded, wanted: Wanted): TestDeclaration | null {
  return tests.find(({ kind, name, mark }) => kind === wanted.kind && name === wanted.name && mark !== 'todo') ?? null;
}

type Wanted = Pick<TestDeclaration, 'kind' | 'name'>;
