import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const TICKS_A_SECOND = 100;

/**
 * Runs a command and answers what it took in seconds: on the wall, and in processor time of it and of all processes that
 * it waited for, to a hundredth. Where there is no /proc, both are the time on the wall.
 */
export function runCost([program, ...args], directory) {
  const before = ofChildren();
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: directory, encoding: 'utf8' });
  const wall = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stdout}${stderr}`);
  return { wall, processor: before === null ? wall : ofChildren() - before };
}

// proc_pid_stat(5): cutime and cstime are the 16th and 17th field; the second, a name, may hold blanks.
function ofChildren() {
  if (!existsSync('/proc/self/stat')) return null;
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
  return (Number(fields[13]) + Number(fields[14])) / TICKS_A_SECOND;
}
