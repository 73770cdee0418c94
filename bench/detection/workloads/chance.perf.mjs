// Workloads that throw dice, a throw per call or a throw a unit.
import { perf } from 'evenkeel';
import { isChanged, units } from './factor.mjs';

const SLOW_SHARE = isChanged ? 0.04 : 0.02;
const TIMES_DEARER = 20;
const BASE_UNITS = 100;

let state = 1;
function work(steps) {
  let x = state;
  for (let i = 0; i < steps; i++) x = Math.imul(x ^ (x >>> 15), 2246822519) + i;
  state = x;
  return x;
}

// Half of the calls do everything twice: samples with two modes.
perf('sometimes', () => {
  const turns = Math.random() < 0.5 ? 2 : 1;
  for (let turn = 0; turn < turns; turn++) for (let unit = 0; unit < units; unit++) work(1500);
  return state;
});

// The change of these is not the factor but a slow branch that is taken twice as often.
perf('rareSlow', () => {
  for (let unit = 0; unit < BASE_UNITS; unit++) work(Math.random() < SLOW_SHARE ? 250 * TIMES_DEARER : 250);
  return state;
});

perf('rareSlowCall', () => {
  const steps = Math.random() < SLOW_SHARE ? 1500 * TIMES_DEARER : 1500;
  for (let unit = 0; unit < BASE_UNITS; unit++) work(steps);
  return state;
});
