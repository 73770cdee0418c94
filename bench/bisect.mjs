// How surely and how soon `evenkeel bisect` finds a commit: simulated lines of commits, and live searches in repositories that are made for it.
//
//   npm run bench:bisect                     simulated: 64, 256 and 1,000 commits, +5, +10 and +25 %
//   npm run bench:bisect -- --searches 2000  so many of each kind
//   npm run bench:bisect -- live             searches of the built command in made repositories
import { parseArgs } from 'node:util';
import { mostCommits, stateOf } from '../dist/judge/bisect/next-looks.js';
import { createGenerator } from '../dist/statistics/core/random.js';
import { searchLive } from './bisect/live.mjs';
import { search } from './bisect/simulate.mjs';
import { conditions } from './support/conditions.mjs';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    searches: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    live: { type: 'string', default: '20' },
    commits: { type: 'string', default: '64' },
  },
});

// The scatter of a pair: of pinned pairs 1.1 to 1.7 % (docs/decisions/0022), and of a restless test's twice as much.
const DEVIATIONS = [0.015, 0.03];
// What tests tolerate where nobody says otherwise.
const RULE = { confidence: 0.95, tolerancePercent: 2, tests: 1 };

if (positionals.includes('live')) await printLive();
else printSimulated();

function printSimulated() {
  const searches = Number(flags.searches);
  console.log(`${conditions('npm run bench:bisect')}\n`);
  console.log(`${searches} searches of each kind, a step at a random commit; 95 % asked for.\n`);
  console.log(
    '| commits | step | a pair scatters | right | wrong and certain | not decided | commits measured: median, most | within 1.5 log2 n + 4 | pairs |',
  );
  console.log('|---:|---:|---:|---:|---:|---:|---:|---:|---:|');
  const random = createGenerator(Number(flags.seed));
  for (const last of [64, 256, 1000]) {
    for (const percent of [5, 10, 25]) {
      for (const deviation of DEVIATIONS) console.log(rowOf({ last, percent, deviation, searches, random }));
    }
  }
}

function rowOf({ last, percent, deviation, searches, random }) {
  const ends = Array.from({ length: searches }, () => {
    const at = 1 + Math.floor(random() * last);
    const line = { last, deviation, levelOf: (place) => (place >= at ? Math.log1p(percent / 100) : 0) };
    const { state, commits, pairs } = search(stateOf, line, RULE, random);
    const steps = state.line?.steps ?? [];
    const sure = steps.filter(({ isSettled }) => isSettled);
    return {
      isRight: steps.length === 1 && sure.length === 1 && sure[0].from === at - 1 && sure[0].to === at,
      isWrong: sure.some(({ from, to }) => at <= from || at > to),
      commits,
      pairs,
    };
  });
  const share = (is) => `${((100 * ends.filter(is).length) / searches).toFixed(1)} %`;
  const commits = ends.map((end) => end.commits).sort((a, b) => a - b);
  const pairs = ends.reduce((sum, end) => sum + end.pairs, 0) / searches;
  return [
    `| ${last.toLocaleString('en')} | +${percent} % | ${100 * deviation} %`,
    share(({ isRight }) => isRight),
    share(({ isWrong }) => isWrong),
    share(({ isRight, isWrong }) => !isRight && !isWrong),
    `${commits[Math.floor(searches / 2)]}, ${commits.at(-1)}`,
    `${share((end) => end.commits <= mostCommits(last))} of ${mostCommits(last)}`,
    `${pairs.toFixed(0)} |`,
  ].join(' | ');
}

async function printLive() {
  console.log(`${conditions('npm run bench:bisect -- live')}\n`);
  console.log(
    '| search | step | planted at | found | odds | commits measured | seconds |\n|---:|---:|---:|---|---:|---:|---:|',
  );
  const random = createGenerator(Number(flags.seed));
  for (let i = 0; i < Number(flags.live); i++) {
    const percent = [5, 10, 25][i % 3];
    const commits = Number(flags.commits);
    const at = 1 + Math.floor(random() * commits);
    const { found, odds, measured, seconds, isRight } = await searchLive({ commits, percent, at });
    const said = isRight ? 'that commit' : found;
    console.log(`| ${i + 1} | +${percent} % | ${at} of ${commits} | ${said} | ${odds} | ${measured} | ${seconds} |`);
  }
}
