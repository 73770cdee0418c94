// Reads changed copies of one sample, and looks after what comes of them.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { readerOf } from '../../dist/ingest/detect.js';
import { FORMATS } from '../../dist/ingest/formats.js';
import { IngestError } from '../../dist/ingest/ingest-error.js';
import { textSource } from '../../dist/ingest/source.js';
import { mutationOf } from './mutations.mjs';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/** Of one input in so many, every reader is asked. */
const ASK_ALL = 50;
/** A mean of fewer figures may be another one: harnesses round it. */
const ROUNDING = 0.01;

parentPort.on('message', async ({ format, text, seed, count }) => {
  const reader = await FORMATS[format]();
  const known = figuresIn(reader.read(textSource('results', text)));
  const failures = [];
  let slowest = 0;
  for (let i = 0; i < count; i++) {
    Atomics.store(workerData.at, 0, BigInt(seed + i));
    const mutation = mutationOf(text, seed + i);
    const start = performance.now();
    const what = await wrongWith(reader, mutation, known, i % ASK_ALL === 0);
    slowest = Math.max(slowest, performance.now() - start);
    if (what !== null) failures.push({ seed: seed + i, what: `${mutation.kind}: ${what}` });
  }
  collectGarbage();
  parentPort.postMessage({ failures, slowest, heap: process.memoryUsage().heapUsed });
});

async function wrongWith(reader, { bytes, keepsFigures }, known, askAll) {
  // As evenkeel does it: what is read is what was looked at.
  const source = textSource('results', bytes);
  try {
    if (askAll) await readerOf(source);
    else reader.recognises(source);
  } catch (error) {
    if (!(error instanceof IngestError)) return `recognising threw ${error.stack}`;
  }
  let file;
  try {
    file = reader.read(source);
  } catch (error) {
    return error instanceof IngestError ? null : `reading threw ${error.stack}`;
  }
  return unsound(file) ?? (keepsFigures ? foreign(file, known) : null);
}

/** What no file may give. */
function unsound({ runs, problems }) {
  const benchmarks = runs.flatMap((run) => run.benchmarks);
  if (benchmarks.length === 0 && problems.length === 0) return 'nothing, and no problem';
  for (const { name, metrics } of benchmarks) {
    if (!/\S/.test(name) || name.includes('\0') || metrics.length === 0)
      return `a benchmark called ${JSON.stringify(name)}`;
    const wrong = metrics.map(unsoundMetric).find((each) => each !== null);
    if (wrong !== undefined) return `${name}: ${wrong}`;
  }
  return null;
}

function unsoundMetric(metric) {
  const figures = [metric.value, ...samplesOf(metric)];
  if (!figures.every(Number.isFinite)) return `${metric.name} is no number`;
  if (metric.name === 'time' && !figures.every((figure) => figure > 0)) return 'a time of 0 or less';
  return metric.figures.kind !== 'summary' && figures.length === 1 ? `${metric.name} of no figures` : null;
}

/** A figure that the file does not hold, where the change cannot have made one. */
function foreign({ runs }, known) {
  for (const { name, metrics } of runs.flatMap(({ benchmarks }) => benchmarks)) {
    for (const metric of metrics) {
      const samples = samplesOf(metric);
      const wrong = samples.find((sample) => !known.has(sample));
      if (wrong !== undefined) return `${name}: ${metric.name} has ${wrong}, which is nowhere in the file`;
      const isOwn = known.has(metric.value) || (samples.length > 0 && isBetween(metric.value, samples));
      if (!isOwn) return `${name}: ${metric.name} is ${metric.value}, which is nowhere in the file`;
    }
  }
  return null;
}

function isBetween(value, samples) {
  const [least, most] = samples.reduce(
    ([low, high], each) => [Math.min(low, each), Math.max(high, each)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const room = ROUNDING * Math.abs(most);
  return value >= least - room && value <= most + room;
}

function samplesOf({ figures }) {
  if (figures.kind === 'processes') return figures.processes.flat();
  return figures.kind === 'samples' ? figures.samples : [];
}

function figuresIn({ runs }) {
  const metrics = runs.flatMap(({ benchmarks }) => benchmarks.flatMap((benchmark) => benchmark.metrics));
  return new Set(metrics.flatMap((metric) => [metric.value, ...samplesOf(metric)]));
}
