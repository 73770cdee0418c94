import type { Observation } from '../model/measurement.ts';
import { nowMilliseconds } from './clock.ts';

const ROUNDS = 5;
const ACCESSES = 2000;
// More than a variable of the function takes: compiled code finds a global within a nanosecond, interpreted code within ten;
// through a context's interceptor it took 150 ns (Node 20, Jest 30).
const SLOW = 30e-9;
// As many times as long, because on a busy machine everything takes long.
const FACTOR = 4;
// Set on the global object of a context whose modules are given the globals that they use as parameters.
const INJECTED = 'Symbol.for("evenkeel.injectedGlobals")';
const SOURCE = `
  if (globalThis[${INJECTED}]) return 0;
  let kept;
  let least = Infinity;
  let leastOfOwn = Infinity;
  for (let round = 0; round < ${ROUNDS}; round++) {
    const start = now();
    for (let i = 0; i < ${ACCESSES}; i++) kept = now;
    const middle = now();
    for (let i = 0; i < ${ACCESSES}; i++) kept = Math;
    const end = now();
    leastOfOwn = Math.min(leastOfOwn, middle - start);
    least = Math.min(least, end - middle);
  }
  return kept && least > ${FACTOR} * leastOfOwn ? (least - leastOfOwn) / ${ACCESSES} / 1000 : 0;`;

/**
 * Whether it takes long to find a global by its name in the context that a function was made in. In one that `node:vm`
 * made, as for Jest's test files, each access asks an interceptor, which no compiler can leave out.
 */
export function observeGlobals(fn: (input: never) => unknown): Observation[] {
  const MakeFunction = functionConstructorOf(fn);
  const seconds = MakeFunction ? Number(MakeFunction('now', SOURCE)(nowMilliseconds)) : 0;
  return seconds > SLOW ? [{ kind: 'slow_globals', seconds }] : [];
}

// Asynchronous functions have a constructor of their own, and others may have been given another prototype.
function functionConstructorOf(fn: object): FunctionConstructor | null {
  for (let object: object | null = fn; object !== null; object = Object.getPrototypeOf(object)) {
    const maker = object.constructor;
    if (maker?.name === 'Function' && maker.prototype === object) return maker as FunctionConstructor;
  }
  return null;
}
