// Gives evenkeel inputs that were made up or changed by chance, as many as there is time for, and looks at what it makes of
// each: it must take or refuse it, in words; within a time and within memory; and take nothing that is not what it seems.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { table } from '../support/table.mjs';

export const about = 'made-up and changed inputs: imports, reports, TOML, worker answers, CI variables';
export const options = { inputs: { type: 'string', default: '1000000' } };

// Of all inputs; a report takes twenty times as long as a set of variables.
const SHARES = { imports: 0.25, reports: 0.1, toml: 0.25, answers: 0.2, ci: 0.2 };
const WORKER = fileURLToPath(new URL('./inputs/worker.mjs', import.meta.url));
const MOST_SECONDS = 5;
const MOST_MEMORY = 512;
/** Milliseconds without a word of progress after which a process hangs; it speaks every second. */
const SILENCE = 60_000;
const MOST_SHOWN = 5;

export async function run({ inputs, seed }) {
  const rows = [];
  const failures = [];
  for (const [target, share] of Object.entries(SHARES)) {
    const count = Math.round(share * Number(inputs));
    const result = await fuzz(target, count, seed);
    const { done, accepted, refused, slowest, memory, crash, wrong } = result;
    rows.push(
      [target, done, accepted, refused, wrong.length, `${slowest.toFixed(2)} s`, `${memory.toFixed(0)} MB`].map(String),
    );
    for (const each of wrong.slice(0, MOST_SHOWN)) failures.push(`${target}: ${each}`);
    if (wrong.length > MOST_SHOWN) failures.push(`${target}: … and ${wrong.length - MOST_SHOWN} more`);
    if (crash !== null) failures.push(`${target}: ${crash}`);
    if (slowest > MOST_SECONDS) failures.push(`${target}: one took ${slowest.toFixed(1)} s of the processor`);
    if (memory > MOST_MEMORY) failures.push(`${target}: it took ${memory.toFixed(0)} MB`);
  }
  console.log(table(['inputs', 'tried', 'taken', 'refused', 'wrong', 'slowest', 'most memory'], rows));
  console.log(
    '\nEach can be made again from the seed and its number. "wrong": taken for something that it is not, or an error that',
  );
  console.log('is not meant for people. "slowest": processor time of one.\n');
  return failures;
}

function fuzz(target, count, seed) {
  const child = fork(WORKER, [target, String(count), String(seed)], { stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
  let last = { done: 0, accepted: 0, refused: 0, slowest: 0, memory: 0, wrong: [] };
  let said = '';
  let hung = false;
  let timer = null;
  const listen = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      hung = true;
      child.kill('SIGKILL');
    }, SILENCE);
  };
  listen();
  child.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-2000);
  });
  child.on('message', (progress) => {
    last = progress;
    listen();
  });
  return new Promise((resolve) => {
    child.on('close', (exitCode, signal) => {
      clearTimeout(timer);
      const ended = `the process ended with ${signal ?? exitCode} after number ${last.done}: ${said.trim()}`;
      const crash = hung ? `it hung after number ${last.done}` : ended;
      resolve({ ...last, crash: exitCode === 0 ? null : crash });
    });
  });
}
