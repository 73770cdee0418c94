/** What JSON calls an object; anything else has no members. */
export type Members = Readonly<Record<string, unknown>>;

/** A value's members; none where it is no object. */
export function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

/** A value's elements; none where it is no list. */
export function elementsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text; null where it is something else. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** A finite number; null where it is something else, `"NaN"` as text among it. */
export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The numbers of a list; null where it is none, or something in it is no finite number. */
export function numbersOf(value: unknown): readonly number[] | null {
  if (!Array.isArray(value)) return null;
  return value.every((each) => numberOf(each) !== null) ? (value as readonly number[]) : null;
}
