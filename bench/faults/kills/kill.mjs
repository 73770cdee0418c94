import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

// Milliseconds after which what still runs is an orphan, and between two looks.
const PATIENCE = 15_000;
const LOOK = 50;

/**
 * Starts a command and kills it.
 * @param plan whom and after how many milliseconds; null to let it be.
 * @returns its exit code, whether the kill met it, and what it said.
 */
export async function killAt([command, ...args], { project, env }, plan) {
  const child = spawn(command, args, { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let err = '';
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  let hasEnded = false;
  const exited = new Promise((resolve) => {
    child.on('exit', (exitCode) => {
      hasEnded = true;
      resolve(exitCode);
    });
  });
  if (plan === null) return { exitCode: await exited, wasKilled: false, out, err };
  await Promise.race([sleep(plan.moment), exited]);
  const wasKilled = !hasEnded && kill(child.pid, plan.victim);
  const exitCode = await exited;
  return { exitCode, wasKilled: wasKilled && plan.victim !== 'reaper', out, err };
}

function kill(pid, victim) {
  if (victim !== 'evenkeel') for (const reaper of reapersOf(pid)) end(reaper);
  if (victim !== 'reaper') end(pid);
  return true;
}

function reapersOf(pid) {
  return textOf(`/proc/${pid}/task/${pid}/children`)
    .trim()
    .split(' ')
    .filter((child) => child !== '' && textOf(`/proc/${child}/cmdline`).includes('reaper-main'))
    .map(Number);
}

function end(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

/** Waits until nothing of a command runs any more. @returns what does after all, which is ended then. */
export async function settled(place) {
  const start = performance.now();
  while (performance.now() - start < PATIENCE) {
    if (processesOf(place).length === 0) return [];
    await sleep(LOOK);
  }
  const orphans = processesOf(place);
  for (const { pid } of orphans) end(pid);
  return orphans.map(({ command }) => command);
}

/** What runs of evenkeel and what it started: everything in these directories, and reapers, which may be anywhere. */
function processesOf({ directory }) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      const cwd = linkOf(`/proc/${name}/cwd`);
      const isZombie = /^State:\s+Z/m.test(textOf(`/proc/${name}/status`));
      if (isZombie || !cwd.startsWith(directory)) return [];
      return [{ pid: Number(name), command: textOf(`/proc/${name}/cmdline`).replaceAll('\0', ' ').trim() }];
    });
}

function linkOf(path) {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
