import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { calibrationCachePath, readCalibration, writeCalibration } from '../../../src/environment/calibration/cache.ts';
import { readSystemFile } from '../../../src/environment/host.ts';
import type { BaselinePerformance } from '../../../src/model/environment.ts';

const HOUR = 60 * 60 * 1000;

function calibration(hoursAgo = 0, factor = 1): BaselinePerformance {
  const speed = { time: 2e-4, factor };
  const measuredAt = new Date(Date.now() - hoursAgo * HOUR).toISOString();
  const kernels = { compute: speed, memory: speed, allocation: speed };
  return { timerResolution: 1e-8, timerCost: 4e-8, kernels, factor, measuredAt };
}

let directory: string;
let path: string;
const read = (machine: string) => readCalibration(path, machine, readSystemFile);
const write = (machine: string, value: BaselinePerformance) => writeCalibration(path, machine, value, readSystemFile);

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'evenkeel-calibration-'));
  path = join(directory, 'deeper', 'calibration.json');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('the cache of calibrations', () => {
  // Node's own way to make directories on the way never returns from this one.
  it.runIf(process.platform === 'linux')('keeps nothing, and ends, where no directory can be made', () => {
    path = '/proc/self/.cache/evenkeel/calibration.json';
    write('mine', calibration());
    expect(read('mine')).toBeNull();
  });

  it('gives back what was kept, machine by machine, and leaves nothing else behind', () => {
    const [mine, yours] = [calibration(0, 1.1), calibration(0, 2.2)];
    write('mine', mine);
    write('yours', yours);
    expect(read('mine')).toEqual(mine);
    expect(read('yours')).toEqual(yours);
    expect(read('nobody’s')).toBeNull();
    expect(readdirSync(join(directory, 'deeper'))).toEqual(['calibration.json']);
  });

  it.each([
    { hoursAgo: 23, valid: true },
    { hoursAgo: 25, valid: false },
    { hoursAgo: -1, valid: false },
  ])('believes one of $hoursAgo hours ago: $valid', ({ hoursAgo, valid }) => {
    write('mine', calibration(hoursAgo));
    expect(read('mine') !== null).toBe(valid);
  });

  it('drops the oldest of more than twenty machines', () => {
    for (let i = 0; i < 22; i++) write(`machine ${i}`, calibration(22 - i));
    expect(read('machine 0')).toBeNull();
    expect(read('machine 1')).toBeNull();
    expect(read('machine 2')).not.toBeNull();
    expect(read('machine 21')).not.toBeNull();
  });

  it('takes a file of any content for an empty one, and writes over it', () => {
    mkdirSync(join(directory, 'deeper'));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (content) => {
        writeFileSync(path, content);
        expect(read('mine')).toBeNull();
        write('mine', calibration());
        expect(read('mine')).not.toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    { factor: -1 },
    { timerCost: '1' },
    { kernels: null },
    { kernels: { compute: null } },
    { measuredAt: 5 },
    { measuredAt: 'yesterday' },
  ])('does not take an entry with %j for a calibration', (wrong) => {
    write('mine', { ...calibration(), ...(wrong as object) });
    expect(read('mine')).toBeNull();
  });

  it('never believes a number of which a bit has flipped', () => {
    write('mine', calibration(0, 1.1));
    write('yours', calibration(0, 2.2));
    const sound = readFileSync(path);
    const [mine, yours] = [read('mine'), read('yours')];
    let missed = 0;
    for (let bit = 0; bit < 8 * sound.length; bit++) {
      const damaged = Buffer.from(sound);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      writeFileSync(path, damaged);
      for (const [found, kept] of [[read('mine'), mine] as const, [read('yours'), yours] as const]) {
        if (found === null) missed++;
        else expect(found).toEqual(kept);
      }
    }
    expect(missed).toBeGreaterThan(sound.length);
  });

  it('does without where nothing can be written', () => {
    writeFileSync(join(directory, 'deeper'), 'a file where the directory should be');
    write('mine', calibration());
    expect(read('mine')).toBeNull();
    expect(existsSync(path)).toBe(false);
  });
});

describe('calibrationCachePath', () => {
  it.each([
    ['linux', { HOME: '/home/me' }, '/home/me/.cache/evenkeel/calibration.json'],
    ['linux', { HOME: '/home/me', XDG_CACHE_HOME: '/fast' }, '/fast/evenkeel/calibration.json'],
    ['darwin', { HOME: '/Users/me' }, '/Users/me/Library/Caches/evenkeel/calibration.json'],
    ['linux', {}, join(homedir(), '.cache/evenkeel/calibration.json')],
  ] as const)('on %s with %j is %s', (platform, env, expected) => {
    expect(calibrationCachePath(platform, env)).toBe(expected);
  });

  it("is among Windows' local data, where there are any", () => {
    expect(calibrationCachePath('win32', { LOCALAPPDATA: '/local' })).toBe('/local/evenkeel/calibration.json');
    expect(calibrationCachePath('win32', {})).toBeNull();
  });

  it('is null for a user without a directory, whom the system may not know', () => {
    const unknown = () => {
      throw new Error('A system error occurred: uv_os_homedir returned ENOENT (no such file or directory)');
    };
    expect(calibrationCachePath('linux', {}, unknown)).toBeNull();
    expect(calibrationCachePath('linux', {}, () => '')).toBeNull();
    expect(calibrationCachePath('linux', { HOME: '/home/me' }, unknown)).toMatch(/^.home.me/);
  });
});
