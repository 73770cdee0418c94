import { homedir } from 'node:os';
import { join } from 'node:path';
import { userCacheDirectory } from '../../files/user-cache.ts';
import { writeWholeAtOnce } from '../../files/write-whole.ts';
import type { BaselinePerformance } from '../../model/environment.ts';
import { parseTime, timeOfDay } from '../../real-time.ts';
import type { Environment } from '../ci/vendor.ts';
import type { ReadFile } from '../host.ts';

// A machine changes under its name: firmware, microcode, another host under a virtual one.
const VALID_MILLISECONDS = 24 * 60 * 60 * 1000;
const KEPT_MACHINES = 20;
// Rises when the kernels or the reference times change, so that no number is read as what it is not.
const FORMAT = 3;

/** A checksum, because a number with another digit in it would look as good, and every result is normalised by it. */
interface Entry {
  readonly checksum: string;
  readonly calibration: BaselinePerformance;
}

interface CacheFile {
  readonly format: typeof FORMAT;
  readonly machines: Readonly<Record<string, Entry>>;
}

const EMPTY: CacheFile = { format: FORMAT, machines: {} };

/**
 * Where calibrations are kept: with the user's other caches, because they belong to the machine and to no project. Null
 * where the user has no directory.
 */
export function calibrationCachePath(
  platform: NodeJS.Platform,
  env: Environment,
  home: () => string = homedir,
): string | null {
  const directory = userCacheDirectory(platform, env, home);
  return directory === null ? null : join(directory, 'calibration.json');
}

/** The machine's calibration of the last day; null where there is none, or what is there is no calibration. */
export function readCalibration(path: string, machine: string, readFile: ReadFile): BaselinePerformance | null {
  const found = readCache(path, readFile).machines[machine];
  if (!isIntact(machine, found)) return null;
  const { calibration } = found;
  const age = timeOfDay() - parseTime(calibration.measuredAt);
  return age >= 0 && age < VALID_MILLISECONDS ? calibration : null;
}

/**
 * Keeps a calibration beside those of other machines, the newest twenty. Where nothing can be written, the next process
 * measures again, and that is all that follows.
 */
export function writeCalibration(
  path: string,
  machine: string,
  calibration: BaselinePerformance,
  readFile: ReadFile,
): void {
  const others = Object.entries(readCache(path, readFile).machines).filter(
    ([name, each]) => name !== machine && isIntact(name, each),
  );
  const time = ({ calibration: { measuredAt } }: Entry) => parseTime(measuredAt);
  const newest = others.sort(([, a], [, b]) => time(b) - time(a));
  const entry: Entry = { checksum: checksumOf(machine, calibration), calibration };
  const machines = Object.fromEntries([[machine, entry], ...newest].slice(0, KEPT_MACHINES));
  try {
    writeWholeAtOnce(path, `${JSON.stringify({ format: FORMAT, machines }, null, 2)}\n`);
  } catch {}
}

function readCache(path: string, readFile: ReadFile): CacheFile {
  try {
    const content: unknown = JSON.parse(readFile(path) ?? 'null');
    return isCacheFile(content) ? content : EMPTY;
  } catch {
    return EMPTY;
  }
}

function isCacheFile(content: unknown): content is CacheFile {
  return isObject(content) && content.format === FORMAT && isObject(content.machines);
}

// FNV-1a with 32 bits (Fowler, Noll and Vo): it must notice accidents and no forgery, one changed character always changes
// it, and the first hash of node:crypto takes a process six times as long.
function checksumOf(machine: string, calibration: BaselinePerformance): string {
  const text = JSON.stringify([machine, calibration]);
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

function isIntact(machine: string, entry: unknown): entry is Entry {
  if (!isObject(entry) || !isCalibration(entry.calibration)) return false;
  return entry.checksum === checksumOf(machine, entry.calibration);
}

function isCalibration(value: unknown): value is BaselinePerformance {
  if (!isObject(value) || !isObject(value.kernels)) return false;
  const { compute, memory, allocation } = value.kernels;
  const speeds = [compute, memory, allocation].flatMap((speed) => (isObject(speed) ? [speed.time, speed.factor] : [0]));
  const numbers = [value.timerResolution, value.timerCost, value.factor, ...speeds];
  return numbers.every((number) => typeof number === 'number' && number > 0) && typeof value.measuredAt === 'string';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
