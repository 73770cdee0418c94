// Runs of commands by turns as `compare` and the confirmation of `run` take them, A B B A and B A A B, each run kept by itself,
// so that pairs of any number of runs can be made of them.
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandLauncher } from '../../dist/measure/commands/command-launcher.js';
import { joinWords } from '../../dist/suite/commands/words.js';
import { WORKLOADS } from './workloads.mjs';

// Of the least that some runs take, by processor time, which other programs hardly change.
const CALIBRATIONS = 8;

/**
 * Records one workload at one change.
 * @param out file of JSON lines that a line is added to.
 * @param percent by how much the head is dearer; 0 for unchanged code.
 * @param cycles of two runs of either side.
 */
export async function record({ out, workload, percent, cycles }) {
  const { size, commandOf } = WORKLOADS[workload];
  const directory = mkdtempSync(join(tmpdir(), 'evenkeel-bench-commands-'));
  const launcher = await CommandLauncher.open();
  try {
    const take = async (words) => {
      const run = await launcher.run(specOf(words));
      if (run.exitCode !== 0) throw new Error(`${words.join(' ')} failed: ${run.output}`);
      return [run.wall, run.user + run.system];
    };
    const leastOf = async (words) => {
      let least = Number.POSITIVE_INFINITY;
      for (let i = 0; i < CALIBRATIONS; i++) least = Math.min(least, (await take(words))[1]);
      return least;
    };
    const base = commandOf(size, directory);
    const [half, whole] = [await leastOf(commandOf(size / 2, directory)), await leastOf(base)];
    // Of the time of the whole command, by what half of the work takes less.
    const more = percent === 0 ? 0 : ((percent / 100) * whole * (size / 2)) / (whole - half);
    const head = percent === 0 ? base : commandOf(Math.round(size + more), directory);
    const line = { workload, percent, at: new Date().toISOString(), load: loadavg()[0], least: whole, cycles: [] };
    for (let cycle = 0; cycle < cycles; cycle++) {
      const order = cycle % 2 === 0 ? ['base', 'head', 'head', 'base'] : ['head', 'base', 'base', 'head'];
      const taken = { base: [], head: [] };
      for (const side of order) taken[side].push(await take(side === 'base' ? base : head));
      line.cycles.push(taken);
    }
    appendFileSync(out, `${JSON.stringify({ ...line, loadAtEnd: loadavg()[0] })}\n`);
  } finally {
    await launcher.close();
    rmSync(directory, { recursive: true });
  }
}

function specOf(words) {
  const command = joinWords(words);
  return { command, shell: false, cwd: null, env: {}, input: null, timeout: 60, ignoredExitCodes: [] };
}
