/** Something that takes time. */
export interface Portion {
  /** Unlike those of the others. */
  readonly key: string;
  /** Of any unit; 0 for what takes none. */
  readonly cost: number;
}

/**
 * Divides work so that every part takes about as long: the longest first, each to the part that has least so far. The same on
 * every machine, whatever order the work is given in.
 * @returns the part of each, counted from 1.
 */
export function divide(work: readonly Portion[], parts: number): ReadonlyMap<string, number> {
  const loads = Array.from({ length: parts }, () => 0);
  const sorted = work.toSorted((a, b) => b.cost - a.cost || byCodeUnits(a.key, b.key));
  return new Map(
    sorted.map(({ key, cost }) => {
      const least = loads.indexOf(Math.min(...loads));
      loads[least]! += cost;
      return [key, least + 1];
    }),
  );
}

// Not as people of one language sort: that differs between machines.
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
