import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { readMilliseconds } from '../../real-time.ts';
import { killWorker, WORKERS_LEAD_GROUPS } from '../processes/reaper.ts';
import type { Launch, Target } from './launch.ts';
import type { Launched, Launcher } from './launcher-process.ts';

const KEPT = 8192;

/**
 * The launcher of last resort: Node's own `spawn`, which tells neither processor time nor memory of a process that it
 * started, and whose event loop is between the end of a command and the clock.
 */
export const NODE_LAUNCHER: Launcher = { name: 'node', floor: null, launch, close: () => undefined };

async function launch(launch: Launch, onStart: (pid: number) => void): Promise<Launched> {
  const opened: number[] = [];
  const open = (path: string, flags: string) => {
    const fd = openSync(path, flags);
    opened.push(fd);
    return fd;
  };
  let step = 'cwd';
  try {
    statSync(`${launch.cwd}/.`);
    step = 'input';
    const input = open(launch.input, 'r');
    step = 'output';
    const stream = (target: Target, own: number) => {
      if (target === 'pipe') return 'pipe' as const;
      return target === 'own' ? own : open(target.file, 'w');
    };
    const [out, err] = [stream(launch.out, 1), stream(launch.err, 2)];
    step = 'exec';
    const [program, ...args] = launch.words;
    const start = readMilliseconds();
    const child = spawn(program, args, {
      cwd: launch.cwd,
      env: launch.env,
      stdio: [input, out, err],
      detached: WORKERS_LEAD_GROUPS,
      windowsHide: true,
      windowsVerbatimArguments: args.includes('/s'),
    });
    if (child.pid !== undefined) onStart(child.pid);
    return await endOf(child, start, launch.mayLeave);
  } catch (error) {
    return { kind: 'unstarted', step, errno: -((error as NodeJS.ErrnoException).errno ?? 0), output: '' };
  } finally {
    for (const fd of opened) closeSync(fd);
  }
}

function endOf(child: ChildProcess, start: number, mayLeave: boolean): Promise<Launched> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-KEPT);
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (exitCode, signal) => {
      const wall = (readMilliseconds() - start) / 1000;
      const leftRunning = WORKERS_LEAD_GROUPS && runs(child.pid!);
      if (leftRunning && !mayLeave) killWorker(child.pid!);
      const done = () => {
        for (const stream of [child.stdout, child.stderr]) stream?.destroy();
        resolve({ kind: 'ended', wall, user: null, system: null, peak: null, exitCode, signal, leftRunning, output });
      };
      // What may go on keeps its pipe open for as long as it likes.
      if (leftRunning && mayLeave) done();
      else child.on('close', done);
    });
  });
}

/** Whether a process of a group runs: what nobody has waited for is there still, and has ended. */
function runs(group: number): boolean {
  try {
    process.kill(-group, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && isRunningIn(group, `/proc/${name}/stat`));
}

function isRunningIn(group: number, path: string): boolean {
  try {
    const [state, , leader] = readFileSync(path, 'latin1').split(') ').at(-1)!.split(' ');
    return Number(leader) === group && state !== 'Z';
  } catch {
    return false;
  }
}
