// What the built command takes over a whole store: seconds, and the most memory that its process had.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { table } from '../support/table.mjs';

const COMMAND = fileURLToPath(new URL('../../dist/cli/main.cjs', import.meta.url));
const PEAK = fileURLToPath(new URL('./peak.cjs', import.meta.url));

const COMMANDS = [
  ['report --format markdown', 'report.md'],
  ['report --format json', 'report.json'],
  ['report --format csv', 'report.csv'],
  ['baseline list', null],
  ['store status', null],
];

/** A table of commands over the store at an address. */
export async function commandTimes({ url, project }) {
  const directory = mkdtempSync(join(tmpdir(), 'evenkeel-bench-'));
  try {
    const rows = [];
    for (const [words, output] of COMMANDS) {
      const load = loadavg()[0];
      const args = [...words.split(' '), ...(output === null ? [] : ['--output', output])];
      const { seconds, peak, printed } = await run(args, directory, { EVENKEEL_STORE: url, EVENKEEL_PROJECT: project });
      const bytes = output === null ? printed : statSync(join(directory, output)).size;
      rows.push([
        `\`evenkeel ${words}\``,
        `${seconds.toFixed(1)} s`,
        `${peak.toFixed(0)} MB`,
        `${(bytes / 1e6).toFixed(1)} MB`,
        load.toFixed(1),
      ]);
    }
    return table(['command', 'time', 'most memory', 'output', 'load average'], rows);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function run(args, cwd, variables) {
  const told = join(cwd, 'peak');
  const env = { ...process.env, ...variables, EVENKEEL_PEAK: told, NODE_OPTIONS: `--require ${PEAK}`, CI: '' };
  const started = performance.now();
  const child = spawn(process.execPath, [COMMAND, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = 0;
  child.stdout.on('data', (chunk) => {
    printed += chunk.length;
  });
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      if (code !== 0) return reject(new Error(`evenkeel ${args.join(' ')} ended with ${code}`));
      resolve({
        seconds: (performance.now() - started) / 1000,
        peak: Number(readFileSync(told, 'utf8')) / 1000,
        printed,
      });
    });
  });
}
