/** A source of numbers that are uniform on [0, 1). */
export type Generator = () => number;

/** Seed that is used where a caller gives no generator, so that results repeat. */
export const DEFAULT_SEED = 20_120_901;

/**
 * A pseudo-random generator, uniform on [0, 1) with 32 bits of resolution: sfc32 of Chris Doty-Humphrey's PractRand
 * (2010), period at least 2³². Equal seeds give equal sequences on every machine.
 * @param seed any number; its lower 32 bits and its integer part's upper bits are used.
 */
export function createGenerator(seed: number = DEFAULT_SEED): Generator {
  let a = 0x9e3779b9 | 0;
  let b = seed | 0;
  let c = Math.floor(seed / 4_294_967_296) | 0;
  let counter = 1;
  const next = (): number => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + result) | 0;
    return (result >>> 0) / 4_294_967_296;
  };
  // Small seeds differ in few bits: fifteen rounds spread them over the whole state.
  for (let round = 0; round < 15; round++) next();
  return next;
}

/** A whole number from 0 to `bound` − 1, uniform to within 2⁻³² times `bound`. */
export function randomIndex(generator: Generator, bound: number): number {
  return Math.floor(generator() * bound);
}
