import type { Doubt } from '../../model/verdict.ts';
import type { Control } from '../control.ts';

/** What the doubts about an inconclusive verdict of pairs go by. */
export interface DoubtedPairs {
  readonly control: Control | null;
  /** It is slower in all likelihood, though not surely. */
  readonly isProbable: boolean;
}

/** A reason why pairs cannot tell. */
export interface PairDoubtRule extends Doubt {
  readonly name: 'side_differs_from_itself' | 'probably_slower' | 'pairs_too_noisy';
  readonly applies: (pairs: DoubtedPairs) => boolean;
}

/** Every doubt that pairs can leave, most important first. */
const PAIR_DOUBTS: readonly PairDoubtRule[] = [
  {
    name: 'side_differs_from_itself',
    applies: ({ control }) => (control?.allowance ?? 0) > 0,
    sentence:
      'Half of the turns of one side differ from its other half, so a difference between two sides must be greater by as much.',
  },
  {
    name: 'probably_slower',
    applies: ({ isProbable }) => isProbable,
    sentence: 'It is slower in all likelihood, but not surely.',
  },
  {
    name: 'pairs_too_noisy',
    applies: ({ isProbable }) => !isProbable,
    sentence: 'Pairs differ so much that a slow-down could not have been seen.',
  },
];

/** Why pairs cannot tell, as the verdict carries it. */
export function doubtsOfPairs(pairs: DoubtedPairs): readonly Doubt[] {
  return PAIR_DOUBTS.filter(({ applies }) => applies(pairs)).map(({ name, sentence }) => ({ name, sentence }));
}
