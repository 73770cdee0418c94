import { planDefaults } from '../../dist/config/plan.js';
import { judgeAgainstHistory } from '../../dist/judge/history/judge-history.js';
import { normalQuantile } from '../../dist/statistics/normal.js';
import { createGenerator } from '../../dist/statistics/random.js';
import { table } from '../support/table.mjs';
import { percentInWords, shareInWords } from './intervals.mjs';

const PROCESSES = 5;
const MOST_LOOKS = 3;
const KEPT_RUNS = 30;
const RUNS = 40;
const FULL_HISTORY = 12;
const CHANGES = [1.05, 1.1, 1.25];
const MODE = Math.log(1.15);
const { thresholdFactor, tolerancePercent } = planDefaults;

/**
 * Noise that no recording of one machine has: each makes the log-times of processes, `(random) => run => process`. What
 * the inner function of a run draws once is shared by all its looks.
 */
const noises = {
  'processes differ by 2 %': normal(0.02),
  'processes differ by 8 %': normal(0.08),
  ...Object.fromEntries(
    [20, 50, 70, 80, 90].map((percent) => [`${percent} % of processes 15 % slower`, modes(percent)]),
  ),
  'runs differ by 4 %': shared(0.04),
  'runs differ by 8 %': shared(0.08),
  'runs drift about by 3 %': wandering(0.03),
  'one run in ten is held up by 30 %': heldUp(0.1, 0.3),
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

function draw(random) {
  return normalQuantile(Math.max(1e-12, random()));
}

/** What the judge of runs makes of simulated noise: a series of runs of unchanged code each, and changed ones after twelve. */
export function simulate({ series }) {
  const rows = Object.entries(noises).flatMap(([name, noise]) =>
    [true, false].map((isOfSameMachineSession) =>
      rowOf(name, isOfSameMachineSession, trialsOf(noise, { series, isOfSameMachineSession })),
    ),
  );
  const changes = CHANGES.map((by) => `+${Math.round(100 * (by - 1))} %`);
  return table(['noise', 'past of this machine session', 'false alarms', 'inconclusive', ...changes], rows);
}

function rowOf(name, isOfSameMachineSession, { unchanged, changed }) {
  const count = (verdicts, verdict) => verdicts.filter((each) => each === verdict).length;
  return [
    name,
    isOfSameMachineSession ? 'yes' : 'no',
    shareInWords(count(unchanged, 'regression'), unchanged.length),
    percentInWords(count(unchanged, 'inconclusive'), unchanged.length),
    ...CHANGES.map((by) => percentInWords(count(changed[by], 'regression'), changed[by].length)),
  ];
}

function trialsOf(noise, { series, isOfSameMachineSession }) {
  const random = createGenerator(7);
  const trials = { unchanged: [], changed: Object.fromEntries(CHANGES.map((by) => [by, []])) };
  for (let number = 0; number < series; number++) {
    const nextRun = noise(random);
    let history = [];
    for (let run = 0; run < RUNS; run++) {
      const process = nextRun();
      const { judgement, looks } = judged(history, process, 1);
      if (history.length > 0) trials.unchanged.push(judgement.validation.verdict);
      if (history.length === FULL_HISTORY) tryChanges(trials.changed, (by) => judged(history, process, by));
      history = learned(history, { judgement, looks, isOfSameMachineSession });
    }
  }
  return trials;
}

function tryChanges(changed, judgedWith) {
  for (const by of CHANGES) changed[by].push(judgedWith(by).judgement.validation.verdict);
}

// What `run` does not learn is not learned here.
function learned(history, { judgement, looks, isOfSameMachineSession }) {
  if (judgement.validation.verdict === 'regression' || judgement.isDisputed) return history;
  const record = { estimate: judgement.estimate, decayFactor: 0.9, processes: looks.flat(), isOfSameMachineSession };
  return [...history, record].slice(-KEPT_RUNS);
}

function judged(history, process, by) {
  const looks = [];
  for (;;) {
    looks.push(Array.from({ length: PROCESSES }, () => evidence(by * Math.exp(process()))));
    const judgement = judgeAgainstHistory({
      history,
      incomparable: [],
      looks,
      method: 'fresh_processes',
      statisticalMethod: 'robust',
      thresholdFactor,
      tolerancePercent,
      confidenceLevel: 0.95,
    });
    if (!judgement.needsConfirmation || looks.length === MOST_LOOKS) return { judgement, looks };
  }
}

// The control kernel stands still: it tells nothing of this noise.
function evidence(seconds) {
  return { location: seconds, cpuTime: seconds, control: 1, controlCpuTime: 1, interruptions: 0, controlJitter: 0.05 };
}
