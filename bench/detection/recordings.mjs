import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { UsageError } from '../../dist/errors.js';
import { pairEvidence } from '../../dist/framework/compare/pair-evidence.js';
import { locationOf } from '../../dist/measure/location.js';
import { groupBy } from '../support/group-by.mjs';

/**
 * A recording is `{name, workloads, steps, pairs}`. A step is every workload measured once, a fresh process each, all
 * with the same change: `{at, factor, processes: {workload: {factor, samples, control, cpuTime, controlCpuTime, interruptions, callsPerSample}}}` (seconds).
 * `pairs` are the steps that were measured together: `{at, factor, baseline, candidate}`.
 */

/** Steps of a round of a live recording: two unchanged ones, and a changed one before or after them. */
export const STEPS_OF_A_ROUND = 3;

/** Reads what `record` wrote. A last line or step that was not finished is left out. */
export function readLive(file) {
  if (!existsSync(file)) throw new UsageError(`There is no recording ${file}. Make one with \`record --out ${file}\`.`);
  const steps = new Map();
  for (const { step, workload, ...process } of linesOf(file)) {
    if (workload === undefined) continue;
    if (!steps.has(step)) steps.set(step, { at: step, processes: {} });
    steps.get(step).processes[workload] = process;
  }
  const workloads = Object.keys(steps.get(0)?.processes ?? {});
  const complete = [...steps.values()].filter(({ processes }) => Object.keys(processes).length === workloads.length);
  if (complete.length === 0) throw new UsageError(`${file} holds no finished step of a recording.`);
  const dated = complete.map(withFactor);
  return { name: file, workloads, steps: dated, pairs: pairsOfRounds(dated) };
}

// A workload with a change of its own says so by a factor of its own; the others agree.
function withFactor(step) {
  const factors = Object.values(step.processes).map(({ factor }) => factor);
  return { ...step, factor: Math.min(...factors) };
}

// The changed step with the unchanged one next to it, and both unchanged ones. Since the changed step comes last and
// first by turns, so do the candidates of both.
function pairsOfRounds(steps) {
  const rounds = Object.values(groupBy(steps, ({ at }) => Math.floor(at / STEPS_OF_A_ROUND)));
  return rounds
    .filter((round) => round.length === STEPS_OF_A_ROUND)
    .flatMap(([first, middle, last]) => {
      const [changed, unchanged] = first.factor === 1 ? [last, first] : [first, last];
      return [pairOf(middle, changed), pairOf(unchanged, middle)];
    });
}

function pairOf(baseline, candidate) {
  return { at: baseline.at, factor: candidate.factor, baseline, candidate };
}

/** Reads `history*.jsonl.gz` of the recorded noise: a line is a step. Nothing in it was measured in pairs. */
export function readHistoryNoise(file) {
  const steps = linesOf(file).map(({ factor, samples }, at) => ({
    at,
    factor,
    processes: mapValues(samples, (values) => replayed(factor, values)),
  }));
  return { name: file, workloads: Object.keys(steps[0].processes), steps, pairs: [] };
}

/** Reads `paired*.jsonl.gz` of the recorded noise: a line is a pair of steps, `a` unchanged and `b` with the factor. */
export function readPairedNoise(file) {
  const pairs = linesOf(file).map(({ factor, samples }, line) => [
    { at: 2 * line, factor: 1, processes: mapValues(samples, ({ a }) => replayed(1, a)) },
    { at: 2 * line + 1, factor, processes: mapValues(samples, ({ b }) => replayed(factor, b)) },
  ]);
  const workloads = Object.keys(pairs[0][0].processes);
  return { name: file, workloads, steps: pairs.flat(), pairs: pairs.map((pair) => pairOf(...pair)) };
}

/**
 * Reads `lockstep/*.jsonl.gz` of the recorded noise, pairs of unchanged code that took turns: a line is a pair, with the mean
 * time of a call in each turn. Answers them as `compare-soak` writes them, each pair alone, with what its control says.
 */
export function readTurnsNoise(file) {
  return linesOf(file).map(({ name, factor, lockstep: { a, b } }) => {
    const { logRatios, controlLogRatios } = pairEvidence({ base: [sideOf(a)], head: [sideOf(b)] });
    return { factor, tests: [{ name, logRatios, controlLogRatios }] };
  });
}

function sideOf(turns) {
  const samples = turns.map(({ e }) => e / 1e9);
  const cpuTime = turns.reduce((sum, { c }) => sum + c, 0) / turns.length / 1e9;
  return { samples, samplesPerTurn: 1, location: locationOf(samples), cpuTime };
}

// The kernels that were recorded beside are not evenkeel's, and processor time was not taken.
function replayed(factor, samples) {
  return { factor, samples, control: [], cpuTime: null, controlCpuTime: null, callsPerSample: 1 };
}

function linesOf(file) {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .slice(0, text.lastIndexOf('\n'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

function mapValues(object, map) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}
