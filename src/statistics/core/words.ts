const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
  [1e-9, 'ns'],
];

/** A duration in seconds with three significant digits, in the unit that people would choose. */
export function durationInWords(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds === 0) return `${seconds} s`;
  const [size, name] = UNITS.find(([unit]) => Math.abs(seconds) >= unit) ?? UNITS.at(-1)!;
  return `${threeDigits(seconds / size)} ${name}`;
}

/** A p-value with two significant digits, where smaller than 0.0001 only that it is. */
export function pValueInWords(pValue: number): string {
  return pValue < 1e-4 ? 'p < 0.0001' : `p = ${Number(pValue.toPrecision(2))}`;
}

/** A number of no unit, with three significant digits. */
export function numberInWords(value: number): string {
  return `${threeDigits(value)}`;
}

/** A share in percent, without needless digits. */
export function percentInWords(share: number): string {
  return `${threeDigits(100 * share)} %`;
}

/** Without needless zeros; as it is where rounding would leave the range of a double. */
function threeDigits(value: number): number {
  const rounded = Number(value.toPrecision(3));
  return Number.isFinite(rounded) ? rounded : value;
}
