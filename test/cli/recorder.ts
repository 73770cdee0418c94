import { main } from '../../src/cli/program.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { outputTo } from '../../src/output/output.ts';

/** What a command wrote, and its exit code. */
export interface Recorded {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** A terminal that keeps what is written to it, sanitized as all output is. */
export function recorder(overrides: Partial<Terminal> = {}) {
  const written = { out: '', err: '' };
  const to = (name: keyof typeof written) => {
    const write = (text: string) => {
      written[name] += text;
      return true;
    };
    return outputTo({ write } as NodeJS.WritableStream, overrides.color);
  };
  const [out, err] = [to('out'), to('err')];
  const terminal: Terminal = {
    out: out.write,
    draw: out.draw,
    err: err.write,
    redraw: err.redraw,
    color: false,
    width: 100,
    isInteractive: false,
    progressWidth: 100,
    ...overrides,
  };
  return { terminal, written };
}

/** Runs the command line in this process. */
export async function command(args: readonly string[], overrides: Partial<Terminal> = {}): Promise<Recorded> {
  const { terminal, written } = recorder(overrides);
  const exitCode = await main(args, terminal);
  return { exitCode, ...written };
}
