import { describe, expect, it } from 'vitest';
import { readDiskBytes } from '../../../src/environment/linux/usage.ts';
import { filesOf } from '../fixtures.ts';

/** A line of /proc/diskstats with these sectors read and written. */
const line = (name: string, read: number, written: number) =>
  `   8       0 ${name} 11508 5105 ${read} 14354 2105 16491 ${written} 4019 0 3160 18655 3251 15 60072 281 4 0\n`;

const bytesOf = (...lines: string[]) => readDiskBytes(filesOf({ '/proc/diskstats': lines.join('') }));

describe('readDiskBytes', () => {
  it('counts what is read and what is written, in sectors of 512 bytes', () => {
    expect(bytesOf(line('vda', 100, 20))).toBe(120 * 512);
  });

  it.each([
    ['sda', 'sda1', 'sda12'],
    ['nvme0n1', 'nvme0n1p1', 'nvme0n1p12'],
    ['mmcblk0', 'mmcblk0p1', 'mmcblk0p2'],
  ])('does not count the partitions of %s again', (disk, first, second) => {
    expect(bytesOf(line(disk, 10, 0), line(first, 4, 0), line(second, 6, 0))).toBe(5120);
  });

  it('adds up the disks', () => {
    expect(bytesOf(line('sda', 1, 0), line('sdb', 2, 0), line('nvme0n1', 3, 0), line('nvme1n1', 4, 0))).toBe(5120);
  });

  it('leaves out what is not a disk of its own', () => {
    expect(bytesOf(line('loop0', 9, 9), line('dm-0', 9, 9), line('zram0', 9, 9), line('md127', 9, 9))).toBe(0);
  });

  it('counts a partition whose disk the kernel hides', () => {
    expect(bytesOf(line('xvda1', 1, 1))).toBe(1024);
  });

  it('answers null where the kernel does not say', () => {
    expect(readDiskBytes(filesOf({}))).toBeNull();
  });
});
