// Exported baselines.
import { crc32 } from 'node:zlib';
import { createMemoryStore } from '../../../dist/baselines/memory-store.js';
import { exportBaselines, importBaselines } from '../../../dist/baselines/portable.js';
import { PerformanceConfig } from '../../../dist/config/performance-config.js';
import { calculateThreshold } from '../../../dist/framework/api/thresholds.js';
import { sketchOf } from '../../../dist/statistics/core/quantile-sketch.js';
import { below, changeText, changeValue, pick, problemWithError } from './change.mjs';

let texts = [];
let values = [];
const config = new PerformanceConfig();

export async function setUp() {
  for (const runs of [0, 1, 3]) {
    const store = createMemoryStore();
    await store.append(Array.from({ length: runs }, (_, i) => madeUp(i)));
    texts.push(await exportBaselines(store, { now: new Date(0) }));
  }
  texts = [...texts, JSON.stringify(JSON.parse(texts[2]), null, 2)];
  values = texts.slice(1, 3).map((text) => JSON.parse(text));
}

export function make(random) {
  const way = random();
  if (way < 0.4) return changeText(pick(texts, random), random);
  if (way < 0.9) return JSON.stringify(stamped(changeValue(pick(values, random), random)));
  if (way < 0.98) return JSON.stringify(changeValue(pick(values, random), random));
  return flood(random);
}

/** Lists, depth, and runs of many processes. */
function flood(random) {
  const { runs, ...head } = structuredClone(values[0]);
  const many = pick([10, 1000, 100_000], random);
  return pick(
    [
      () => `[${'[],'.repeat(many)}0]`,
      () => JSON.stringify({ ...head, runs: Array(many).fill(0) }),
      () => JSON.stringify({ ...head, x: Array(many).fill([]), runs }),
      () => '['.repeat(many),
      () =>
        JSON.stringify(
          stamped({
            ...head,
            runs: [{ ...runs[0], processes: Array(Math.min(many, 3000)).fill(runs[0].processes[0]) }],
          }),
        ),
    ],
    random,
  )();
}

export async function look(text, random) {
  const store = createMemoryStore();
  try {
    await importBaselines(store, text, { merge: below(2, random) === 0 });
  } catch (error) {
    return problemWithError(error) ?? 'refused';
  }
  const said = new Map(
    JSON.parse(text.replace(/^\uFEFF/, '')).runs.map((run) => [
      JSON.stringify([run.testName, run.environmentKey, run.runId, run.method]),
      run,
    ]),
  );
  let stored = 0;
  for (const series of await store.series()) {
    for (const run of await store.history(series)) {
      stored++;
      const given = said.get(JSON.stringify([run.testName, run.environmentKey, run.runId, run.method]));
      const problem = differenceOf(run, given) ?? implausible(run);
      if (problem !== null) return problem;
    }
    const { confidenceLevel, adaptationRate, statisticalMethod } = config;
    const bounds = await calculateThreshold(store, series, [0.001, 0.0012, 0.001], {
      confidenceLevel,
      adaptationRate,
      statisticalMethod,
    });
    if (!(bounds.lowerBound >= 0 && bounds.upperBound >= bounds.lowerBound))
      return `its thresholds are ${JSON.stringify(bounds)}`;
  }
  return stored === said.size ? 'accepted' : `${stored} of ${said.size} runs were stored`;
}

const FIELDS = ['status', 'estimate', 'decayFactor', 'commit', 'branch', 'isDirty', 'recordedAt'];
const PROCESS_FIELDS = ['location', 'control', 'cpuTime', 'controlCpuTime', 'callsPerSample', 'position'];

function differenceOf(run, given) {
  for (const field of FIELDS)
    if (run[field] !== given[field] && !(run[field] === 0 && given[field] === 0))
      return `${field} is stored as ${run[field]}`;
  if (run.processes.length !== given.processes.length) return 'processes are missing';
  for (const [i, process] of run.processes.entries()) {
    for (const field of PROCESS_FIELDS)
      if (process[field] !== given.processes[i][field] && process[field] !== 0)
        return `processes[${i}].${field} is stored as ${process[field]}`;
    if (JSON.stringify(process.sketch.buckets) !== JSON.stringify(given.processes[i].sketch.buckets))
      return `processes[${i}].sketch differs`;
  }
  return null;
}

const isTime = (value) => value > 0 && value < 1e10;
const isCost = (value) => value === null || (value >= 0 && value < 1e10);

// Not by the program's own bounds, but by what later runs can live with.
function implausible(run) {
  const year = new Date(run.recordedAt).getUTCFullYear();
  if (!isTime(run.estimate)) return `an estimate of ${run.estimate} was taken`;
  if (!(year >= 1970 && year < 2100)) return `a run of the year ${year} was taken`;
  if (run.processes.length > 10_000) return `a run of ${run.processes.length} processes was taken`;
  if (run.commit !== null && !/^[0-9a-f]+$/i.test(run.commit)) return `a commit ${run.commit} was taken`;
  const wrong = run.processes.find(({ location, cpuTime, control, callsPerSample }) => {
    const isCalls = callsPerSample >= 1 && callsPerSample < 2 ** 40;
    return !(isTime(location) && isCost(control) && isCost(cpuTime) && isCalls);
  });
  return wrong === undefined ? null : `a process of ${JSON.stringify(wrong).slice(0, 100)} was taken`;
}

function madeUp(number) {
  const sample = (i) => 1e-3 * (1 + ((i * 7) % 10) / 100 + number / 1000);
  const samples = Array.from({ length: 30 }, (_, i) => sample(i));
  const process = {
    location: 1e-3,
    control: 2e-4,
    cpuTime: Math.fround(1e-3),
    controlCpuTime: null,
    callsPerSample: 64,
    position: number,
    sketch: sketchOf(samples),
  };
  return {
    ...{
      testName: `test ${number % 2}`,
      environmentKey: 'linux',
      runId: `run-${number}`,
      recordedAt: new Date(Date.UTC(2026, 0, number + 1)).toISOString(),
    },
    ...{
      method: 'fresh_processes',
      status: 'recorded',
      estimate: 1e-3,
      decayFactor: 0.9,
      commit: 'a'.repeat(40),
      branch: 'main',
      isDirty: false,
    },
    processes: [process, { ...process, location: 1.01e-3 }],
  };
}

const ORDER = [
  'testName',
  'environmentKey',
  'runId',
  'recordedAt',
  'method',
  'status',
  'estimate',
  'decayFactor',
  'commit',
  'branch',
  'isDirty',
  'processes',
].concat([
  'location',
  'control',
  'cpuTime',
  'controlCpuTime',
  'callsPerSample',
  'position',
  'sketch',
  'accuracy',
  'zeroCount',
  'buckets',
]);

/** With the checksums that belong to it, as whoever forges an export makes them. */
function stamped(value) {
  if (typeof value !== 'object' || value === null || !Array.isArray(value.runs)) return value;
  for (const run of value.runs)
    if (typeof run === 'object' && run !== null) run.checksum = sum(JSON.stringify(run, ORDER));
  value.checksum = sum(
    JSON.stringify([value.format, value.version, value.exportedAt, ...value.runs.map((run) => run?.checksum)]),
  );
  return value;
}

function sum(text) {
  return crc32(text).toString(16).padStart(8, '0');
}
