import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isAlive, until } from './alive.ts';
import { builtModule, programs } from './built.ts';
import { makeProject } from './project.ts';

const SPINNING = `import { writeFileSync } from 'node:fs';
import { perf } from 'evenkeel';
perf('t', () => {
  writeFileSync(new URL('pid', import.meta.url), String(process.pid));
  for (;;);
});
`;

const PARENT = `import { createWorkerPool } from '${builtModule('measure/processes/worker-process.js')}';
const request = {
  kind: 'measure',
  load: { file: process.argv[2], loader: 'node', cacheDirectory: null },
  testName: 't',
  side: 'candidate',
  options: { iterations: 1, warmupIterations: 0, maxDuration: 1 },
  place: { round: 0, position: 0 },
};
await createWorkerPool().ask(request, 600);
`;

it.each(['SIGKILL', 'SIGTERM'] as const)('leaves no worker behind when its parent ends by %s', async (signal) => {
  const project = makeProject({ 't.perf.mjs': SPINNING, 'parent.mjs': PARENT });
  const parent = spawn(process.execPath, [project.path('parent.mjs'), project.path('t.perf.mjs')]);
  const file = project.path('pid');
  await until(() => existsSync(file) && readFileSync(file, 'utf8') !== '');
  const worker = Number(readFileSync(file, 'utf8'));
  expect(isAlive(worker)).toBe(true);
  parent.kill(signal);
  await until(() => !isAlive(worker));
  project.remove();
});

const GUARDIAN = `import { startReaper } from '${builtModule('measure/processes/reaper.js')}';
const reaper = startReaper(process.argv[2]);
for (const directory of process.argv.slice(3)) reaper.watchDirectory(directory);
reaper.releaseDirectory(process.argv[4]);
console.log('ready');
setInterval(() => undefined, 1000);
`;

it('removes the directories of a parent that was killed, but those that were released', async () => {
  const project = makeProject({ 'parent.mjs': GUARDIAN, 'go ne/full/of.txt': '', 'stays/a.txt': '' });
  const [gone, stays] = [project.path('go ne'), project.path('stays')];
  const parent = spawn(process.execPath, [project.path('parent.mjs'), programs.reaper, gone, stays]);
  await new Promise((ready) => parent.stdout.once('data', ready));
  expect(existsSync(gone)).toBe(true);
  parent.kill('SIGKILL');
  await until(() => !existsSync(gone));
  expect(existsSync(stays)).toBe(true);
  project.remove();
});

it('does not keep its parent from ending', async () => {
  const source = `const { createWorkerPool } = await import('${builtModule('measure/processes/worker-process.js')}'); createWorkerPool();`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', source]);
  const exitCode = await new Promise((resolve) => parent.on('close', resolve));
  expect(exitCode).toBe(0);
});
