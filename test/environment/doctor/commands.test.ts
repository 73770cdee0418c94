import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../src/environment/doctor/commands.ts';

describe('runCommand', () => {
  it('answers what the program writes', async () => {
    expect(await runCommand(process.execPath, ['-p', '6 * 7'])).toBe('42\n');
  });

  it('answers null where the program fails, or is not there', async () => {
    expect(await runCommand(process.execPath, ['-e', 'process.exit(3)'])).toBeNull();
    expect(await runCommand('/no/such/program', [])).toBeNull();
  });
});
