import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UsageError } from '../../dist/errors.js';
import { curveTable } from './curve.mjs';
import { readHistoryNoise, readPairedNoise, readTurnsNoise } from './recordings.mjs';
import { reportOn } from './report.mjs';
import { fileOf, readUnchanged, unchangedData } from './unchanged-series.mjs';
import { unchangedDataTable } from './unchanged-table.mjs';
import { unchangedTrials } from './unchanged-trials.mjs';

// The judges were tuned on the first of these, and never on the public measurements below.
const NOISE = {
  'history.jsonl.gz': readHistoryNoise,
  'history-calm.jsonl.gz': readHistoryNoise,
  'paired.jsonl.gz': readPairedNoise,
  'paired-calm.jsonl.gz': readPairedNoise,
};

const TURNS = ['lockstep/calm.jsonl.gz', 'lockstep/busy.jsonl.gz'];

/**
 * Prints what the judges make of recorded noise, and of public measurements of unchanged code.
 * @param shared the directory that has them.
 */
export async function replay(shared, half) {
  for (const [name, read] of Object.entries(NOISE)) {
    const recording = { ...read(noiseFile(shared, name)), name };
    console.log(`# ${name}\n\n${await reportOn([recording], half)}\n`);
  }
  const datasets = [];
  for (const [name, data] of publicData(shared)) datasets.push([name, await unchangedTrials(data)]);
  console.log(`# Unchanged code, measured by others\n\n${unchangedDataTable(datasets)}`);
}

/** Prints how false alarms, power and cost follow the width of the margin, on all recorded noise. */
export async function replayCurve(shared) {
  console.log(await curveTable(noiseRecordings(shared)));
}

/** The recorded noise, each recording by the name of its file. */
export function noiseRecordings(shared) {
  return Object.entries(NOISE).map(([name, read]) => ({ ...read(noiseFile(shared, name)), name }));
}

/** The recorded pairs that took turns, on a calm machine and beside others, as `compare-soak` writes them. */
export function turnsNoise(shared) {
  return TURNS.flatMap((name) => {
    const kind = basename(name, '.jsonl.gz');
    const named = ({ name: workload, ...test }) => ({ ...test, name: `${workload}, ${kind}` });
    return readTurnsNoise(noiseFile(shared, name)).map((run) => ({ ...run, tests: run.tests.map(named) }));
  });
}

/** Public measurements of unchanged code, each with the name of its file. */
export function publicData(shared) {
  return Object.keys(unchangedData).map((name) => [name, readUnchanged(shared, name)]);
}

/**
 * Makes sure that the recordings are there.
 * @throws {UsageError} that names what is missing.
 */
export function requireRecordings(shared) {
  const noise = [...Object.keys(NOISE), ...TURNS].map((name) => noiseFile(shared, name));
  const missing = [...noise, ...Object.keys(unchangedData).map((name) => fileOf(shared, name))].filter(
    (file) => !existsSync(file),
  );
  if (missing.length === 0) return;
  throw new UsageError(
    `These recordings are not there: ${missing.join(', ')}. They are not part of the repository; name the directory that has them with --shared.`,
  );
}

function noiseFile(shared, name) {
  return join(shared, 'noise', name);
}
