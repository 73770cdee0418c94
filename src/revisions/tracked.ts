import { gitIn, namesIn } from './git.ts';
import type { Repository } from './repository.ts';

/** A file of a check-out. */
export interface TrackedFile {
  /** Relative to the tree. */
  readonly name: string;
  /** Of its content as the repository has it. */
  readonly oid: string;
  /** `100644`, `100755` for files, `120000` for symbolic links, `160000` for submodules. */
  readonly mode: string;
}

const STAGED = /^(\d+) (\w+) \d\t(.*)$/s;

/** What git has checked out, or would have, in a tree. */
export async function trackedFiles(tree: string, { supervision }: Repository): Promise<readonly TrackedFile[]> {
  const listed = namesIn(await gitIn(tree, supervision).tell('ls-files', '--stage', '-z'));
  return listed.flatMap((line) => {
    const [, mode, oid, name] = STAGED.exec(line) ?? [];
    return name === undefined ? [] : [{ name, oid: oid!, mode: mode! }];
  });
}

/** Whether what is tracked is a file that has a content of its own. */
export function isRegular({ mode }: TrackedFile): boolean {
  return mode.startsWith('100');
}

/** How git converts the content of some files: by filter and encoding, where attributes say so. */
export async function conversionsOf(
  names: readonly string[],
  { git }: Repository,
): Promise<ReadonlyMap<string, { readonly filter?: string; readonly encoding?: string }>> {
  const input = names.join('\0');
  const { stdout } = await git.askWith({ input }, 'check-attr', '-z', '--stdin', 'filter', 'working-tree-encoding');
  const said = stdout.split('\0');
  const conversions = new Map<string, { readonly filter?: string; readonly encoding?: string }>();
  // A name, an attribute, its value.
  for (let i = 0; i + 2 < said.length; i += 3) {
    const [name, attribute, value] = [said[i]!, said[i + 1]!, said[i + 2]!];
    if (/^(?:unspecified|unset|set)$/.test(value)) continue;
    conversions.set(name, { ...conversions.get(name), [attribute === 'filter' ? 'filter' : 'encoding']: value });
  }
  return conversions;
}
