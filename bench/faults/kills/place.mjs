import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');
/** The tests of the project: each run stores one run of each. */
export const TESTS = ['one', 'two', 'three'];
const OPTIONS = '{ iterations: 4, warmupIterations: 1, processes: 2, maxDuration: 0.05, tolerancePercent: 300 }';

/**
 * A directory of its own with everything that evenkeel reads and writes: a repository with two commits, a home, and the
 * directory for what is temporary.
 */
export function makePlace() {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'faults-of-kills-')));
  const path = (name) => join(directory, name);
  for (const name of ['home', 'tmp', 'project/node_modules']) mkdirSync(path(name), { recursive: true });
  symlinkSync(ROOT, path('project/node_modules/evenkeel'), 'junction');
  const lines = TESTS.map((name) => `perf('${name}', work, ${OPTIONS});`);
  const files = {
    '.gitignore': 'node_modules\n.performance-cache\n*.json\n!package.json\n',
    'package.json': '{ "name": "project", "type": "module" }\n',
    'work.js': 'export const work = () => Float64Array.from({ length: 500 }, (_, i) => Math.sin(i)).sort();\n',
    'three.perf.js': ["import { perf } from 'evenkeel';", "import { work } from './work.js';", ...lines, ''].join('\n'),
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(path(`project/${name}`)), { recursive: true });
    writeFileSync(path(`project/${name}`), text);
  }
  const env = environmentOf(path);
  const git = (...args) => execFileSync('git', args, { cwd: path('project'), env, stdio: 'pipe', encoding: 'utf8' });
  const as = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com'];
  git('-c', 'init.defaultBranch=main', 'init', '--quiet');
  for (const message of ['first', 'second']) {
    git('add', '--all');
    git(...as, 'commit', '--quiet', '--allow-empty', '--message', message);
  }
  return {
    directory,
    project: path('project'),
    cache: path('project/.performance-cache'),
    tmp: path('tmp'),
    env,
    path,
  };
}

function environmentOf(path) {
  const { PATH = '' } = process.env;
  return { PATH, HOME: path('home'), TMPDIR: path('tmp'), GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_SYSTEM: devNull };
}

/** The built command. */
export function evenkeelCommand(...args) {
  return [process.execPath, join(ROOT, 'dist/cli/main.cjs'), ...args];
}
