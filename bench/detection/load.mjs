import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Other work that a machine may have, by name; what one busy process a processor does. */
export const LOADS = {
  steady: 'for (;;);',
  // Five seconds busy, five seconds idle.
  bursts: 'setInterval(() => { const end = Date.now() + 5000; while (Date.now() < end); }, 10_000);',
};

/** Keeps every processor busy until the function that this answers is called. */
export function startLoad(name) {
  const children = Array.from({ length: availableParallelism() }, () =>
    spawn(process.execPath, ['--eval', LOADS[name]], { stdio: 'ignore' }),
  );
  const stop = () => {
    for (const child of children) child.kill('SIGKILL');
  };
  process.on('exit', stop);
  return () => {
    process.off('exit', stop);
    stop();
  };
}
