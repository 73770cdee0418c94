import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCgroupLimits, readThrottledTime } from '../../../src/environment/linux/cgroup.ts';
import { filesOf } from '../fixtures.ts';

const ROOT = '/sys/fs/cgroup';
const limitsOf = (files: Readonly<Record<string, string>>) => readCgroupLimits(filesOf(files));

describe('readCgroupLimits, version 2', () => {
  it('reads the limits of a container that sees its own group at the root', () => {
    const limits = limitsOf({
      '/proc/self/cgroup': '0::/\n',
      [`${ROOT}/cpu.max`]: '150000 100000\n',
      [`${ROOT}/memory.max`]: '2147483648\n',
      [`${ROOT}/memory.current`]: '1073741824\n',
      [`${ROOT}/memory.stat`]: 'anon 4096\nfile 8192\ninactive_file 73741824\nactive_file 1\n',
    });
    expect(limits).toEqual({ cpuQuota: 1.5, memory: { limit: 2 ** 31, used: 1_000_000_000 } });
  });

  it('takes the tightest limit on the way to the root', () => {
    const limits = limitsOf({
      '/proc/self/cgroup': '0::/kubepods/pod1/container\n',
      [`${ROOT}/kubepods/pod1/container/cpu.max`]: '400000 100000\n',
      [`${ROOT}/kubepods/pod1/cpu.max`]: '50000 100000\n',
      [`${ROOT}/kubepods/cpu.max`]: 'max 100000\n',
      [`${ROOT}/kubepods/pod1/container/memory.max`]: 'max\n',
      [`${ROOT}/kubepods/pod1/memory.max`]: '1000\n',
      [`${ROOT}/kubepods/pod1/memory.current`]: '900\n',
      [`${ROOT}/kubepods/memory.max`]: '5000\n',
    });
    expect(limits).toEqual({ cpuQuota: 0.5, memory: { limit: 1000, used: 900 } });
  });

  it('answers null where every group says max', () => {
    const files = {
      '/proc/self/cgroup': '0::/a\n',
      [`${ROOT}/a/cpu.max`]: 'max 100000',
      [`${ROOT}/a/memory.max`]: 'max',
    };
    expect(limitsOf(files)).toEqual({ cpuQuota: null, memory: null });
  });

  it('never says that less than nothing is used', () => {
    const files = {
      '/proc/self/cgroup': '0::/\n',
      [`${ROOT}/memory.max`]: '1000',
      [`${ROOT}/memory.current`]: '10',
      [`${ROOT}/memory.stat`]: 'inactive_file 20\n',
    };
    expect(limitsOf(files).memory?.used).toBe(0);
  });
});

describe('readCgroupLimits, version 1', () => {
  const membership = '4:memory:/docker/abc\n2:cpu,cpuacct:/docker/abc\n1:name=systemd:/docker/abc\n0::/docker/abc\n';

  it('reads the limits of a container whose group is mounted at the root', () => {
    const limits = limitsOf({
      '/proc/self/cgroup': membership,
      [`${ROOT}/cpu/cpu.cfs_quota_us`]: '200000\n',
      [`${ROOT}/cpu/cpu.cfs_period_us`]: '100000\n',
      [`${ROOT}/memory/memory.limit_in_bytes`]: '536870912\n',
      [`${ROOT}/memory/memory.usage_in_bytes`]: '400000000\n',
      [`${ROOT}/memory/memory.stat`]: 'cache 1\ninactive_file 1\ntotal_inactive_file 100000000\n',
    });
    expect(limits).toEqual({ cpuQuota: 2, memory: { limit: 536_870_912, used: 300_000_000 } });
  });

  it('takes −1 and the largest number for no limit', () => {
    const limits = limitsOf({
      '/proc/self/cgroup': membership,
      [`${ROOT}/cpu/cpu.cfs_quota_us`]: '-1\n',
      [`${ROOT}/cpu/cpu.cfs_period_us`]: '100000\n',
      [`${ROOT}/memory/memory.limit_in_bytes`]: '9223372036854771712\n',
    });
    expect(limits).toEqual({ cpuQuota: null, memory: null });
  });

  it('does without the usage where it may not be read', () => {
    const files = { '/proc/self/cgroup': membership, [`${ROOT}/memory/docker/abc/memory.limit_in_bytes`]: '1000' };
    expect(limitsOf(files).memory).toEqual({ limit: 1000, used: 0 });
  });
});

describe('readCgroupLimits, elsewhere', () => {
  it('answers null where there are no control groups', () => {
    expect(limitsOf({})).toEqual({ cpuQuota: null, memory: null });
  });

  it('survives files of any content, and never answers a quota that is not positive', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (membership, cpuMax, memoryMax) => {
        const { cpuQuota } = limitsOf({
          '/proc/self/cgroup': `${membership}\n0::/\n`,
          [`${ROOT}/cpu.max`]: cpuMax,
          [`${ROOT}/memory.max`]: memoryMax,
        });
        expect(cpuQuota === null || cpuQuota > 0).toBe(true);
      }),
    );
  });
});

describe('readThrottledTime', () => {
  const throttled = (files: Readonly<Record<string, string>>) => readThrottledTime(filesOf(files));

  it('reads version 2, of the group that was held back longest', () => {
    const files = {
      '/proc/self/cgroup': '0::/pod/container\n',
      [`${ROOT}/pod/container/cpu.stat`]: 'usage_usec 9\nnr_periods 5\nnr_throttled 2\nthrottled_usec 1500000\n',
      [`${ROOT}/pod/cpu.stat`]: 'nr_throttled 3\nthrottled_usec 2500000\n',
      [`${ROOT}/cpu.stat`]: 'usage_usec 9\n',
    };
    expect(throttled(files)).toBe(2.5);
  });

  it('reads version 1, which counts nanoseconds', () => {
    const files = {
      '/proc/self/cgroup': '2:cpu,cpuacct:/docker/abc\n0::/docker/abc\n',
      [`${ROOT}/cpu/cpu.stat`]: 'nr_periods 5\nnr_throttled 2\nthrottled_time 3000000000\n',
    };
    expect(throttled(files)).toBe(3);
  });

  it('knows nothing where no group counts', () => {
    expect(throttled({})).toBeNull();
    expect(throttled({ '/proc/self/cgroup': '0::/\n', [`${ROOT}/cpu.stat`]: 'usage_usec 9\n' })).toBeNull();
  });
});
