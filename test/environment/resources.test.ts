import { describe, expect, it } from 'vitest';
import type { Host } from '../../src/environment/host.ts';
import { startResourceWatch } from '../../src/environment/resources.ts';
import { cpu, hostWith } from './fixtures.ts';

const stat = (user: number, idle: number, stolen: number) => `cpu  ${user} 0 0 ${idle} 0 0 0 ${stolen} 0 0\n`;
const disk = (read: number, written: number) => ` 254 0 vda 1 0 ${read} 9 1 0 ${written} 9 0 9 9\n`;

/** A clock on which each look is `step` seconds after the one before. */
function ticking(step: number): () => number {
  let seconds = 0;
  return () => {
    seconds += step;
    return seconds;
  };
}

/** What is measured when the files are `before` at the start and `after` at the end. */
function measured(
  before: Record<string, string>,
  after: Record<string, string>,
  changes: Partial<Host> = {},
  duration = 2,
) {
  const files = { ...before };
  const host = hostWith({}, { readFile: (path) => files[path] ?? null, ...changes });
  const watch = startResourceWatch(host, ticking(duration));
  Object.assign(files, after);
  return watch.stop();
}

describe('startResourceWatch', () => {
  it('measures processor and stolen time between the two calls, not since the machine started', () => {
    const metrics = measured({ '/proc/stat': stat(9000, 1000, 500) }, { '/proc/stat': stat(9020, 1075, 505) });
    expect(metrics).toMatchObject({ cpuPercent: 25, cpuStealPercent: 5 });
  });

  it('tells its own processor time, and that of its children, from that of others', () => {
    const own = (ticks: number) => `1 (node) R 1 1 1 1 1 1 1 1 1 1 ${ticks} 0 ${ticks} 0 20\n`;
    const metrics = measured(
      { '/proc/stat': stat(9000, 1000, 500), '/proc/self/stat': own(0) },
      { '/proc/stat': stat(9070, 1020, 510), '/proc/self/stat': own(15) },
    );
    expect(metrics.cpuPercent).toBe(80);
    expect(metrics.cpuOthersPercent).toBeCloseTo(40, 9);
    expect(metrics.cpuStealPercent).toBe(10);
  });

  it('measures pressure and throttling as shares of the window', () => {
    const pressure = (total: number) => `some avg10=0.00 avg60=0.00 avg300=0.00 total=${total}\n`;
    const group = { '/proc/self/cgroup': '0::/\n' };
    const metrics = measured(
      {
        ...group,
        '/proc/pressure/cpu': pressure(5),
        '/proc/pressure/io': pressure(5),
        '/sys/fs/cgroup/cpu.stat': 'throttled_usec 0\n',
      },
      { '/proc/pressure/cpu': pressure(9e9), '/sys/fs/cgroup/cpu.stat': 'throttled_usec 9000000000\n' },
    );
    expect(metrics).toMatchObject({
      cpuPressurePercent: 100,
      ioPressurePercent: 0,
      memoryPressurePercent: null,
      cpuThrottledPercent: 100,
    });
  });

  it('measures bytes a second', () => {
    const metrics = measured({ '/proc/diskstats': disk(1000, 50) }, { '/proc/diskstats': disk(1100, 70) });
    expect(metrics).toMatchObject({ measurementDuration: 2, diskIoRate: 60 * 512 });
  });

  it('may be asked again, for the longer window', () => {
    const files: Record<string, string> = { '/proc/stat': stat(0, 0, 0) };
    const watch = startResourceWatch(hostWith({}, { readFile: (path) => files[path] ?? null }), ticking(1));
    files['/proc/stat'] = stat(10, 0, 0);
    expect(watch.stop().cpuPercent).toBe(100);
    files['/proc/stat'] = stat(10, 30, 0);
    expect(watch.stop().cpuPercent).toBe(25);
  });

  it("falls back on this process's own share where the window is shorter than the kernel's steps", () => {
    const files = { '/proc/stat': stat(5, 5, 5) };
    let calls = 0;
    const idle = measured(files, files, { ownProcessorTime: () => 7 });
    const busy = measured(files, files, { ownProcessorTime: () => 3600 * ++calls });
    expect(idle).toMatchObject({ cpuPercent: 0, cpuStealPercent: null });
    expect(busy).toMatchObject({ cpuPercent: 100, cpuStealPercent: null });
  });

  it('reads nothing again for a window that is shorter than those steps, but what is known at once', () => {
    const files = { '/proc/stat': stat(0, 0, 0), '/proc/diskstats': disk(0, 0) };
    const read: string[] = [];
    const readFile = (path: string) => {
      read.push(path);
      return files[path as keyof typeof files] ?? null;
    };
    const watch = startResourceWatch(hostWith({}, { readFile, ownProcessorTime: ticking(0.002) }), ticking(0.008));
    read.length = 0;
    expect(watch.stop()).toMatchObject({
      cpuPercent: 6.25,
      cpuStealPercent: null,
      cpuOthersPercent: null,
      diskIoRate: 0,
      memoryPercent: 75,
      loadAverage: 0.5,
      measurementDuration: 0.008,
    });
    expect(read).toEqual(['/proc/self/cgroup']);
  });

  it('measures the memory of the machine', () => {
    expect(measured({}, {}).memoryPercent).toBe(75);
  });

  it('measures the memory of the container where it has a limit', () => {
    const files = {
      '/proc/self/cgroup': '0::/\n',
      '/sys/fs/cgroup/memory.max': '1000',
      '/sys/fs/cgroup/memory.current': '600',
      '/sys/fs/cgroup/memory.stat': 'inactive_file 100\n',
    };
    expect(measured(files, {}).memoryPercent).toBe(50);
    expect(measured({ ...files, '/sys/fs/cgroup/memory.max': `${2 ** 40}` }, {}).memoryPercent).toBe(75);
  });

  it('says of Windows what Windows says: no load average, no disks, no stolen time', () => {
    let idle = 0;
    const cpus = () => {
      idle += 100;
      return [cpu('a', 1, { user: 30, idle })];
    };
    const metrics = measured(
      { '/proc/diskstats': disk(1, 1) },
      { '/proc/diskstats': disk(9, 9) },
      { platform: 'win32', cpus },
    );
    expect(metrics).toMatchObject({
      cpuPercent: 0,
      cpuStealPercent: null,
      cpuOthersPercent: null,
      cpuPressurePercent: null,
      cpuThrottledPercent: null,
      diskIoRate: 0,
      loadAverage: null,
    });
  });

  it('has the load average elsewhere', () => {
    expect(measured({}, {}).loadAverage).toBe(0.5);
  });

  it('answers shares from 0 to 100 of this machine', () => {
    const metrics = startResourceWatch().stop();
    for (const share of [metrics.cpuPercent, metrics.memoryPercent]) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(100);
    }
    expect(metrics.memoryPercent).toBeGreaterThan(0);
    expect(metrics.diskIoRate).toBeGreaterThanOrEqual(0);
  });
});
