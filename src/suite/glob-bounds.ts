import { UsageError } from '../errors.ts';
import { OPTION_BOUNDS } from '../model/bounds.ts';

// Globs become regular expressions, which try every way in which the wildcards can share a name: about L^n / n! ways for n
// wildcards and a name of L letters, 6.5 million for these 5 and 60 letters, and 10^17 for 30 of them.
const MOST_WILDCARDS = 5;
const SHOWN = 60;

/**
 * Refuses a glob that would take too long to look for.
 * @throws {UsageError} which says what it has too much of.
 */
export function checkGlob(pattern: string): void {
  const { most } = OPTION_BOUNDS.line;
  if (pattern.length > most) {
    throw new UsageError(`A pattern for files has ${pattern.length} characters, and can have ${most}.`);
  }
  const segments = pattern.split(/\/+/).filter((segment, i, all) => segment !== '**' || all[i - 1] !== '**');
  const within = Math.max(...segments.map(wildcardsOf));
  const across = segments.filter((segment) => segment === '**').length;
  if (Math.max(within, across) <= MOST_WILDCARDS) return;
  const shown = pattern.length > SHOWN ? `${pattern.slice(0, SHOWN)}…` : pattern;
  const problem =
    within > MOST_WILDCARDS ? `${within} wildcards in one name` : `\`**\` ${across} times as a directory of its own`;
  throw new UsageError(
    `The pattern ${JSON.stringify(shown)} has ${problem}, and can have ${MOST_WILDCARDS}: looking for more may take forever. Name the directory, or give several patterns.`,
  );
}

// Of alternatives, one at a time is tried: that with the most counts.
function wildcardsOf(segment: string): number {
  const open: { before: number; most: number }[] = [];
  let count = 0;
  const close = () => {
    const { before, most } = open.pop() ?? { before: 0, most: 0 };
    count = before + Math.max(most, count);
  };
  for (const [token] of segment.matchAll(/[*+?@!]?\(|[{,|)}]|\*+/g)) {
    if (token.endsWith('(') || token === '{') {
      // What may be repeated is itself a wildcard.
      open.push({ before: count + (/^[*+]/.test(token) ? 1 : 0), most: 0 });
      count = 0;
    } else if (token === ')' || token === '}') close();
    else if (token.startsWith('*')) count += 1;
    else if (open.length > 0) {
      const group = open.at(-1)!;
      group.most = Math.max(group.most, count);
      count = 0;
    }
  }
  while (open.length > 0) close();
  return count;
}
