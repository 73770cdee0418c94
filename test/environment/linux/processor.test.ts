import { describe, expect, it } from 'vitest';
import type { ReadFile } from '../../../src/environment/host.ts';
import { readProcessor } from '../../../src/environment/linux/processor.ts';
import { CLOUD_CPU_INFO, cpuInfo, filesOf } from '../fixtures.ts';

const MAX_FREQUENCY = '/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq';
const processorOf = (text: string, files = {}) => readProcessor(filesOf({ '/proc/cpuinfo': text, ...files }), 2);

describe('readProcessor', () => {
  it('adds family and model to a name that hides which processor it is', () => {
    expect(processorOf(CLOUD_CPU_INFO)).toEqual({
      model: 'Intel(R) Xeon(R) Processor (family 6 model 207)',
      frequencyMhz: 2300,
      hypervisor: true,
    });
  });

  it.each([
    ['Intel(R) Xeon(R) CPU @ 2.20GHz', 'Intel(R) Xeon(R) CPU @ 2.20GHz (family 6 model 79)'],
    ['AMD EPYC Processor', 'AMD EPYC Processor (family 6 model 79)'],
    ['AMD EPYC 7763 64-Core Processor', 'AMD EPYC 7763 64-Core Processor'],
    ['Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz', 'Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz'],
  ])('names %s %s', (name, expected) => {
    const text = cpuInfo({ 'cpu family': '6', model: '79', 'model name': name, flags: 'fpu vme' });
    expect(processorOf(text)).toMatchObject({ model: expected, hypervisor: false });
  });

  it.each([
    [{ 'cpu family': '25', 'model name': 'Nameless' }, 'Nameless (family 25 model unknown)'],
    [{ 'model name': 'Nameless' }, 'Nameless'],
    [{ 'CPU implementer': '0x41', 'CPU part': '0xd49' }, 'ARM Neoverse-N2'],
    [{ 'CPU implementer': '0x48', 'CPU part': '0xd01' }, 'ARM implementer 0x48 part 0xd01'],
    [{ 'CPU implementer': '0x61' }, 'ARM implementer 0x61 part unknown'],
    [{ processor: '0', BogoMIPS: '50.00' }, null],
  ] as [Record<string, string>, string | null][])('reads %j as %s', (fields, expected) => {
    expect(processorOf(cpuInfo(fields)).model).toBe(expected);
  });

  it('prefers the highest frequency to the current one', () => {
    expect(processorOf(CLOUD_CPU_INFO, { [MAX_FREQUENCY]: '3500000\n' }).frequencyMhz).toBe(3500);
  });

  it('reads no more than it needs on a machine with many processors', () => {
    const asked: (number | undefined)[] = [];
    const readFile: ReadFile = (path, maxBytes) => {
      if (path === '/proc/cpuinfo') asked.push(maxBytes);
      return path === '/proc/cpuinfo' ? CLOUD_CPU_INFO.slice(0, maxBytes) : null;
    };
    expect(readProcessor(readFile, 64)).toEqual(readProcessor(readFile, 2));
    expect(asked).toEqual([4096, undefined]);
  });

  it('knows nothing where there is nothing to read', () => {
    expect(readProcessor(filesOf({}), 2)).toEqual({ model: null, frequencyMhz: null, hypervisor: false });
  });
});
