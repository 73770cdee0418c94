import { onTestFinished } from 'vitest';
import { CommandLauncher, type LauncherName } from '../../../src/measure/commands/command-launcher.ts';
import type { CommandSpec } from '../../../src/model/command.ts';
import { programs } from '../processes/built.ts';

/** A command for sh, with what a test says of it. */
export function command(line: string, more: Partial<CommandSpec> = {}): CommandSpec {
  return { command: line, shell: 'sh', cwd: null, env: {}, input: null, timeout: 60, ignoredExitCodes: [], ...more };
}

/** A launcher that is closed when the test ends. */
export async function openLauncher(...names: readonly LauncherName[]): Promise<CommandLauncher> {
  const launcher = await CommandLauncher.open({
    ...(names.length > 0 && { try: names }),
    reaperProgram: programs.reaper,
  });
  onTestFinished(() => launcher.close());
  return launcher;
}
