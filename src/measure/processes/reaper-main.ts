// The program of the reaper process: keeps a list of workers, and kills them when its input ends.
import { createInterface } from 'node:readline';
import { killWorker } from './reaper.ts';

const watched = new Set<number>();
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const pid = Number(line.slice(1));
  if (line.startsWith('+')) watched.add(pid);
  else watched.delete(pid);
});
lines.on('close', () => {
  for (const pid of watched) killWorker(pid);
});
