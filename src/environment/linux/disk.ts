import type { ReadFile } from '../host.ts';

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
