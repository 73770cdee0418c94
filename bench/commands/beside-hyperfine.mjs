// `evenkeel time` beside hyperfine on the same commands, in turns: do they agree, what does a run cost, and is peak memory
// what /usr/bin/time says? The programs are Debian's: apt-get install hyperfine time.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../dist/errors.js';
import { conditions } from '../support/conditions.mjs';
import { table } from '../support/table.mjs';

const COMMANDS = [
  'sleep 0.1',
  'python3 -c pass',
  'node -e 0',
  'seq 200000 | sort -r | tail -1',
  'python3 -c "sum(range(3000000))"',
];
const EVENKEEL = join(import.meta.dirname, '../../dist/cli/main.cjs');
const TOOLS = { hyperfine: ['hyperfine'], evenkeel: [process.execPath, EVENKEEL, 'time'] };
/** What has to be there, and Debian's package of it. */
const NEEDED = { hyperfine: 'hyperfine', '/usr/bin/time': 'time', python3: 'python3' };

let directory = '';

/**
 * Prints the tables.
 * @param turns of either tool on each command; as many of them as there is time for.
 * @param runs in a turn.
 * @param minutes after which no further turn begins.
 */
export function besideHyperfine({ turns, runs, minutes }) {
  const missing = Object.keys(NEEDED).filter((program) => spawnSync(program, ['--version']).error);
  if (missing.length > 0) {
    const packages = missing.map((program) => NEEDED[program]).join(' ');
    throw new UsageError(`${missing.join(' and ')} not found. Where apt is: apt-get install ${packages}`);
  }
  directory = mkdtempSync(join(tmpdir(), 'evenkeel-bench-commands-'));
  try {
    console.log(`# Commands\n\n${conditions('npm run bench:commands')}`);
    const end = performance.now() + 60_000 * minutes;
    const times = COMMANDS.map(() => ({ hyperfine: [], evenkeel: [], memory: [] }));
    let turn = 0;
    for (; turn < turns && (turn === 0 || performance.now() < end); turn++) {
      for (const [i, command] of COMMANDS.entries()) takeTurn(command, times[i], { turn, runs });
    }
    console.log(`- ${turn} turns of ${runs} runs each${turn < turns ? `: ${minutes} minutes were over` : ''}\n`);
    const headings = ['median of', 'hyperfine', 'evenkeel', 'difference', 'memory', '/usr/bin/time'];
    console.log(
      table(
        headings,
        COMMANDS.map((command, i) => compared(command, times[i])),
      ),
    );
    console.log(`\nOverhead of a run of \`true\` without a shell, beside the run itself:\n`);
    console.log(table(['tool', 'a run', 'beside it'], Object.keys(TOOLS).map(overhead)));
    console.log(`\nLoad average when it ended: ${loadavg()[0].toFixed(2)}`);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The first result of a tool, in hyperfine's form, and the seconds that all of it took. */
function timed(tool, args) {
  const file = join(directory, 'result.json');
  const [program, ...own] = TOOLS[tool];
  const start = performance.now();
  execFileSync(program, [...own, '--export-json', file, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  const elapsed = (performance.now() - start) / 1000;
  return { ...JSON.parse(readFileSync(file, 'utf8')).results[0], elapsed };
}

function takeTurn(command, times, { turn, runs }) {
  const order = turn % 2 === 0 ? Object.keys(TOOLS) : Object.keys(TOOLS).reverse();
  for (const tool of order) {
    const result = timed(tool, ['-w', '1', '-r', String(runs), command]);
    times[tool].push(...result.times);
    if (tool === 'evenkeel') times.memory.push(...(result.memory_usage_byte ?? []));
  }
}

function compared(command, { memory, ...times }) {
  const [theirs, ours] = [median(times.hyperfine), median(times.evenkeel)];
  const known = memory.length > 0 ? megabytes(median(memory)) : '–';
  const difference = `${(100 * (ours / theirs - 1)).toFixed(1)} %`;
  return [
    `\`${command.replaceAll('|', '\\|')}\``,
    milliseconds(theirs),
    milliseconds(ours),
    difference,
    known,
    megabytes(peakOf(command)),
  ];
}

/** Bytes, as GNU time says them of the same shell and command: the median of three. */
function peakOf(command) {
  const peaks = [1, 2, 3].map(() => {
    const { stderr } = spawnSync('/usr/bin/time', ['-f', '%M', 'sh', '-c', command], { encoding: 'utf8' });
    return 1024 * Number(stderr.trim().split('\n').at(-1));
  });
  return median(peaks);
}

/** What a tool needs for a run besides the run: of many more runs, so that its start is not in it. */
function overhead(tool) {
  const [few, many] = [10, 210];
  const costs = [1, 2, 3].map(() => {
    const [short, long] = [few, many].map((count) => timed(tool, ['-N', '-r', String(count), 'true']));
    return {
      run: median(long.times),
      beside: (long.elapsed - short.elapsed - sum(long.times) + sum(short.times)) / (many - few),
    };
  });
  return [
    tool,
    milliseconds(median(costs.map(({ run }) => run))),
    milliseconds(median(costs.map(({ beside }) => beside))),
  ];
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

function milliseconds(seconds) {
  return `${(1000 * seconds).toFixed(2)} ms`;
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
