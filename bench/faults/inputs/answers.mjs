// What processes that run tests answer.
import { checkAnswer } from '../../../dist/measure/processes/answers.js';
import { below, changeValue, pick } from './change.mjs';

const measurement = {
  ...{
    round: 0,
    position: 1,
    startedAt: '2026-01-01T00:00:00.000Z',
    callsPerSample: 64,
    samples: [1e-6, 1.1e-6, 1e-6, 1.05e-6, 1e-6],
    control: [2e-4],
  },
  ...{
    cpuTime: 1e-6,
    controlCpuTime: 2e-4,
    interruptions: 0,
    location: 1e-6,
    emptyCall: 1e-9,
    timingShare: 0.001,
    collectedGarbage: true,
    stoppedEarly: null,
  },
};
const ANSWERS = [
  { kind: 'ready' },
  { kind: 'ran' },
  { kind: 'called', seconds: 0.01 },
  { kind: 'collected', tests: [{ kind: 'test', name: 'x', options: { iterations: 10 } }] },
  { kind: 'measured', measurement },
  { kind: 'warm', batch: { callsPerSample: 4, secondsPerSample: 0.001 } },
  { kind: 'failed', error: { name: 'Error', message: 'x', stack: null, code: null } },
];
const request = {
  kind: 'measure',
  testName: 'x',
  side: 'candidate',
  options: { iterations: 5, warmupIterations: 1, maxDuration: 1 },
  place: { round: 0, position: 1 },
};

export async function setUp() {}

export function make(random) {
  const word = { response: structuredClone(pick(ANSWERS, random)), replaced: [] };
  return below(10, random) === 0 ? word : changeValue(word, random);
}

export async function look(word) {
  const checked = checkAnswer(word, { request, elapsed: 1 });
  if (checked.kind === 'invalid')
    return typeof checked.problem === 'string' && checked.problem.length < 2000
      ? 'refused'
      : `it says ${checked.problem}`;
  const { response } = checked;
  if (response.kind !== 'measured') return 'accepted';
  const { samples, location, callsPerSample, control } = response.measurement;
  const isTime = (value) => value >= 0 && value < 1e6;
  if (!(location > 0 && location < 1e6) || !samples.every(isTime) || !control.every(isTime))
    return 'times that are none were taken';
  if (!(callsPerSample >= 1) || samples.length === 0) return 'samples of nothing were taken';
  // The location is worked out of the samples.
  return location <= Math.max(...samples) * 1.001 ? 'accepted' : `a location of ${location} was taken for ${samples}`;
}
