import { SHARE_OF_VIEW } from '../../dist/judge/constants.js';
import { DOUBTS } from '../../dist/judge/history/doubts.js';
import { CANNOT_TELL, LOOKS_SLOWER } from '../../dist/judge/history/suspicion.js';

/** What the judge of runs can do without: its doubts, and the views besides the low end. */
export const PARTS = [...DOUBTS.map(({ name }) => name), 'cpuTime', 'drift'];

/** The rules of suspicion that hang on a run and its past. */
export const SUSPICIONS = [...LOOKS_SLOWER, ...CANNOT_TELL];

/**
 * Does something while one part is switched off: a rule never applies, a view never accuses.
 * @param rules where it is looked for before the views.
 */
export async function switchedOff(part, act, rules = DOUBTS) {
  const rule = rules.find(({ name }) => name === part);
  const [owner, key, off] = rule ? [rule, 'applies', () => false] : [SHARE_OF_VIEW, part, 0];
  const on = owner[key];
  owner[key] = off;
  try {
    return await act();
  } finally {
    owner[key] = on;
  }
}

/** The parts that had a say in a judgement: only without these can it be another one. */
export function partsIn({ views }) {
  return views.flatMap(({ name, slowLooks, checks }) => [
    ...checks.filter(({ applies }) => applies).map((check) => check.name),
    ...(slowLooks > 0 && name !== 'lowEnd' ? [name] : []),
  ]);
}
