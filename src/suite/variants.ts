import type { TestMark } from '../model/suite.ts';
import type { Each } from './each/each.ts';
import { strict } from './strict.ts';

type Mark = Exclude<TestMark, 'todo'> | undefined;
type Declare = (name: never, subject: never, options?: never) => void;

/** How something is declared: a test, a comparison or a group. */
interface Declaring<Plain extends Declare> {
  /** What users call it. */
  readonly where: string;
  /** Declares it with a mark. */
  readonly declare: (mark: Mark, where: string) => Plain;
  /** The same for the rows of a table. */
  readonly each: (declare: Plain, where: string) => Each;
  /** Declares one that is still to be written. */
  readonly todo: (name: string, ...rest: readonly unknown[]) => void;
}

/**
 * What declares something, with `skip`, `only`, `todo`, `each`, `skipIf` and `runIf`, and whatever else belongs to it.
 */
export function withVariants<Plain extends Declare, More extends object>(
  { where, declare, each, todo }: Declaring<Plain>,
  more: More,
) {
  const marked = (mark: Mark, name: string) => {
    const plain = declare(mark, name);
    // Each has a function of its own to put members on.
    const own = ((...args: readonly unknown[]) => Reflect.apply(plain, undefined, args)) as unknown as Plain;
    return strict(name, Object.assign(own, { each: each(plain, `${name}.each`) }));
  };
  const skip = marked('skip', `${where}.skip`);
  const run = marked(undefined, where);
  return strict(
    where,
    Object.assign(declare(undefined, where), {
      ...more,
      skip,
      only: marked('only', `${where}.only`),
      todo,
      each: run.each,
      skipIf: (condition: unknown) => (condition ? skip : run),
      runIf: (condition: unknown) => (condition ? run : skip),
    }),
  );
}
