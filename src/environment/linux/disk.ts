import type { ReadFile } from '../host.ts';

// The kernel counts sectors of 512 bytes whatever the device's own are. Source: Linux,
// Documentation/admin-guide/iostats.rst and Documentation/block/stat.rst.
const SECTOR_BYTES = 512;

// Devices that are made of other devices, or of memory: their transfers are counted there, or are not a disk's.
const NOT_A_DISK = /^(?:loop|ram|zram|dm-|md|sr|fd)/;

/** Bytes read from and written to disks since the machine started; null where the kernel does not say. */
export function readDiskBytes(readFile: ReadFile): number | null {
  const text = readFile('/proc/diskstats');
  if (text === null) return null;
  const devices = text.split('\n').map((line) => line.trim().split(/\s+/));
  const names = new Set(devices.map((fields) => fields[2] ?? ''));
  return devices
    .filter(([, , name = '']) => name !== '' && !NOT_A_DISK.test(name) && !isPartition(name, names))
    .reduce((sum, fields) => sum + (Number(fields[5]) + Number(fields[9])) * SECTOR_BYTES, 0);
}

/** sda1 is a part of sda, and nvme0n1p1 of nvme0n1; both lines count the same transfers. */
function isPartition(name: string, names: ReadonlySet<string>): boolean {
  const whole = name.replace(/(?<=\d)p\d+$|(?<=[a-z])\d+$/, '');
  return whole !== name && names.has(whole);
}
