// Lines to the server that break at random places.
import { table } from '../support/table.mjs';
import '../support/real-server.mjs';

const { breakALine } = await import('../../test/baselines/postgres/broken-lines.ts');

export async function lines(server, { places, seed }) {
  const counts = new Map();
  const failures = [];
  for (let i = 0; i < places; i++) {
    const { fault, isBroken, milliseconds, problems } = await breakALine(server, seed + i);
    const what = `${fault.kind} ${fault.direction}`.replaceAll('_', ' ');
    const count = counts.get(what) ?? { lines: 0, broken: 0, slowest: 0 };
    counts.set(what, {
      lines: count.lines + 1,
      broken: count.broken + Number(isBroken),
      slowest: Math.max(count.slowest, milliseconds),
    });
    failures.push(
      ...problems.map((problem) => `seed ${seed + i}, ${what} after ${fault.afterBytes} bytes: ${problem}`),
    );
  }
  const rows = [...counts]
    .sort()
    .map(([what, { lines, broken, slowest }]) => [what, lines, broken, `${(slowest / 1000).toFixed(2)} s`].map(String));
  const said = table(['what happens to a line', 'lines', 'of which so many got as far', 'slowest'], rows);
  return { title: `Lines that break at ${places} random places`, said, failures };
}
