import { createHash } from 'node:crypto';

// The switch that the README documents: 5 in place of 4 is exactly 25 % more of the same work.
const ROUNDS = Number(process.env.EXAMPLE_ROUNDS ?? 4);

/** A slow hash, as for a password: many rounds of SHA-256. */
export function fingerprint(text: string): string {
  let digest = text;
  for (let round = 0; round < ROUNDS * 25; round++) digest = createHash('sha256').update(digest).digest('hex');
  return digest;
}
