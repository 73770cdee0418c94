import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CompareReport } from '../../src/model/revisions.ts';
import { processesIn, until } from '../measure/processes/alive.ts';
import { type MadeRepository, makeRepository, worktreesOf } from '../revisions/made-repository.ts';
import { evenkeel } from './command.ts';

const ENDLESS = `import { perf } from 'evenkeel';
perf('endless', () => { for (;;) ; }, { timeLimit: 300 });
`;

/** The check-out of the base, while there is one. */
function checkOutOf(made: MadeRepository): string | null {
  return worktreesOf(made)[0]?.slice('worktree '.length) ?? null;
}

/** Starts a comparison, and does something to its process once it says these words. */
async function interrupt(
  args: readonly string[],
  words: string,
  act: (child: ChildProcess, checkOut: string | null) => void,
) {
  const made = makeRepository({ 'a.perf.js': ENDLESS });
  let checkOut: string | null = null;
  const result = await evenkeel(['compare', 'main', '--json', '-', ...args], {
    cwd: made.directory,
    onStart: (child) => {
      let said = '';
      let done = false;
      child.stderr?.on('data', (chunk) => {
        said += chunk;
        if (done || !said.includes(words)) return;
        done = true;
        // A moment later the process is in the middle of what it has announced.
        setTimeout(() => {
          checkOut = checkOutOf(made);
          act(child, checkOut);
        }, 500);
      });
    },
  });
  const left = () => processesIn(made.directory, ...(checkOut === null ? [] : [checkOut]));
  return { ...result, made, checkOut: checkOut as string | null, left };
}

describe.skipIf(!existsSync('/proc/self/cwd'))('a comparison that is interrupted', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s reports what is complete and leaves nothing behind',
    async (signal) => {
      const { exitCode, out, made, checkOut, left } = await interrupt([], 'measuring: 0/', (child) =>
        child.kill(signal),
      );
      expect(exitCode).toBe(130);
      const report = JSON.parse(out) as CompareReport;
      expect(report.summary).toMatchObject({ interrupted: true, exitCode: 130 });
      expect(report.failures).toMatchObject([{ testName: 'endless', reason: 'interrupted' }]);
      expect(checkOut).not.toBeNull();
      expect(existsSync(checkOut!)).toBe(false);
      expect(worktreesOf(made)).toEqual([]);
      // What the command has killed, or what watches over it, may end a moment after it.
      await until(() => left().length === 0);
    },
  );

  it('while its base is made ready has nothing to report', async () => {
    const { exitCode, out, err, made, left } = await interrupt(['--prepare', 'sleep 200'], 'Preparing it', (child) =>
      child.kill('SIGINT'),
    );
    expect({ exitCode, out }).toEqual({ exitCode: 130, out: '' });
    expect(err).toMatch(/\nInterrupted before anything was measured\.\n$/);
    expect(worktreesOf(made)).toEqual([]);
    await until(() => left().length === 0);
  });

  it.each([
    ['at once by a second signal', 'SIGINT', 'SIGINT'],
    ['by SIGKILL', 'SIGKILL', null],
  ] as const)('%s leaves nothing behind after a moment', async (_what, first, second) => {
    const { made, checkOut, left } = await interrupt([], 'measuring: 0/', (child) => {
      child.kill(first);
      if (second) setTimeout(() => child.kill(second), 5);
    });
    expect(checkOut).not.toBeNull();
    await until(() => !existsSync(checkOut!) && worktreesOf(made).length === 0 && left().length === 0);
  });

  it('by SIGKILL while its base is made ready leaves nothing behind after a moment', async () => {
    const { made, checkOut, left } = await interrupt(['--prepare', 'sleep 200'], 'Preparing it', (child) =>
      child.kill('SIGKILL'),
    );
    expect(checkOut).not.toBeNull();
    await until(() => !existsSync(checkOut!) && worktreesOf(made).length === 0 && left().length === 0);
  });
});
