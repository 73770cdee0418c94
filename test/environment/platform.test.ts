import { describe, expect, it } from 'vitest';
import { thisHost } from '../../src/environment/host.ts';
import { describeMachine } from '../../src/environment/platform.ts';
import { CLOUD_CPU_INFO, cpu, hostWith } from './fixtures.ts';

describe('describeMachine, on Linux', () => {
  it('describes a container in a virtual machine', () => {
    const host = hostWith({
      '/proc/cpuinfo': CLOUD_CPU_INFO,
      '/proc/self/cgroup': '0::/\n',
      '/sys/fs/cgroup/cpu.max': '150000 100000\n',
      '/sys/fs/cgroup/memory.max': `${2 ** 31}\n`,
      '/.dockerenv': '',
    });
    expect(describeMachine(host)).toEqual({
      cpuCores: 2,
      cpuQuota: 1.5,
      cpuModel: 'Intel(R) Xeon(R) Processor (family 6 model 207)',
      cpuFrequencyMhz: 2300,
      memoryGb: 2,
      platformFamily: 'linux',
      virtualized: true,
      virtualizationEvidence: ['/proc/cpuinfo has the hypervisor flag', '/.dockerenv exists'],
      architecture: 'x86_64',
      nodeVersion: '20.20.2',
      v8Version: '11.3.244.8-node.33',
    });
  });

  it.each([
    { quota: '50000 100000', cores: 1, fraction: 0.5 },
    { quota: '300000 100000', cores: 3, fraction: 3 },
    { quota: '6400000 100000', cores: 4, fraction: 64 },
    { quota: 'max 100000', cores: 4, fraction: null },
  ])('may use $cores of four processors under a quota of $quota', ({ quota, cores, fraction }) => {
    const host = hostWith({ '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': quota });
    expect(describeMachine(host)).toMatchObject({ cpuCores: cores, cpuQuota: fraction });
  });

  it('does not believe a memory limit above the machine', () => {
    const host = hostWith({ '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/memory.max': `${2 ** 40}\n` });
    expect(describeMachine(host).memoryGb).toBe(16);
  });

  it('says null, unknown and nothing where no file can be read', () => {
    expect(describeMachine(hostWith({}, { architecture: 'arm64' }))).toEqual({
      cpuCores: 4,
      cpuQuota: null,
      cpuModel: 'unknown',
      cpuFrequencyMhz: null,
      memoryGb: 16,
      platformFamily: 'linux',
      virtualized: false,
      virtualizationEvidence: [],
      architecture: 'arm64',
      nodeVersion: '20.20.2',
      v8Version: '11.3.244.8-node.33',
    });
  });
});

describe('describeMachine, elsewhere', () => {
  it.each([
    {
      platform: 'win32' as const,
      architecture: 'x64',
      processor: cpu('AMD EPYC 7763 64-Core Processor                ', 2445),
      expected: {
        platformFamily: 'windows',
        cpuModel: 'AMD EPYC 7763 64-Core Processor',
        cpuFrequencyMhz: 2445,
        virtualized: false,
      },
    },
    {
      platform: 'darwin' as const,
      architecture: 'arm64',
      processor: cpu('Apple M1 (Virtual)', 2400),
      expected: {
        platformFamily: 'darwin',
        cpuModel: 'Apple M1 (Virtual)',
        cpuFrequencyMhz: null,
        virtualized: true,
        virtualizationEvidence: ['the processor calls itself Apple M1 (Virtual)'],
        architecture: 'arm64',
      },
    },
    {
      platform: 'darwin' as const,
      architecture: 'x64',
      processor: cpu('Intel(R) Core(TM) i7-8700B CPU @ 3.20GHz', 3200),
      expected: { cpuFrequencyMhz: 3200, virtualized: false, architecture: 'x86_64' },
    },
    {
      platform: 'freebsd' as const,
      architecture: 'ia32',
      processor: cpu('unknown', 0),
      expected: { platformFamily: 'freebsd', cpuModel: 'unknown', cpuFrequencyMhz: null, architecture: 'x86' },
    },
  ])('asks node:os on $platform $architecture', ({ platform, architecture, processor, expected }) => {
    const host = hostWith({}, { platform, architecture, cpus: () => [processor, processor] });
    expect(describeMachine(host)).toMatchObject({ cpuCores: 4, cpuQuota: null, memoryGb: 16, ...expected });
  });

  it('knows nothing of processors that node:os does not list', () => {
    const host = hostWith({}, { platform: 'android', availableParallelism: () => 0 });
    expect(describeMachine(host)).toMatchObject({ cpuCores: 1, cpuModel: 'unknown', cpuFrequencyMhz: null });
  });
});

describe('describeMachine, here', () => {
  it('agrees with Node about this machine', () => {
    const host = thisHost();
    const machine = describeMachine(host);
    expect(machine.cpuCores).toBeGreaterThanOrEqual(1);
    expect(machine.cpuCores).toBeLessThanOrEqual(host.availableParallelism());
    expect(machine.memoryGb * 2 ** 30).toBeLessThanOrEqual(host.totalMemory());
    expect(machine.memoryGb).toBeGreaterThan(0);
    expect(machine.nodeVersion).toBe(process.versions.node);
  });
});
