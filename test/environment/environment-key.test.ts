import { describe, expect, it } from 'vitest';
import { type ComparedPlatform, environmentKey } from '../../src/environment/environment-key.ts';

const platform: ComparedPlatform = {
  platformFamily: 'linux',
  architecture: 'x86_64',
  cpuCores: 2,
  cpuQuota: null,
  cpuModel: 'Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz',
  nodeVersion: '20.20.2',
};

describe('environmentKey', () => {
  it('can be read', () => {
    expect(environmentKey(platform, [])).toBe('linux-x86_64-2c-intel-xeon-platinum-8370c-node20');
  });

  it.each([
    { platformFamily: 'darwin' },
    { architecture: 'arm64' },
    { cpuCores: 4 },
    { cpuQuota: 1.5 },
    { cpuModel: 'AMD EPYC 7763 64-Core Processor' },
    { nodeVersion: '22.1.0' },
  ])('separates machines that differ in %j', (difference) => {
    expect(environmentKey({ ...platform, ...difference }, [])).not.toBe(environmentKey(platform, []));
  });

  it.each([
    { nodeVersion: 'v20.12.0' },
    { cpuQuota: 2 },
    { cpuQuota: 64 },
    { cpuModel: 'Intel Xeon Platinum 8370C @ 3.50GHz' },
  ])('joins machines that differ in %j', (difference) => {
    expect(environmentKey({ ...platform, ...difference }, [])).toBe(environmentKey(platform, []));
  });

  it.each([
    { cpuQuota: 0.5, cores: '0.5c' },
    { cpuQuota: 1 / 3, cores: '0.33c' },
  ])('says a quota of $cpuQuota as $cores', ({ cpuQuota, cores }) => {
    expect(environmentKey({ ...platform, cpuQuota }, [])).toContain(`-${cores}-`);
  });

  it('marks conditions that change speed', () => {
    expect(environmentKey(platform, ['coverage', 'max-opt-1'])).toBe(
      'linux-x86_64-2c-intel-xeon-platinum-8370c-node20+coverage+max-opt-1',
    );
  });

  it('takes the conditions of this process where none are given', () => {
    expect(environmentKey(platform)).toMatch(/^linux-x86_64-2c-intel-xeon-platinum-8370c-node20(?:\+[a-z0-9.-]+)*$/);
  });
});
