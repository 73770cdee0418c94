import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { table } from '../support/table.mjs';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = join(PACKAGE, 'dist/cli/main.cjs');
const SUITE = fileURLToPath(new URL('./cost', import.meta.url));
// Seconds, with nothing wrong, and with one test that is 10 % dearer.
const AIMS = { run: 30, compare: 60, regression: 45 };
const UNCHANGED = 'DEARER = 1;';
const RUNS = 3;

/**
 * How long `run` and `compare` take on a suite of twelve unchanged tests of about a millisecond, in a project of its own; and
 * `compare` where one of them became 10 % dearer.
 */
export function costTable() {
  const project = makeProject();
  try {
    const rows = Array.from({ length: RUNS }, (_, i) => timed(project, `run, ${i} in history`, 'run', ['run']));
    rows.push(timed(project, 'compare with HEAD', 'compare', ['compare', 'HEAD']));
    const dearer = join(project, 'dearer.mjs');
    writeFileSync(dearer, readFileSync(dearer, 'utf8').replace(UNCHANGED, 'DEARER = 1.1;'));
    rows.push(timed(project, 'compare, one 10 % dearer', 'regression', ['compare', 'HEAD']));
    return table(['command', 'time', 'aim', 'within', 'exit code', 'its last line'], rows);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

function timed(project, title, kind, args) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd: project,
    encoding: 'utf8',
  });
  const seconds = (performance.now() - start) / 1000;
  const said = (stdout.trim() || stderr.trim()).split('\n').at(-1);
  const isWithin = status !== (kind === 'regression' ? 1 : 0) ? '–' : seconds <= AIMS[kind] ? 'yes' : 'no';
  return [title, `${seconds.toFixed(1)} s`, `${AIMS[kind]} s`, isWithin, `${status}`, said];
}

function makeProject() {
  const project = mkdtempSync(join(tmpdir(), 'evenkeel-cost-'));
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'cost', private: true, type: 'module' }));
  writeFileSync(join(project, '.gitignore'), 'node_modules\n.performance-cache\n');
  cpSync(SUITE, project, { recursive: true });
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(PACKAGE, join(project, 'node_modules/evenkeel'), 'dir');
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost', ...args], {
      cwd: project,
      stdio: 'ignore',
    });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'suite');
  return project;
}
