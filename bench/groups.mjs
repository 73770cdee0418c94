// How often `--explain` says that times lie in groups: of times of one kind, where it is false, and of two, where it is
// true; with each of its limits as it is, halved and doubled. Simulated with a fixed seed, so the figures repeat exactly.
import { explainGroups, GROUP_LIMITS } from '../dist/report/groups.js';
import { createGenerator } from '../dist/statistics/core/random.js';

const TRIALS = Number(process.argv[2] ?? 1000);
const SEED = 20_261_130;
const SAMPLES = 100;
const PROCESSES = 5;
// Processes of unchanged code lie apart by about this much (standard deviation).
const BETWEEN = 0.02;

const normal = (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const exponential = (random) => -Math.log(1 - random());

/** Times of one kind, as a multiple of the quickest call. */
const ONE = {
  'normal, 1 %': (random) => 1 + 0.01 * normal(random),
  'log-normal, 5 %': (random) => Math.exp(0.05 * normal(random)),
  'exponential, 5 %': (random) => 1 + 0.05 * exponential(random),
  'five percent take twice as long': (random) => (1 + 0.01 * normal(random)) * (random() < 0.05 ? 2 : 1),
  'slower by 2 % meanwhile': (random, i) => (1 + 0.01 * normal(random)) * (1 + (0.02 * i) / SAMPLES),
  'a clock of ten steps': (random) => Math.round(10 * (1 + 0.1 * normal(random))) / 10,
};

/** Times of two kinds: a share of calls takes longer by a ratio, and comes mixed, in spells, or after the others. */
const two = (ratio, share, order = 'mixed', noise = 0.01) => {
  const isSlow = {
    mixed: (random) => random() < share,
    'spells of 3': (_, i) => i % Math.round(3 / share) < 3,
    'spells of 6': (_, i) => i % Math.round(6 / share) < 6,
    'one after the other': (_, i) => i >= (1 - share) * SAMPLES,
  }[order];
  return (random, i) => (1 + noise * normal(random)) * (isSlow(random, i) ? ratio : 1);
};

function measure(time, random, { samples = SAMPLES, processes = PROCESSES, placeOf = () => 1 } = {}) {
  return Array.from({ length: processes }, (_, round) => {
    const place = 1e-3 * (1 + BETWEEN * normal(random)) * placeOf(random, round);
    const taken = Array.from({ length: samples }, (_, i) => place * time(random, i));
    return { round, samples: taken, location: taken.toSorted((a, b) => a - b)[Math.floor(samples / 20)] };
  });
}

/** The share of trials in which a text is said, in percent. */
function share(makeProcesses, limits, pattern) {
  const random = createGenerator(SEED);
  let said = 0;
  for (let i = 0; i < TRIALS; i++) if (pattern.test(explainGroups(makeProcesses(random), limits).join('\n'))) said++;
  return `${((100 * said) / TRIALS).toFixed(1)} %`;
}

const OF_SAMPLES = /^The samples/m;
const OF_PROCESSES = /^Whole processes/m;
const TIMES_HALF_AND_DOUBLE = [1, 0.5, 2];
const with_ = (changes) => ({ ...GROUP_LIMITS, ...changes });

function table(title, columns, rows) {
  console.log(`\n### ${title}\n\n| | ${columns.join(' | ')} |\n|---|${columns.map(() => '---:|').join('')}`);
  for (const [name, cells] of rows) console.log(`| ${name} | ${cells.join(' | ')} |`);
}

console.log(
  `npm run bench:groups: ${TRIALS} trials a cell, ${PROCESSES} processes of ${SAMPLES} samples which lie ${100 * BETWEEN} % apart, seed ${SEED}.`,
);

const chances = TIMES_HALF_AND_DOUBLE.map((by) => by * GROUP_LIMITS.chance);
table(
  'Groups said of samples of one kind (false), by chance',
  chances,
  Object.entries(ONE).map(([name, time]) => [
    name,
    chances.map((chance) => share((random) => measure(time, random), with_({ chance }), OF_SAMPLES)),
  ]),
);
table(
  'Groups said of samples of two kinds (true), by chance; noise of a kind 1 %',
  chances,
  [
    [1.02, 0.5],
    [1.05, 0.5],
    [1.1, 0.5],
    [1.5, 0.5],
    [1.05, 0.2],
    [1.1, 0.2],
    [1.1, 0.1],
    [1.5, 0.1],
  ].map(([ratio, slow]) => [
    `${100 * slow} % take ${Math.round(100 * (ratio - 1))} % longer`,
    chances.map((chance) => share((random) => measure(two(ratio, slow), random), with_({ chance }), OF_SAMPLES)),
  ]),
);

const ratios = [1.02, 1.01, 1.04];
table(
  'By the least ratio; noise of a kind 0.3 %',
  ratios,
  [1.015, 1.02, 1.03, 1.05].map((ratio) => [
    `half take ${(100 * (ratio - 1)).toFixed(1)} % longer`,
    ratios.map((leastRatio) =>
      share((random) => measure(two(ratio, 0.5, 'mixed', 0.003), random), with_({ leastRatio }), OF_SAMPLES),
    ),
  ]),
);

const weights = [0.1, 0.05, 0.2];
table(
  'By the least weight: a share that takes 50 % longer',
  weights,
  [0.03, 0.05, 0.1, 0.15, 0.25].map((slow) => [
    `${Math.round(100 * slow)} %`,
    weights.map((leastWeight) =>
      share((random) => measure(two(1.5, slow), random), with_({ leastWeight }), OF_SAMPLES),
    ),
  ]),
);

const sizes = [15, 30, 60];
table(
  'By samples of a process, which all are looked at',
  sizes,
  [
    ['log-normal, 5 % (false)', ONE['log-normal, 5 %']],
    ['half take 10 % longer', two(1.1, 0.5)],
    ['20 % take 50 % longer', two(1.5, 0.2)],
  ].map(([name, time]) => [
    name,
    sizes.map((samples) =>
      share((random) => measure(time, random, { samples }), with_({ leastSamples: 1 }), OF_SAMPLES),
    ),
  ]),
);

const counts = [5, 8, 10, 20];
const byProcess = (ratio) => (random) => (random() < 0.5 ? ratio : 1);
const ofProcesses = TIMES_HALF_AND_DOUBLE.map((by) => by * GROUP_LIMITS.chanceOfProcesses);
table(
  'Groups said of processes; those of a kind lie 2 % apart; by chance',
  ofProcesses.flatMap((chance) => counts.map((count) => `${chance}: ${count} processes`)),
  [
    ['of one kind (false)', () => 1],
    ['half take 10 % longer', byProcess(1.1)],
    ['half take 20 % longer', byProcess(1.2)],
    ['half take 50 % longer', byProcess(1.5)],
    ['half take 100 % longer', byProcess(2)],
  ].map(([name, placeOf]) => [
    name,
    ofProcesses.flatMap((chanceOfProcesses) =>
      counts.map((processes) =>
        share(
          (random) => measure(() => 1, random, { samples: 1, processes, placeOf }),
          with_({ chanceOfProcesses }),
          OF_PROCESSES,
        ),
      ),
    ),
  ]),
);

const WAYS = {
  'in turn': /^The groups came one after/m,
  'not told': /^The groups came in spells/m,
  mixed: /^The groups came mixed/m,
};
const turns = [
  ['0.25, 0.5', {}],
  ['0.125, 0.25', { fewTurns: 0.125, manyTurns: 0.25 }],
  ['0.5, 1', { fewTurns: 0.5, manyTurns: 1 }],
];
table(
  'How groups came: what is said of samples of which half (and a fifth) take 50 % longer, by the limits for turns',
  turns.flatMap(([name]) => Object.keys(WAYS).map((way) => `${name}: ${way}`)),
  ['mixed', 'spells of 3', 'spells of 6', 'one after the other'].flatMap((order) =>
    [0.5, 0.2].map((slow) => [
      `${order}, ${100 * slow} %`,
      turns.flatMap(([, changes]) =>
        Object.values(WAYS).map((way) =>
          share((random) => measure(two(1.5, slow, order), random), with_(changes), way),
        ),
      ),
    ]),
  ),
);
