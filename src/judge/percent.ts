/** A percentage for people: `3.2 %`, `−3.2 %`; `signed` puts a plus before what is not negative. */
export function percentText(value: number, signed = false): string {
  const text = `${Math.abs(value).toFixed(1)} %`;
  if (value < 0) return `−${text}`;
  return signed ? `+${text}` : text;
}

/** A difference on the logarithmic scale, in percent. */
export function percentOf(log: number): number {
  return 100 * Math.expm1(log);
}

/** A difference on the logarithmic scale, as a percentage for people. */
export function percentTextOf(log: number, signed = false): string {
  return percentText(percentOf(log), signed);
}
