/** Seconds per call as a calm machine gives them: 1 ms, spread by a tenth, the same ones every time. */
export function samplesOf(count: number, seconds = 0.001): readonly number[] {
  return Array.from({ length: count }, (_, i) => seconds * (1 + 0.05 * Math.sin(i * i)));
}

/** For what takes milliseconds a call: more samples make a process slower, and hardly tell more of it. */
export const SLOW = { iterations: 30 } as const;
