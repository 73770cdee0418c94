// One fresh process: compares a function with an unchanged one and prints the result.
import { measureInterleaved } from '../../dist/measure/interleave.js';
import { functions } from '../accuracy/functions.mjs';
// Another query makes another module: the same text, compiled a second time.
import { functions as copies } from '../accuracy/functions.mjs?copy';

const [kind, name, iterations] = process.argv.slice(2);
const plan = { iterations: Number(iterations), warmupIterations: 5, maxDuration: 10 };
// What is compared before what counts only has to leave its traces.
const short = { ...plan, iterations: 20, maxDuration: 3 };
const subjectOf = (fn) => ({ fn, context: undefined, input: null, beforeEach: null });
const compare = (baseline, candidate, how) => measureInterleaved(subjectOf(baseline), subjectOf(candidate), how);

const pairs = {
  same: () => {
    const fn = functions[name]();
    return [fn, fn];
  },
  closures: () => [functions[name](), functions[name]()],
  copies: () => [functions[name](), copies[name]()],
  later: () => [functions[name](), copies[name]()],
};

if (kind === 'later') {
  const names = Object.keys(functions);
  for (const step of [3, 7]) {
    const other = names[(names.indexOf(name) + step) % names.length];
    await compare(functions[other](), copies[other](), short);
  }
}
const { logRatios, selfLogRatios } = await compare(...pairs[kind](), plan);
console.log(JSON.stringify({ logRatios, selfLogRatios }));
