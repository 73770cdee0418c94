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

type Loaded = Extract<CollectedFile, { readonly tests: unknown }>;

/**
 * The base's own version of a test: in its version of the same file, in the one that git takes for the same file under
 * another name, or in the only file that declares it and is not in the present tree any more. Null where there is none.
 */
export function ownVersionOf(
  { file, declaration: { name } }: PlannedTest,
  { own, head, origins = NO_ORIGINS }: OwnVersions,
): Loaded | null {
  const declaring = own.filter((collected): collected is Loaded => declaresTest(collected, name));
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

/** Whether a file was loaded and declares a test of this name, which is not a comparison of two functions. */
export function declaresTest(collected: CollectedFile, testName: string): collected is Loaded {
  const isIt = ({ kind, name, mark }: TestDeclaration) => kind === 'test' && name === testName && mark !== 'todo';
  return 'tests' in collected && collected.tests.some(isIt);
}
