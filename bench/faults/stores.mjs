// Damages files of baselines in every way, or plants something in them, and has a fresh process open each: it must end, in
// time and within memory, read no run that was never stored, and say of what is missing that it is.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGenerator } from '../../dist/statistics/core/random.js';
import { table } from '../support/table.mjs';
import { pick } from './inputs/change.mjs';
import { DAMAGES } from './stores/damages.mjs';
import { fillStore, runsOf } from './stores/filled.mjs';

export const about = 'damaged and planted files of baselines';
export const options = { stores: { type: 'string', default: '1000' } };

const OPENER = fileURLToPath(new URL('./stores/open.mjs', import.meta.url));
const MOST_SECONDS = 5;
const MOST_MEMORY = 512;
/** Milliseconds after which a process hangs, on a machine that may be busy. */
const PATIENCE = 60_000;

export async function run({ stores, seed }) {
  const kinds = Object.keys(DAMAGES);
  const counts = new Map(kinds.map((kind) => [kind, { files: 0, saved: 0, lost: 0, slowest: 0, memory: 0 }]));
  const failures = [];
  for (let number = 0; number < Number(stores); number++) {
    const random = createGenerator(seed * 1_000_003 + number);
    const kind = kinds[number % kinds.length];
    const size = pick(['small', 'small', 'large'], random);
    const directory = mkdtempSync(join(tmpdir(), 'evenkeel-stores-'));
    const where = `number ${number} (${kind}, ${size})`;
    try {
      await fillStore(directory, size);
      await DAMAGES[kind](join(directory, 'baselines.sqlite'), random);
      const answer = await open(directory);
      const problem = problemWith(answer, runsOf(size), kind);
      if (problem !== null) failures.push(`${where}: ${problem}`);
      const count = counts.get(kind);
      count.files++;
      count.saved += answer.texts?.length ?? 0;
      count.lost += runsOf(size).length - (answer.texts?.length ?? 0);
      count.slowest = Math.max(count.slowest, answer.seconds ?? 0);
      count.memory = Math.max(count.memory, answer.memory ?? 0);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
    if ((number + 1) % 50 === 0) process.stderr.write(`${number + 1} of ${stores} stores\n`);
  }
  const rows = [...counts].map(([kind, { files, saved, lost, slowest, memory }]) =>
    [kind, files, saved, lost, `${slowest.toFixed(2)} s`, `${memory.toFixed(0)} MB`].map(String),
  );
  console.log(table(['damage', 'files', 'runs read', 'runs missing', 'slowest', 'most memory'], rows));
  console.log(
    '\n"slowest": processor time. What is missing was said to be lost, or not to be known, in each of them.\n',
  );
  return failures;
}

function open(directory) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', OPENER, directory], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  let hung = false;
  const timer = setTimeout(() => {
    hung = true;
    child.kill('SIGKILL');
  }, PATIENCE);
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve) => {
    child.on('close', (exitCode, signal) => {
      clearTimeout(timer);
      if (hung) resolve({ crash: 'it hung' });
      else if (exitCode !== 0) resolve({ crash: `it ended with ${signal ?? exitCode}: ${err.slice(-500)}` });
      else resolve(JSON.parse(out));
    });
  });
}

function problemWith({ crash, error, texts, warnings, losses, seconds, memory }, stored, kind) {
  if (crash) return crash;
  if (seconds > MOST_SECONDS) return `it took ${seconds.toFixed(1)} s of the processor`;
  if (memory > MOST_MEMORY) return `it took ${memory.toFixed(0)} MB`;
  // A file that is another application's, a newer version's or too large is refused in words, and nothing is changed.
  if (error) return /^(?:StoreError|CacheCorruptionError): /.test(error) ? null : `it threw ${error}`;
  const known = new Set(stored);
  const invented = texts.find((text) => !known.has(text));
  if (invented !== undefined) return `it read a run that was never stored: ${invented.slice(0, 200)}`;
  if (new Set(texts).size < texts.length) return 'it read a run twice';
  const missing = stored.length - texts.length;
  if (missing === 0) return null;
  if (warnings.length === 0) return `${missing} runs are missing, and nothing is said`;
  if (losses.isComplete && losses.lost < missing)
    return `${missing} runs are missing, and ${losses.lost} are said to be lost`;
  return kind === 'planted' && missing === stored.length && losses.isComplete ? 'all runs are gone' : null;
}
