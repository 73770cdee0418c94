import { main } from '../../src/cli/program.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

/** What a command wrote, and its exit code. */
export interface Recorded {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** A terminal that keeps what is written to it. */
export function recorder(overrides: Partial<Terminal> = {}) {
  const written = { out: '', err: '' };
  const terminal: Terminal = {
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
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
