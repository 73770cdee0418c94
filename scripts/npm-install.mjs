import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Installs packages into a directory of their own, as if it were a project that asks for nothing else.
 * @param {string} directory
 * @param {readonly string[]} packages names with versions, and options of npm.
 */
export async function npmInstall(directory, packages) {
  const flags = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--prefix', directory];
  const child = spawn('npm', ['install', ...flags, ...packages], {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  const [exitCode] = await once(child, 'close');
  if (exitCode !== 0) throw new Error(`npm could not install ${packages.join(' ')} into ${directory}`);
}
