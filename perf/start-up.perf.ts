import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { perf } from 'evenkeel';
import { SLOW } from './samples.ts';

// This side's own package, as it is built.
const entry = import.meta.resolve('evenkeel');
const command = fileURLToPath(new URL('cli/main.cjs', entry));

function runNode(...args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

perf.group('start-up', () => {
  perf('imports the package', () => runNode('--input-type=module', '--eval', `import ${JSON.stringify(entry)};`), SLOW);
  perf('answers --version', () => runNode(command, '--version'), SLOW);
});
