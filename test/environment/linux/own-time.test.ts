import { describe, expect, it } from 'vitest';
import { readSystemFile } from '../../../src/environment/host.ts';
import { readOwnTime } from '../../../src/environment/linux/usage.ts';
import { filesOf } from '../fixtures.ts';

const stat = (name: string) =>
  `4711 (${name}) R 4700 4711 4700 34816 4711 4194304 2417 0 3 0 120 30 400 50 20 0 11 0 1729 1062400000 12000\n`;
const timeOf = (text: string) => readOwnTime(filesOf({ '/proc/self/stat': text }));

describe('readOwnTime', () => {
  it.each(['node', 'a name (with) parens', 'x) R 1 1'])('adds up own time and that of children of %s', (name) => {
    expect(timeOf(stat(name))).toBeCloseTo(6, 12);
  });

  it.each(['', '4711 (node) R 1 2 3', stat('node').replace(' 120 ', ' many ')])('knows nothing from %j', (text) => {
    expect(timeOf(text)).toBeNull();
  });

  it('knows nothing without the file', () => {
    expect(readOwnTime(filesOf({}))).toBeNull();
  });

  it.runIf(process.platform === 'linux')('agrees with Node about this process', () => {
    const { user, system } = process.cpuUsage();
    expect(readOwnTime(readSystemFile)).toBeGreaterThanOrEqual((user + system) / 1e6 - 0.1);
  });
});
