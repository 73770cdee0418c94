// Repositories in which one commit makes a function slower by a known part, and searches of the built command in them.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const SETTINGS = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', '-c', 'init.defaultBranch=main'];
// Work of 0.1 ms, of which a round is one part in a hundred.
const ROUNDS = 100;

/** Makes a repository of so many commits, of which one adds so many percent, searches it, and removes it. */
export async function searchLive({ commits, percent, at }) {
  const directory = mkdtempSync(join(tmpdir(), 'evenkeel-bisect-'));
  try {
    const hashes = makeHistory(directory, { commits, percent, at });
    const start = process.hrtime.bigint();
    const report = await bisect(directory, ['--good', hashes[0], '--json', '-', '--quiet']);
    const seconds = Math.round(Number(process.hrtime.bigint() - start) / 1e9);
    const [test] = report.tests;
    const [step] = test.steps;
    const isRight =
      test.outcome === 'found' && test.steps.length === 1 && step.commits === 1 && step.first.hash === hashes[at];
    const found =
      step === undefined
        ? test.outcome
        : `${test.outcome}: ${step.commits} commits, ${hashes.indexOf(step.first.hash)}`;
    const odds = step === undefined ? '–' : `${(100 * step.probability).toFixed(1)} %`;
    return { found, odds, isRight, measured: report.summary.measured, seconds };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function makeHistory(directory, { commits, percent, at }) {
  const git = (...args) =>
    execFileSync('git', [...SETTINGS, ...args], {
      cwd: directory,
      encoding: 'utf8',
      env: { ...process.env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_SYSTEM: devNull },
    }).trim();
  const write = (name, text) => writeFileSync(join(directory, name), text);
  git('init', '--quiet');
  write('.gitignore', 'node_modules/\n.performance-cache/\n');
  write('package.json', '{ "name": "project", "type": "module" }\n');
  write(
    'work.perf.js',
    "import { perf } from 'evenkeel';\nimport { work } from './work.js';\nperf('work', () => work());\n",
  );
  mkdirSync(join(directory, 'node_modules'));
  symlinkSync(ROOT, join(directory, 'node_modules', 'evenkeel'), 'dir');
  const hashes = [];
  for (let i = 0; i <= commits; i++) {
    write('work.js', workOf(i >= at ? ROUNDS + percent : ROUNDS));
    write('notes.txt', `${i}\n`);
    git('add', '--all');
    git('commit', '--quiet', '--message', `change ${i}`);
    hashes.push(git('rev-parse', 'HEAD'));
  }
  return hashes;
}

function workOf(rounds) {
  return `const numbers = Float64Array.from({ length: 60 }, (_, i) => Math.sin(i * i));
export function work() {
  let sum = 0;
  for (let i = 0; i < ${rounds}; i++) sum += Float64Array.from(numbers).sort()[i % 60];
  return sum;
}
`;
}

function bisect(directory, args) {
  const { CI, GITHUB_ACTIONS, ...env } = process.env;
  const child = spawn(process.execPath, [join(ROOT, 'dist/cli/main.cjs'), 'bisect', ...args], { cwd: directory, env });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((done, fail) => {
    child.on('close', (code) => {
      if (out === '') fail(new Error(`It ended with ${code}: ${err}`));
      else done(JSON.parse(out));
    });
  });
}
