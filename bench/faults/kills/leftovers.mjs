import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { killAt } from './kill.mjs';
import { evenkeelCommand } from './place.mjs';

/** Everything that nobody needs any more: temporary directories, check-outs, half files, and git's locks and notes. */
export function leftoversIn({ project, tmp, path }) {
  const within = (directory, isLeft) =>
    existsSync(directory)
      ? readdirSync(directory)
          .filter(isLeft)
          .map((name) => join(directory, name))
      : [];
  const locks = readdirSync(join(project, '.git'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.lock'))
    .map((name) => join(project, '.git', name));
  return [
    ...within(tmp, () => true),
    ...within(path('home/.cache/evenkeel'), (name) => name !== 'calibration.json'),
    ...within(join(project, '.git/worktrees'), () => true),
    ...within(project, (name) => name.startsWith('.evenkeel-')),
    ...locks,
  ];
}

/** Starts evenkeel once more, as its next user does, and answers what is left then. */
export async function nextStart(place) {
  for (const args of [['list'], ['baseline', 'export', 'next.json']])
    await killAt(evenkeelCommand(...args), place, null);
  return leftoversIn(place);
}
