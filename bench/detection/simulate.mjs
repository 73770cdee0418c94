import { planDefaults } from '../../dist/config/plan.js';
import { judgeAgainstHistory } from '../../dist/judge/history/judge-history.js';
import { normalQuantile } from '../../dist/statistics/core/normal.js';
import { createGenerator } from '../../dist/statistics/core/random.js';
import { table } from '../support/table.mjs';
import { changeName, RARE_FACTOR } from './changes.mjs';
import { percentInWords, shareInWords } from './intervals.mjs';
import { partsIn, switchedOff } from './switched-off.mjs';

const PROCESSES = 5;
const MOST_LOOKS = 3;
const KEPT_RUNS = 30;
const RUNS = 40;
const FULL_HISTORY = 12;
const SEED = 7;
const CHANGES = [1.05, 1.1, 1.25, RARE_FACTOR];
// Two calls of a hundred take twenty times as long, and then four.
const RARE_MEAN = (96 + 4 * 20) / (98 + 2 * 20);
const MODE = Math.log(1.15);
const { thresholdFactor, tolerancePercent } = planDefaults;

/**
 * Noise that no recording of one machine has: each makes what processes show, `(random) => run => process`, as the
 * logarithm of their time or as `{time, cpuTime, control, interruptions}`, logarithms but the last. What the inner
 * function of a run draws once is shared by all its looks.
 */
const noises = {
  'processes differ by 2 %': normal(0.02),
  'processes differ by 8 %': normal(0.08),
  'processes differ by 40 %': normal(0.4),
  ...Object.fromEntries(
    [20, 50, 70, 80, 90].map((percent) => [`${percent} % of processes 15 % slower`, modes(percent)]),
  ),
  'runs differ by 4 %': shared(0.04),
  'runs differ by 8 %': shared(0.08),
  'runs drift about by 3 %': wandering(0.03),
  'one run in ten is held up by 30 %': heldUp(0.1, 0.3),
  'one look in ten is held up by 30 %': looksHeldUp(0.1, 0.3),
  'bursts of ten processes hold up a fifth by 30 %': bursts(0.2, 10, 0.3),
  'one run in ten on a slower machine than ever': onSlowMachine(0.1),
  'one run in ten is interrupted by others': interrupted(0.1),
  'processor time jumps in three runs of ten': jumping(0.3),
  'every run 0.5 % slower than the one before': creeping(0.005),
  'eight samples in one process, one run in ten waits': waiting(0.1),
};

function normal(deviation) {
  return (random) => () => () => deviation * draw(random);
}

function modes(percent) {
  return (random) => () => () => 0.01 * draw(random) + (random() < percent / 100 ? MODE : 0);
}

function shared(deviation) {
  return (random) => () => {
    const own = deviation * draw(random);
    return () => own + 0.01 * draw(random);
  };
}

// Every process of such a run is, each by a delay of its own.
function heldUp(share, delay) {
  return (random) => () => {
    const isHeldUp = random() < share;
    return () => 0.01 * draw(random) + (isHeldUp ? -delay * Math.log(random()) : 0);
  };
}

function looksHeldUp(share, delay) {
  return (random) => () => {
    let taken = 0;
    let isHeldUp = false;
    return () => {
      if (taken++ % PROCESSES === 0) isHeldUp = random() < share;
      return 0.01 * draw(random) + (isHeldUp ? -delay * Math.log(random()) : 0);
    };
  };
}

// They begin and end anywhere, in the middle of looks and runs.
function bursts(share, length, delay) {
  return (random) => {
    let isIn = random() < share;
    return () => () => {
      isIn = random() < (isIn ? 1 - 1 / length : share / (1 - share) / length);
      return 0.01 * draw(random) + (isIn ? -delay * Math.log(random()) : 0);
    };
  };
}

function wandering(deviation) {
  const MEMORY = 0.9;
  return (random) => {
    let at = deviation * draw(random);
    return () => {
      at = MEMORY * at + Math.sqrt(1 - MEMORY ** 2) * deviation * draw(random);
      const own = at;
      return () => own + 0.01 * draw(random);
    };
  };
}

// Recorded live: an unchanged function took 65 % longer where the control kernel took 18 % longer.
function onSlowMachine(share) {
  return (random) => () => {
    const how = random() < share ? random() : 0;
    return () => {
      const time = 0.01 * draw(random) + how * Math.log(1.65);
      return { time, control: how * Math.log(1.18) };
    };
  };
}

// Recorded live with ten busy programs on two processors: 128 ms by the clock of 8 ms, interrupted five times a sample.
function interrupted(share) {
  return (random) => () => {
    const isBusy = random() < share;
    return () => {
      const cpuTime = 0.01 * draw(random);
      return isBusy ? { time: cpuTime + Math.log(16), cpuTime, interruptions: 5 } : cpuTime;
    };
  };
}

// Recorded live of a function that reads files: by 160 %, with the way in which threads wait for each other.
function jumping(share) {
  return (random) => () => {
    const jump = random() < share ? Math.log(2.6) : 0;
    return () => {
      const time = 0.01 * draw(random);
      return { time, cpuTime: time + jump };
    };
  };
}

// Recorded live: up to five times apart, where every sample waited for a processor, and so did the next looks.
function waiting(share) {
  return (random) => () => {
    const wait = random() < share ? random() * Math.log(5) : 0;
    return () => {
      const cpuTime = 0.02 * draw(random);
      return { time: cpuTime + wait, cpuTime, samples: 8 };
    };
  };
}

function creeping(step) {
  return (random) => {
    let at = 0;
    return () => {
      const own = at;
      at += step;
      return () => own + 0.01 * draw(random);
    };
  };
}

/** What the judge of runs makes of simulated noise: series of runs of unchanged code each, and changed ones after twelve. */
export async function simulate({ series }) {
  const rows = (await simulations({ series })).map(({ name, isOfSameMachineSession, trials }) => [
    name,
    isOfSameMachineSession ? 'yes' : 'no',
    ...cellsOf(trials),
  ]);
  const changes = CHANGES.map((factor) => changeName({ factor }));
  return table(['noise', 'past of this machine session', 'false alarms', 'inconclusive', ...changes], rows);
}

function cellsOf(trials) {
  const ofFactor = (wanted) => trials.filter(({ factor }) => factor === wanted);
  const count = (own, verdict) => own.filter((each) => each.verdict === verdict).length;
  const unchanged = ofFactor(1);
  return [
    shareInWords(count(unchanged, 'regression'), unchanged.length),
    percentInWords(count(unchanged, 'inconclusive'), unchanged.length),
    ...CHANGES.map(ofFactor).map((own) => percentInWords(count(own, 'regression'), own.length)),
  ];
}

/**
 * Simulates every noise, with a past of this machine session and without: trials `{factor, verdict}`, and what they are
 * without each part of the judge.
 * @param parts those to try without.
 */
export async function simulations({ series, parts = [] }) {
  const found = [];
  for (const [name, noise] of Object.entries(noises)) {
    for (const isOfSameMachineSession of [true, false]) {
      const given = { noise, isOfSameMachineSession };
      const whole = Array.from({ length: series }, (_, number) => seriesOf(given, number));
      const without = Object.fromEntries(parts.map((part) => [part, []]));
      for (const part of parts) {
        for (const [number, own] of whole.entries()) {
          // One at a time: what is switched off is so for all.
          const { trials } = own.parts.has(part) ? await switchedOff(part, () => seriesOf(given, number)) : own;
          without[part].push(...trials);
        }
      }
      found.push({ name, isOfSameMachineSession, trials: whole.flatMap(({ trials }) => trials), without });
    }
  }
  return found;
}

// Equal numbers give equal noise, as long as the judge asks for as many looks.
function seriesOf({ noise, isOfSameMachineSession }, number) {
  const random = createGenerator(SEED + number);
  const nextRun = noise(random);
  const parts = new Set();
  const trials = [];
  let history = [];
  let isTried = false;
  for (let run = 0; run < RUNS; run++) {
    const process = nextRun();
    const judge = (factor) => {
      const { judgement, looks } = judged(history, process, factor);
      for (const part of partsIn(judgement)) parts.add(part);
      if (history.length > 0) trials.push({ factor, verdict: judgement.validation.verdict });
      return { judgement, looks };
    };
    const { judgement, looks } = judge(1);
    if (history.length === FULL_HISTORY && !isTried) {
      for (const factor of CHANGES) judge(factor);
      isTried = true;
    }
    history = learned(history, { judgement, looks, isOfSameMachineSession });
  }
  return { trials, parts };
}

// What `run` does not learn is not learned here.
function learned(history, { judgement, looks, isOfSameMachineSession }) {
  if (judgement.validation.verdict === 'regression' || judgement.isDisputed) return history;
  const record = { estimate: judgement.estimate, decayFactor: 0.9, processes: looks.flat(), isOfSameMachineSession };
  return [...history, record].slice(-KEPT_RUNS);
}

function judged(history, process, factor) {
  const looks = [];
  for (;;) {
    const look = Array.from({ length: PROCESSES }, () => evidence(process(), factor));
    // What shares its process with other tests has one.
    const isAlone = look[0].samples !== undefined;
    looks.push(isAlone ? look.slice(0, 1) : look);
    const judgement = judgeAgainstHistory({
      history,
      incomparable: [],
      looks,
      method: isAlone ? 'in_process' : 'fresh_processes',
      statisticalMethod: 'robust',
      thresholdFactor,
      tolerancePercent,
      confidenceLevel: 0.95,
    });
    if (!judgement.needsConfirmation || looks.length === MOST_LOOKS) return { judgement, looks };
  }
}

function evidence(shown, factor) {
  const {
    time,
    cpuTime = time,
    control = 0,
    interruptions = 0,
    samples,
  } = Number.isFinite(shown) ? { time: shown } : shown;
  // A commoner slow branch leaves the low end where it is.
  const slower = factor === RARE_FACTOR ? 1 : factor;
  return {
    location: slower * Math.exp(time),
    cpuTime: (factor === RARE_FACTOR ? RARE_MEAN : factor) * Math.exp(cpuTime),
    control: Math.exp(control),
    controlCpuTime: Math.exp(control),
    interruptions,
    controlJitter: 0.05,
    ...(samples !== undefined && { samples }),
  };
}

function draw(random) {
  return normalQuantile(Math.max(1e-12, random()));
}
