import { existsSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { makeTemporaryDirectory } from '../../src/files/temporary-directory.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { supervised } from '../revisions/supervised.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Makes what the operating system calls the temporary directory another one. */
function haveTemporary(path: string): void {
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, path);
}

describe('a temporary directory', () => {
  it('is made within that of the operating system, and watched until it is removed', async () => {
    const watch = supervised();
    const { path, remove } = await makeTemporaryDirectory(watch);
    expect(dirname(path)).toBe(realpathSync(tmpdir()));
    expect(existsSync(path)).toBe(true);
    expect([...watch.watched]).toEqual([path]);
    await remove();
    expect(existsSync(path)).toBe(false);
    expect([...watch.watched]).toEqual([]);
  });

  it.each(['missing', 'file'])('that cannot be made is an error that says where and what to do (%s)', async (name) => {
    const path = join(temporaryDirectory(), name);
    if (name === 'file') writeFileSync(path, '');
    haveTemporary(path);
    const error = await makeTemporaryDirectory(supervised()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ code: 'USAGE', data: { path } });
    const { message } = error as UsageError;
    expect(message).toMatch(/^The temporary directory .* cannot be used: E(NOENT|NOTDIR).*Nothing was measured\.$/);
    expect(message).toMatch(/Set the variable (TMPDIR|TEMP) to a directory that exists/);
  });
});
