import { describe, expect, it } from 'vitest';
import { readProcessorTimes } from '../../src/environment/resources.ts';
import { cpu, hostWith } from './fixtures.ts';

const cpus = () => [cpu('a', 1, { user: 10, nice: 1, sys: 2, irq: 3, idle: 100 }), cpu('a', 1, { user: 5, idle: 79 })];

describe('readProcessorTimes', () => {
  it('reads the first line of /proc/stat: waiting is idle, and guests are counted once', () => {
    const host = hostWith({
      '/proc/stat': 'cpu  9072 7 2815 212863 190 5 79 1534 60 1\ncpu0 1 1 1 1 1 1 1 1 0 0\nintr 1\n',
    });
    expect(readProcessorTimes(host)).toEqual({
      total: 9072 + 7 + 2815 + 212_863 + 190 + 5 + 79 + 1534,
      idle: 212_863 + 190,
      stolen: 1534,
    });
  });

  it('asks node:os where /proc/stat cannot be read', () => {
    expect(readProcessorTimes(hostWith({}, { cpus }))).toEqual({ total: 200, idle: 179, stolen: null });
  });

  it('asks node:os outside Linux', () => {
    const host = hostWith({ '/proc/stat': 'cpu  1 1 1 1\n' }, { platform: 'darwin', cpus });
    expect(readProcessorTimes(host)).toEqual({ total: 200, idle: 179, stolen: null });
  });
});
