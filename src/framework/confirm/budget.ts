// Twelve tests that are all 5 % slower take 100 s on a calm machine; on a crowded one, pairs take four times as long.
const LEAST = 300;
// Four pairs, which decide most unchanged tests, take 3 s on a calm machine.
const PER_SUSPECT = 15;

/**
 * Seconds that the pairs of a run may take.
 * @param configured 0: as many as the suspects need on all but the most crowded machines.
 */
export function budgetFor(configured: number, suspects: number): number {
  return configured > 0 ? configured : Math.max(LEAST, PER_SUSPECT * suspects);
}
