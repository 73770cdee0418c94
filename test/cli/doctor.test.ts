import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { doctor } from '../../src/cli/doctor.ts';
import { problemsWithDoctor } from '../report/schemas.ts';
import { command, recorder } from './recorder.ts';

const quick = { seconds: 0.01, calibrationCache: null };

describe('evenkeel doctor', () => {
  it('prints a table', async () => {
    const { terminal, written } = recorder();
    expect(await doctor({}, terminal, quick)).toBe(0);
    for (const title of ['Environment', 'Set-up', 'Calibration', 'Noise', 'Advice']) {
      expect(written.out).toMatch(new RegExp(`^${title}$`, 'm'));
    }
    expect(written.err).toBe('');
  });

  it('prints JSON', async () => {
    const { terminal, written } = recorder();
    expect(await doctor({ json: true }, terminal, quick)).toBe(0);
    const report = JSON.parse(written.out);
    expect(report).toMatchObject({ kind: 'doctor', schemaVersion: 1, advice: expect.any(Array) });
    expect(problemsWithDoctor(report)).toEqual([]);
  });

  describe('on the command line', () => {
    let directory: string;
    beforeEach(() => {
      directory = mkdtempSync(join(tmpdir(), 'evenkeel-doctor-'));
      vi.stubEnv('XDG_CACHE_HOME', directory);
    });
    afterEach(() => {
      vi.unstubAllEnvs();
      rmSync(directory, { recursive: true, force: true });
    });

    it('exits with 0 whatever it finds', async () => {
      const { exitCode, out } = await command(['doctor', '--json']);
      expect(exitCode).toBe(0);
      expect(JSON.parse(out).kind).toBe('doctor');
    });
  });

  it.each([['--jsn'], ['everything']])('exits with 2 on %s', async (word) => {
    const { exitCode, out, err } = await command(['doctor', word]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(/^error: .*\n(?:.*\n)?\(evenkeel doctor --help tells more\)/);
  });

  it('explains itself', async () => {
    const { exitCode, out } = await command(['doctor', '--help']);
    expect(exitCode).toBe(0);
    await expect(out).toMatchFileSnapshot('golden/help-doctor.golden');
  });
});
