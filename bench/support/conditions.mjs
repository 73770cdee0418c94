import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { thisHost } from '../../dist/environment/host.js';
import { describeMachine } from '../../dist/environment/platform.js';

/** Where, when and of which commit figures were taken: the lines that belong above them. */
export function conditions(command) {
  const given = process.argv.slice(2);
  const whole = given.length === 0 ? command : `${command} -- ${given.join(' ')}`;
  const { cpuModel, cpuCores, memoryGb, virtualized, platformFamily, architecture } = describeMachine(thisHost());
  const kind = virtualized ? 'virtual machine' : 'machine';
  return [
    `- command: \`${whole}\``,
    `- machine: ${cpuModel}, ${cpuCores} processors, ${memoryGb.toFixed(1)} GiB, ${platformFamily} ${architecture} (${kind})`,
    `- Node ${process.versions.node}, commit ${commit()}, ${new Date().toISOString().slice(0, 10)}`,
    `- load average when it began: ${loadavg()[0].toFixed(2)}`,
  ].join('\n');
}

function commit() {
  try {
    const git = (...args) =>
      execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    const isDirty = git('status', '--porcelain', '--', 'src') !== '';
    return git('rev-parse', '--short', 'HEAD') + (isDirty ? ' with changes in src' : '');
  } catch {
    return 'unknown (no git repository)';
  }
}
