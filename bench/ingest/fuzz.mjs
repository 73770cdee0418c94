// Reads changed copies of the contract suite's samples with every reader: none may crash, hang, fill the memory, or give a figure that
// the file does not hold.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { table } from '../support/table.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
const WORKER = join(import.meta.dirname, 'fuzz-worker.mjs');
/** Copies of one sample that a worker is given at once. */
const PIECE = 500;
/** Milliseconds that one input may take, on a busy machine; most take less than one. */
const LONGEST = 10_000;
const MOST_SHOWN = 40;

/**
 * @param count inputs in all, spread evenly over the samples.
 * @param seed of the first of them; a failure prints that of its own.
 * @returns whether nothing was found.
 */
export async function fuzz(count, seed) {
  // Small ones first: what they find is found at once.
  const samples = takeSamples().sort((a, b) => a.text.length - b.text.length);
  const each = Math.max(1, Math.ceil(count / samples.length));
  const state = { failures: [], slowest: 0, byFormat: new Map(), memory: [] };
  const worker = new Pool();
  for (let done = 0; done < each; done += PIECE) {
    for (const sample of samples) {
      const piece = { ...sample, seed: seed + done, count: Math.min(PIECE, each - done) };
      const { failures, ...rest } = await worker.run(piece);
      tally(state, sample.format, piece.count, {
        failures: failures.map((failure) => ({ sample: sample.name, ...failure })),
        ...rest,
      });
    }
  }
  await worker.end();
  return report(state, samples.length);
}

/** What the tests of the readers say that their harness writes; EVENKEEL_SAMPLES may name a directory that has it from before. */
function takeSamples() {
  const kept = process.env.EVENKEEL_SAMPLES;
  if (kept !== undefined && existsSync(kept)) return samplesIn(kept);
  const directory = mkdtempSync(join(tmpdir(), 'evenkeel-fuzz-'));
  try {
    const args = ['vitest', 'run', 'test/ingest/formats', '-t', 'is recognised by this reader alone'];
    const env = { ...process.env, EVENKEEL_SAMPLES: directory };
    const { status, stdout } = spawnSync('npx', args, { cwd: ROOT, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`The samples could not be taken: ${stdout}`);
    return samplesIn(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function samplesIn(directory) {
  const samples = readdirSync(directory).flatMap((file) => {
    const ofFormat = JSON.parse(readFileSync(join(directory, file), 'utf8'));
    const format = file.slice(0, -'.json'.length);
    return Object.entries(ofFormat).map(([name, text]) => ({ format, name, text }));
  });
  if (samples.length === 0) throw new Error(`${directory} has no samples.`);
  return samples;
}

/** One worker, which is replaced where an input does not end: it says in shared memory which one it is at. */
class Pool {
  #worker = null;
  #at = new BigInt64Array(0);

  run(piece) {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    return new Promise((resolve) => {
      let last = null;
      const watch = setInterval(async () => {
        const at = this.#at[0];
        if (at !== last) {
          last = at;
          return;
        }
        settle({
          failures: [{ seed: Number(at), what: `did not end within ${LONGEST} ms` }],
          slowest: LONGEST,
          heap: 0,
        });
        this.#worker = null;
        await worker.terminate();
      }, LONGEST);
      const settle = (result) => {
        clearInterval(watch);
        worker.off('message', settle);
        worker.off('error', onError);
        resolve(result);
      };
      const onError = ({ message }) => {
        this.#worker = null;
        settle({
          failures: [{ seed: Number(this.#at[0]), what: `ended its process: ${message}` }],
          slowest: 0,
          heap: 0,
        });
      };
      worker.on('message', settle);
      worker.on('error', onError);
      worker.postMessage(piece);
    });
  }

  #start() {
    this.#at = new BigInt64Array(new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT));
    return new Worker(WORKER, { workerData: { at: this.#at } });
  }

  async end() {
    await this.#worker?.terminate();
  }
}

function tally(state, format, count, { failures, slowest, heap }) {
  const known = state.byFormat.get(format) ?? { inputs: 0, failures: 0 };
  state.byFormat.set(format, { inputs: known.inputs + count, failures: known.failures + failures.length });
  state.failures.push(...failures.map((failure) => ({ format, ...failure })));
  state.slowest = Math.max(state.slowest, slowest);
  if (heap > 0) state.memory.push(heap);
}

function report({ failures, slowest, byFormat, memory }, samples) {
  for (const { format, sample, seed, what } of failures.slice(0, MOST_SHOWN)) {
    console.log(`${format}, ${sample ?? 'a sample'}, seed ${seed}: ${what}`);
  }
  if (failures.length > MOST_SHOWN) console.log(`… and ${failures.length - MOST_SHOWN} more.`);
  const rows = [...byFormat].map(([format, { inputs, failures: failed }]) => [format, String(inputs), String(failed)]);
  console.log(table(['format', 'inputs', 'failures'], rows));
  const inputs = rows.reduce((sum, [, each]) => sum + Number(each), 0);
  const megabytes = (bytes) => `${((bytes ?? 0) / 1e6).toFixed(1)} MB`;
  console.log(
    `${inputs} inputs of ${samples} samples, ${failures.length} failures; the slowest took ${slowest.toFixed(0)} ms; heap after collection ` +
      `${megabytes(memory[Math.min(samples, memory.length - 1)])} after the first round, ${megabytes(memory.at(-1))} at the end.`,
  );
  return failures.length === 0;
}
