/** The items by what `keyOf` says of them: `{key: items}`, in the order in which keys first occur. */
export function groupBy(items, keyOf) {
  const groups = {};
  for (const item of items) {
    const key = keyOf(item);
    groups[key] ??= [];
    groups[key].push(item);
  }
  return groups;
}
