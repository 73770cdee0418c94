// The program of the reaper process: keeps a list of workers and directories, and when its input ends, kills the workers
// and removes the directories. Before that it kills the workers of those whose reaper was killed with them.
import { createInterface } from 'node:readline';
import { removeTree } from '../../files/remove-tree.ts';
import { killOrphans } from './orphans.ts';
import { killWorker } from './reaper.ts';

const watched = new Set<number | string>();
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const entry = JSON.parse(line.slice(1)) as number | string;
  if (line.startsWith('+')) watched.add(entry);
  else watched.delete(entry);
});
lines.on('close', () => {
  // Workers first: they may be writing.
  for (const entry of watched) if (typeof entry === 'number') killWorker(entry);
  for (const entry of watched) if (typeof entry === 'string') void remove(entry);
});
killOrphans();

async function remove(path: string): Promise<void> {
  try {
    await removeTree(path);
  } catch {
    // There is nobody left to tell; the next run finds what is left.
  }
}
