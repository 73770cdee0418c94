import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { outletOf } from '../../src/cli/outlet.ts';
import { type TerminalProcess, terminalOf, wantsColor } from '../../src/cli/terminal.ts';

interface Setting {
  readonly env?: NodeJS.ProcessEnv;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

function terminal({ env = {}, isTTY = false, columns }: Setting) {
  const stream = () => Object.assign(new PassThrough(), { isTTY, columns });
  const process = { stdout: stream(), stderr: stream(), env };
  return { ...process, terminal: terminalOf(process as unknown as TerminalProcess) };
}

describe('wantsColor', () => {
  it.each<[NodeJS.ProcessEnv, boolean, boolean]>([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: 'false' }, true, false],
    [{ FORCE_COLOR: '' }, false, false],
    [{ TERM: 'dumb' }, true, false],
  ])('%j, on a terminal: %j → %j', (env, isTerminal, color) => {
    expect(wantsColor(env, isTerminal)).toBe(color);
  });
});

describe('terminalOf', () => {
  it('writes results and the rest to different streams', () => {
    const { terminal: made, stdout, stderr } = terminal({});
    made.out('result');
    made.err('progress');
    expect(String(stdout.read())).toBe('result');
    expect(String(stderr.read())).toBe('progress');
  });

  it.each<[string, Setting, number]>([
    ['a terminal says its own', { columns: 97 }, 97],
    ['a terminal that has not been told its size', { columns: 0 }, 120],
    ['a pipe', {}, 120],
    ['a pipe, told by COLUMNS', { env: { COLUMNS: '66' } }, 66],
    ['a pipe, told nonsense', { env: { COLUMNS: 'wide' } }, 120],
    ['a pipe, told less than nothing', { env: { COLUMNS: '-3' } }, 120],
  ])('knows the width of %s', (_what, setting, width) => {
    expect(terminal(setting).terminal).toMatchObject({ width, progressWidth: width });
  });

  it.each<[Setting, boolean]>([
    [{ isTTY: true }, true],
    [{ isTTY: false }, false],
    [{ isTTY: true, env: { TERM: 'dumb' } }, false],
    [{ isTTY: true, env: { CI: 'true' } }, false],
  ])('draws progress for somebody who watches: %j → %j', (setting, isInteractive) => {
    expect(terminal(setting).terminal.isInteractive).toBe(isInteractive);
  });

  it.each([
    ['EPIPE', null],
    ['ENOSPC', 'disk full'],
  ])(
    'throws for no error of a stream, and remembers what is more than a reader that has seen enough: %s',
    (code, failure) => {
      const { terminal: made, stdout } = terminal({});
      stdout.emit('error', Object.assign(new Error('disk full'), { code }));
      made.out('more');
      expect(outletOf(stdout as unknown as NodeJS.WriteStream).failure?.message ?? null).toBe(failure);
      expect(stdout.read()).toBeNull();
    },
  );
});
