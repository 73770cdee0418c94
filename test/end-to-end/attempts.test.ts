import { expect, it } from 'vitest';
import { attempt } from './attempts.ts';

const run = (inconclusive: number, regressions = 0) => ({ report: { summary: { inconclusive, regressions } } });

/** How many of these runs are made, and which is answered. */
async function tried(...runs: readonly ReturnType<typeof run>[]) {
  let made = 0;
  const answered = await attempt(async () => runs[made++]!, runs.length);
  return { made, answered: runs.indexOf(answered) };
}

it('is repeated where a verdict is left open, and only there', async () => {
  expect(await tried(run(1), run(0), run(0))).toEqual({ made: 2, answered: 1 });
  expect(await tried(run(1, 1), run(2))).toEqual({ made: 2, answered: 1 });
  expect(await tried(run(0, 1), run(0))).toEqual({ made: 1, answered: 0 });
});
