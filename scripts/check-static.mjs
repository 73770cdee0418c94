// Every check besides the tests, as many at once as there are processors for them: each is a program that uses one of them.
// What a check says is shown when it ends, and at the end what each took.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { secondsSince, table } from './seconds.mjs';

// Those that take longest first.
const CHECKS = ['types', 'docs', 'api', 'unused', 'package', 'contract', 'arrows', 'lint'];

const seconds = {};
const failed = [];
const waiting = [...CHECKS];

async function check(name) {
  const start = performance.now();
  const child = spawn('npm', ['run', `check:${name}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const [status] = await once(child, 'close');
  seconds[name] = secondsSince(start);
  if (status !== 0) failed.push(name);
  process.stdout.write(output);
}

async function work() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await check(name);
}

await Promise.all(Array.from({ length: Math.min(CHECKS.length, availableParallelism()) }, work));
console.log(`\n${table(seconds)}\n`);
if (failed.length > 0) {
  console.error(`Failed: ${failed.map((name) => `check:${name}`).join(', ')}.`);
  process.exitCode = 1;
}
