/** A whole number near `value`: every reading lands up to `fuzz` above or below it, each whole step as likely. */
export function kindaInt(value: number, fuzz = 1): number {
  return value + Math.floor(Math.random() * (2 * fuzz + 1)) - fuzz;
}

/** Runs `block` half of the time, and returns whether it did. */
export function sometimes(block: () => void): boolean {
  const runs = Math.random() < 0.5;
  if (runs) block();
  return runs;
}

/** Whether two numbers are about equal: no further apart than a tolerance that is itself only about `tolerance`. */
export function ish(left: number, right: number, tolerance = 2): boolean {
  return Math.abs(left - right) <= kindaInt(tolerance);
}
