// Processes that append at the same time, while the server is killed twice and started again.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openPostgresStore } from '../../dist/baselines/postgres/postgres-store.js';

const WRITER = fileURLToPath(new URL('./writer.mjs', import.meta.url));
const TESTS = ['test 0', 'test 1'];
const KILLS = [0.3, 0.6];

export async function kills(server, { processes, appends }) {
  const url = server.url();
  const store = await openPostgresStore({ url, project: 'owner/name', env: {} });
  await store.migrate();
  const acknowledged = [];
  const started = performance.now();
  const writers = Array.from({ length: processes }, (_, writer) => {
    const child = spawn(process.execPath, [WRITER, url, String(writer), String(appends)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    createInterface({ input: child.stdout }).on('line', (runId) => acknowledged.push(runId));
    return once(child, 'close').then(([code]) => code);
  });
  const killed = [];
  for (const share of KILLS) {
    while (acknowledged.length < share * processes * appends && !(await within(writers, 20)));
    await server.kill();
    const at = acknowledged.length;
    await server.resume();
    killed.push(at);
  }
  const codes = await Promise.all(writers);
  const seconds = (performance.now() - started) / 1000;
  const failures = codes.filter((code) => code !== 0).map((code) => `a writer ended with ${code}`);
  for (const testName of TESTS) failures.push(...(await problemsOf(store, testName, acknowledged)));
  await store.close();
  const said = `${processes} processes, ${appends} runs each, of ${TESTS.length} tests; SIGKILL after ${killed.join(' and ')} runs. ${acknowledged.length} runs were acknowledged in ${seconds.toFixed(0)} s: every one is there, and none twice${failures.length === 0 ? '' : ' (NOT SO)'}.`;
  return { title: 'A server that is killed while many append', said, failures };
}

async function problemsOf(store, testName, acknowledged) {
  const stored = (await store.history({ testName, environmentKey: 'linux' })).map(({ runId }) => runId);
  const there = new Set(stored);
  const missing = acknowledged.filter((runId) => !there.has(runId));
  return [
    ...(missing.length > 0
      ? [`${testName}: ${missing.length} acknowledged runs are missing, ${missing[0]} among them`]
      : []),
    ...(there.size < stored.length ? [`${testName}: ${stored.length - there.size} runs are there twice`] : []),
    ...(there.size > acknowledged.length
      ? [`${testName}: ${there.size - acknowledged.length} runs were not acknowledged`]
      : []),
    ...store.warnings(),
  ];
}

/** Whether all have ended, waiting so many milliseconds for it at most. */
function within(all, milliseconds) {
  return Promise.race([
    Promise.all(all).then(() => true),
    new Promise((resolve) => setTimeout(() => resolve(false), milliseconds)),
  ]);
}
