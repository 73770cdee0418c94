/** Figures as whole numbers: `from + step × each`. Null is what is not known. */
export interface PackedNumbers {
  readonly from: number;
  readonly step: number;
  readonly of: readonly (number | null)[];
}

// Finer than any plot, and coarse enough for numbers of three digits.
const STEPS = 5000;

/**
 * Figures in a quarter of the room that they would take as they are.
 *
 * @param steps - into how many steps their median is divided, which is how precise they are
 */
export function packNumbers(values: readonly (number | null)[], steps = STEPS): PackedNumbers {
  const known = values.filter(isFigure).sort((a, b) => a - b);
  const from = rounded(known[0] ?? 0);
  const median = known[Math.floor(known.length / 2)] ?? 0;
  const widest = (known.at(-1) ?? 0) - from;
  // Of figures around zero the median says nothing.
  const step = rounded(Math.abs(median) / steps || Math.abs(widest) / steps || 1);
  return { from, step, of: values.map((value) => (isFigure(value) ? Math.round((value - from) / step) : null)) };
}

/** The figures again, as precise as they were packed. */
export function unpackNumbers({ from, step, of }: PackedNumbers): (number | null)[] {
  return of.map((each) => (each === null ? null : from + step * each));
}

function isFigure(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

// Seventeen digits would be most of a short list.
function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
