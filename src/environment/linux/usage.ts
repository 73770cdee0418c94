import type { ReadFile } from '../host.ts';

/** Resources whose shortage the kernel measures. */
export type PressedResource = 'cpu' | 'memory' | 'io';

/**
 * Seconds in which some task waited for a resource since the machine started; null where the kernel does not count (before
 * Linux 4.20, or without CONFIG_PSI).
 *
 * Source: Linux, Documentation/accounting/psi.rst.
 */
export function readPressure(resource: PressedResource, readFile: ReadFile): number | null {
  const [some = ''] = (readFile(`/proc/pressure/${resource}`) ?? '').split('\n');
  const total = Number(some.split(' total=')[1]);
  return some.startsWith('some ') && Number.isFinite(total) ? total / 1e6 : null;
}

// USER_HZ, which is 100 on every architecture that Node runs on.
const TICKS_A_SECOND = 100;

/**
 * Seconds of processor time of this process and of those that it started and that have ended; null where the kernel does
 * not say.
 *
 * Source: proc_pid_stat(5), fields 14 to 17.
 */
export function readOwnTime(readFile: ReadFile): number | null {
  // The name before them stands in parentheses, and may hold spaces and parentheses itself.
  const fields = readFile('/proc/self/stat')?.split(') ').at(-1)?.split(' ').slice(11, 15).map(Number);
  if (fields?.length !== 4 || !fields.every(Number.isFinite)) return null;
  return fields.reduce((sum, ticks) => sum + ticks, 0) / TICKS_A_SECOND;
}

// The kernel counts sectors of 512 bytes whatever the device's own are. Source: Linux,
// Documentation/admin-guide/iostats.rst and Documentation/block/stat.rst.
const SECTOR_BYTES = 512;

// No regular expressions here, nor in what else is read twice a session: compiling them costs more than the reading.
// Devices that are made of other devices, or of memory: their transfers are counted there, or are not a disk's.
const NOT_A_DISK = ['loop', 'ram', 'zram', 'dm-', 'md', 'sr', 'fd'];

/** Bytes read from and written to disks since the machine started; null where the kernel does not say. */
export function readDiskBytes(readFile: ReadFile): number | null {
  const text = readFile('/proc/diskstats');
  if (text === null) return null;
  const devices = text.split('\n').map((line) => line.split(' ').filter(Boolean));
  const names = new Set(devices.map((fields) => fields[2] ?? ''));
  return devices
    .filter(
      ([, , name = '']) =>
        name !== '' && !NOT_A_DISK.some((kind) => name.startsWith(kind)) && !isPartition(name, names),
    )
    .reduce((sum, fields) => sum + (Number(fields[5]) + Number(fields[9])) * SECTOR_BYTES, 0);
}

/** sda1 is a part of sda, and nvme0n1p1 of nvme0n1; both lines count the same transfers. */
function isPartition(name: string, names: ReadonlySet<string>): boolean {
  let end = name.length;
  while (isDigit(name[end - 1])) end--;
  if (end === name.length) return false;
  const stem = name.slice(0, end);
  return names.has(stem.endsWith('p') && isDigit(stem.at(-2)) ? stem.slice(0, -1) : stem);
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}
