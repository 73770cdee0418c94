import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { formatDuration } from '../../dist/report/format.js';
import { median } from '../../dist/statistics/core/median.js';
import { rotate } from '../support/fresh-process.mjs';
import { table } from '../support/table.mjs';

const AIM = 20e-3;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const importing = (name) => ['--input-type=module', '--eval', `import ${JSON.stringify(name)};`];

// An inline module for all that are imported, so that reading a script from a file is not part of the difference.
const starts = {
  'bare Node': ['--input-type=module', '--eval', ''],
  "import 'evenkeel'": importing('evenkeel'),
  'evenkeel --help': [fileURLToPath(new URL('../../dist/cli/main.cjs', import.meta.url)), '--help'],
  "import 'tinybench'": importing('tinybench'),
  "import 'mitata'": importing('mitata'),
};

/** How much longer a process takes that loads something than one that does nothing; in rotated order, round by round. */
export function startUp(rounds) {
  const names = Object.keys(starts);
  const times = new Map(names.map((name) => [name, []]));
  for (const name of names) timeOf(name);
  for (let round = 0; round < rounds; round++) {
    for (const name of rotate(names, round)) times.get(name).push(timeOf(name));
  }
  const bare = times.get('bare Node');
  const rows = names.map((name) => {
    const own = times.get(name);
    const over = median(own.map((time, round) => time - bare[round]));
    const isEvenkeel = name.includes('evenkeel');
    return [
      name,
      formatDuration(median(own)),
      name === 'bare Node' ? '' : formatDuration(over),
      (median(own) / median(bare)).toFixed(2),
      isEvenkeel ? formatDuration(AIM) : '',
      isEvenkeel ? (over < AIM ? 'yes' : 'no') : '',
    ];
  });
  return table(['process', 'time', 'over bare Node', 'ratio', 'aim', 'within'], rows);
}

function timeOf(name) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, starts[name], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
  return (performance.now() - start) / 1e3;
}
