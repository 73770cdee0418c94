import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = join(PACKAGE, 'dist/cli/main.cjs');
const FACTOR_FILE = fileURLToPath(new URL('./workloads/factor.mjs', import.meta.url));
const FACTOR_LINE = /^const IN_CODE = .*;$/m;

/**
 * A git repository of a user's, with a copy of some performance files and evenkeel installed, in a temporary directory.
 * @param suite directory or file of performance files.
 */
export function makeProject(suite) {
  const root = mkdtempSync(join(tmpdir(), 'evenkeel-bench-'));
  const path = (name) => join(root, name);
  const git = (...args) => {
    const identity = ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...identity, ...args], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  };
  const write = (name, text) => writeFileSync(path(name), text);
  write('package.json', JSON.stringify({ name: 'bench-project', private: true, type: 'module' }));
  write('.gitignore', 'node_modules\n.performance-cache*\n*.json.out\n');
  mkdirSync(path('suite'));
  cpSync(suite, path('suite'), { recursive: true });
  cpSync(FACTOR_FILE, path('suite/factor.mjs'));
  mkdirSync(path('node_modules'));
  symlinkSync(PACKAGE, path('node_modules/evenkeel'), 'dir');
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '.');
  git('commit', '--quiet', '--message', 'suite');
  const factorText = readFileSync(path('suite/factor.mjs'), 'utf8');
  return {
    root,
    path,
    git,
    /** Commits a change that has nothing to do with what is measured. */
    commitSomething(text) {
      write('notes.txt', `${text}\n`);
      git('add', '.');
      git('commit', '--quiet', '--message', text);
    },
    /** Makes the workloads dearer by a factor, in the tree alone; 1 takes that back. */
    setFactor(factor) {
      write(
        'suite/factor.mjs',
        factor === 1 ? factorText : factorText.replace(FACTOR_LINE, `const IN_CODE = ${factor};`),
      );
    },
    /** Runs the built command. */
    evenkeel(args, env = {}) {
      return spawnSync(process.execPath, [PROGRAM, ...args], {
        cwd: root,
        env: { ...process.env, ...env },
        encoding: 'utf8',
        maxBuffer: 2 ** 30,
      });
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
