/** A number beyond the range of a double as the largest double of its sign, so that what is counted on stays finite. */
export function saturated(value: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
}
