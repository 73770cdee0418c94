import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { measureBaselinePerformance } from '../../../src/environment/calibration/baseline-performance.ts';
import { readCalibration, writeCalibration } from '../../../src/environment/calibration/cache.ts';
import { readSystemFile } from '../../../src/environment/host.ts';

let directory: string;
let path: string;
const place = (machine: string) => ({ path, machine, readFile: readSystemFile });

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'evenkeel-baseline-'));
  path = join(directory, 'calibration.json');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('measureBaselinePerformance', () => {
  it('measures once per process, and keeps the answer for others', () => {
    const first = measureBaselinePerformance(place('kept'));
    expect(measureBaselinePerformance(place('kept'))).toBe(first);
    expect(readCalibration(path, 'kept', readSystemFile)).toEqual(first);
  });

  it('takes what another process kept', () => {
    const other = { ...measureBaselinePerformance(place('one')), factor: 7 };
    writeCalibration(path, 'another', other, readSystemFile);
    expect(measureBaselinePerformance(place('another')).factor).toBe(7);
  });

  it('measures anew where it is told to, and keeps that', () => {
    const stale = { ...measureBaselinePerformance(place('stale')), factor: 7 };
    writeCalibration(path, 'stale', stale, readSystemFile);
    const fresh = measureBaselinePerformance(place('stale'), { anew: true });
    expect(fresh.factor).not.toBe(7);
    expect(measureBaselinePerformance(place('stale'))).toBe(fresh);
    expect(readCalibration(path, 'stale', readSystemFile)).toEqual(fresh);
  });

  it('keeps nothing where there is no place for it', () => {
    const unkept = { ...place('unkept'), path: null };
    expect(measureBaselinePerformance(unkept)).toBe(measureBaselinePerformance(unkept));
  });
});
