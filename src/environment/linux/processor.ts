import type { ReadFile } from '../host.ts';
import { withoutClock } from '../processor-name.ts';

/** What Linux says of its first processor. */
export interface Processor {
  readonly model: string | null;
  readonly frequencyMhz: number | null;
  /** Set on x86 by the hypervisor, to say that there is one. */
  readonly hypervisor: boolean;
}

// Longer than one processor's entry, whose flags alone take more than 1 kB.
const ONE_ENTRY = 4096;

// Reading a part of a file starts slower than reading all of it; from here on there is too much of it.
const MANY = 16;

/** The parts that clouds and build services lend. Source: Linux, arch/arm64/include/asm/cputype.h. */
const ARM_PARTS: Readonly<Record<string, string>> = {
  '0x41 0xd08': 'ARM Cortex-A72',
  '0x41 0xd0b': 'ARM Cortex-A76',
  '0x41 0xd0c': 'ARM Neoverse-N1',
  '0x41 0xd40': 'ARM Neoverse-V1',
  '0x41 0xd49': 'ARM Neoverse-N2',
  '0x41 0xd4f': 'ARM Neoverse-V2',
};

/**
 * Reads the first entry of /proc/cpuinfo. Other processors of the machine are taken to be like it.
 *
 * Clouds hide which processor they lend ("Intel(R) Xeon(R) Processor"), and two that go by one such name are no more
 * comparable than any others: where the name says no model, family and model numbers are added to it. 64-bit ARM has
 * no names at all, only implementer and part.
 *
 * @param processors How many there are, about.
 */
export function readProcessor(readFile: ReadFile, processors: number): Processor {
  const entry = parseEntry(readFile('/proc/cpuinfo', processors > MANY ? ONE_ENTRY : undefined) ?? '');
  return {
    model: modelOf(entry),
    frequencyMhz: announcedFrequency(readFile) ?? positive(Number(entry.get('cpu MHz'))),
    hypervisor: entry.get('flags')?.split(' ').includes('hypervisor') ?? false,
  };
}

function parseEntry(text: string): ReadonlyMap<string, string> {
  const [first = ''] = text.split('\n\n');
  const fields = first.split('\n').map((line) => line.split(':').map((part) => part.trim()));
  return new Map(fields.map(([name = '', value = '']) => [name, value]));
}

function modelOf(entry: ReadonlyMap<string, string>): string | null {
  const name = entry.get('model name');
  if (name) {
    const family = entry.get('cpu family');
    const saysWhich = /\d/.test(withoutClock(name)) || family === undefined;
    return saysWhich ? name : `${name} (family ${family} model ${entry.get('model') ?? 'unknown'})`;
  }
  const implementer = entry.get('CPU implementer');
  if (!implementer) return null;
  const part = entry.get('CPU part') ?? 'unknown';
  return ARM_PARTS[`${implementer} ${part}`] ?? `ARM implementer ${implementer} part ${part}`;
}

/** The highest frequency, which unlike the current one does not depend on the moment; the file says kilohertz. */
function announcedFrequency(readFile: ReadFile): number | null {
  const kilohertz = Number(readFile('/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq'));
  return positive(kilohertz / 1000);
}

function positive(value: number): number | null {
  return Number.isFinite(value) && value > 0 ? Math.round(value) : null;
}
