import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { installsPackages, prepareBase } from '../../src/revisions/prepare.ts';
import { isAlive, until } from '../measure/processes/alive.ts';
import { makeRepository, textOf } from './made-repository.ts';
import { supervised } from './supervised.ts';

describe('installsPackages', () => {
  it.each([
    'npm ci',
    'npm ci && npm run build',
    'cd . && npm install --ignore-scripts',
    'npm --prefix . ci',
    'pnpm install --frozen-lockfile',
    'pnpm i',
    'yarn',
    'yarn && yarn build',
    'yarn --immutable',
    'yarn install',
    'bun install',
    '(npm ci); make',
  ])('%s does', (command) => expect(installsPackages(command)).toBe(true));

  it.each(['npm run build', 'yarn build', 'make', 'tsc --build', 'node install.js', 'pnpm -r build', 'echo "pnpm"'])(
    '%s does not',
    (command) => expect(installsPackages(command)).toBe(false),
  );
});

const preparation = (command: string, cwd: string) => ({ command, cwd, where: 'main', timeLimit: 60 });

describe('prepareBase', () => {
  it('runs a line of shell in a directory, watched', async () => {
    const { directory, path } = makeRepository();
    const supervision = supervised();
    const watched: number[] = [];
    await prepareBase(preparation('echo one > out.txt && echo two >> out.txt', directory), {
      ...supervision,
      watch: (pid) => void watched.push(pid),
    });
    expect(textOf(path('out.txt'))).toBe('one\ntwo\n');
    expect(watched).toHaveLength(1);
    expect(supervision.watched.size).toBe(0);
  });

  it('shows the end of what a failing command printed', async () => {
    const { directory } = makeRepository();
    const command = `node -e "console.log('x'.repeat(50000)); console.error('no such script'); process.exit(7)"`;
    const error: Error = await prepareBase(
      { ...preparation(command, directory), where: 'main (1a2b3c4)' },
      supervised(),
    ).catch((thrown) => thrown);
    expect(error.message).toMatch(/^--prepare failed with exit code 7 in the check-out of main \(1a2b3c4\): node -e/);
    expect(error.message).toMatch(/\nno such script$|no such script\n?x*$/);
    expect(error.message.length).toBeLessThan(17_000);
  });

  it('says that a command was killed', async () => {
    const { directory } = makeRepository();
    await expect(prepareBase(preparation('kill -KILL $$', directory), supervised())).rejects.toThrow(
      /^--prepare was killed in the check-out of main: kill/,
    );
  });

  it.skipIf(process.platform === 'win32')('ends with everything it started when it is aborted', async () => {
    const { directory, path } = makeRepository();
    const controller = new AbortController();
    const command = 'node -e "setInterval(() => {}, 1000)" & echo $! > pid; wait';
    const preparing = prepareBase(preparation(command, directory), supervised(controller.signal));
    await until(() => Boolean(textOf(path('pid'))?.trim()));
    const pid = Number(textOf(path('pid')));
    controller.abort();
    await expect(preparing).rejects.toBe(controller.signal.reason);
    await until(() => !isAlive(pid));
  });

  it('does not begin after an abort', async () => {
    const { directory, path } = makeRepository();
    await expect(prepareBase(preparation('touch begun', directory), supervised(AbortSignal.abort()))).rejects.toThrow();
    await sleep(50);
    expect(existsSync(path('begun'))).toBe(false);
  });
});
