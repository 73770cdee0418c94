// How long the parts of something took, for people who wonder where the time goes.

/** Seconds since a reading of `performance.now()`. */
export function secondsSince(start) {
  return (performance.now() - start) / 1000;
}

/**
 * A line for each part: `   41 s  simulations`.
 * @param {Readonly<Record<string, number>>} parts seconds by name.
 */
export function table(parts) {
  return Object.entries(parts)
    .map(([name, seconds]) => `${seconds.toFixed(0).padStart(6)} s  ${name}`)
    .join('\n');
}
