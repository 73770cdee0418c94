/**
 * Maps with so many workers at once, and answers in the order of the items. For loading files only: nothing may be timed
 * meanwhile.
 */
export async function mapInParallel<Item, Result>(
  items: readonly Item[],
  workers: number,
  map: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = new Array(items.length);
  const remaining = items.entries();
  const work = async () => {
    for (const [i, item] of remaining) results[i] = await map(item);
  };
  await Promise.all(Array.from({ length: workers }, work));
  return results;
}
