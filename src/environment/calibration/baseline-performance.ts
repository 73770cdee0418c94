import type { BaselinePerformance } from '../../model/environment.ts';
import type { ReadFile } from '../host.ts';
import { readCalibration, writeCalibration } from './cache.ts';
import { makeKernels } from './kernels.ts';
import { measureKernels } from './measure.ts';

/** Where a machine's calibration is kept between processes. */
export interface CalibrationPlace {
  /** The cache's file; null to keep nothing. */
  readonly path: string | null;
  /** Names machine and version of Node. */
  readonly machine: string;
  readonly readFile: ReadFile;
}

const known = new Map<string, BaselinePerformance>();

/**
 * The machine's own speed: resolution and cost of its clock, and how long the reference kernels take, as seconds and as
 * multiples of the reference machine's times. Takes about 0.1 s once a day for each machine and version of Node, and a
 * fraction of a millisecond otherwise; within a process the answer does not change.
 *
 * The factor says what kind of machine this is: time on this machine ÷ factor is about what the reference machine would
 * take. It is not a correction for noise; the control passes taken between samples are there for that.
 *
 * @param options.anew measures whatever is known already.
 * @throws EnvironmentDetectionError where the clock is too coarse to time a kernel.
 */
export function measureBaselinePerformance(
  place: CalibrationPlace,
  { anew = false }: { readonly anew?: boolean } = {},
): BaselinePerformance {
  const remembered = anew ? null : recall(place);
  const calibration = remembered ?? measureKernels(makeKernels());
  known.set(place.machine, calibration);
  if (remembered === null && place.path !== null) {
    writeCalibration(place.path, place.machine, calibration, place.readFile);
  }
  return calibration;
}

function recall({ path, machine, readFile }: CalibrationPlace): BaselinePerformance | null {
  return known.get(machine) ?? (path === null ? null : readCalibration(path, machine, readFile));
}
