import { describe, expect, it } from 'vitest';
import type { RunCommand } from '../../../src/environment/doctor/commands.ts';
import { askVirtualMachine } from '../../../src/environment/doctor/examine.ts';
import { askHostConditions } from '../../../src/environment/doctor/host-conditions.ts';
import { hostWith } from '../fixtures.ts';
import { answering, silent } from './answers.ts';

const NOTHING = {
  governor: null,
  turbo: null,
  simultaneousThreads: null,
  clockSource: null,
  powerSource: null,
  savesPower: null,
};

describe('askHostConditions, on Linux', () => {
  const conditionsOf = (files: Readonly<Record<string, string>>) => askHostConditions(hostWith(files), silent);

  it('reads how a laptop with an Intel processor is set up', async () => {
    const files = {
      '/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor': 'powersave\n',
      '/sys/devices/system/cpu/intel_pstate/no_turbo': '0\n',
      '/sys/devices/system/cpu/smt/active': '1\n',
      '/sys/devices/system/clocksource/clocksource0/current_clocksource': 'tsc\n',
      '/sys/class/power_supply/ADP1/online': '0\n',
    };
    expect(await conditionsOf(files)).toEqual({
      governor: 'powersave',
      turbo: true,
      simultaneousThreads: true,
      clockSource: 'tsc',
      powerSource: 'battery',
      savesPower: null,
    });
  });

  it.each([
    [{ '/sys/devices/system/cpu/intel_pstate/no_turbo': '1\n' }, { turbo: false }],
    [{ '/sys/devices/system/cpu/cpufreq/boost': '1\n' }, { turbo: true }],
    [{ '/sys/devices/system/cpu/cpufreq/boost': '0\n' }, { turbo: false }],
    [{ '/sys/class/power_supply/AC/online': '1\n' }, { powerSource: 'mains' }],
    [{ '/sys/devices/system/cpu/smt/active': 'perhaps\n' }, {}],
    [{}, {}],
  ])('knows from %j no more than %j', async (files, expected) => {
    expect(await conditionsOf(files)).toEqual({ ...NOTHING, ...expected });
  });
});

// As pmset(1) and powercfg write them.
const BATTERY = `Now drawing from 'Battery Power'
 -InternalBattery-0 (id=4653155)	95%; discharging; (no estimate) present: true
`;
const MAINS = "Now drawing from 'AC Power'\n";
const SETTINGS = `System-wide power settings:
Currently in use:
 standby              1
 hibernatemode        3
 lowpowermode         1
 womp                 1
`;
const POWER_SAVER = 'Power Scheme GUID: a1841308-3541-4fab-bc81-f71556f20b4a  (Power saver)\r\n';
const BALANCED = 'GUID des Energieschemas: 381b4222-f694-41f0-9685-ff5bb260df2e  (Ausbalanciert)\r\n';

describe('askHostConditions, elsewhere', () => {
  const conditionsOn = (platform: NodeJS.Platform, run: RunCommand) =>
    askHostConditions(hostWith({}, { platform }), run);

  it.each([
    [
      { 'pmset -g batt': BATTERY, 'pmset -g': SETTINGS },
      { powerSource: 'battery', savesPower: true },
    ],
    [
      { 'pmset -g batt': MAINS, 'pmset -g': ' lowpowermode         0\n' },
      { powerSource: 'mains', savesPower: false },
    ],
    [{ 'pmset -g': ' womp 1\n' }, {}],
  ])('asks pmset on macOS: %j', async (answers, expected) => {
    expect(await conditionsOn('darwin', answering(answers))).toEqual({ ...NOTHING, ...expected });
  });

  it.each([
    [POWER_SAVER, true],
    [BALANCED, false],
    ['', null],
  ])('asks powercfg on Windows, in any language: %j', async (answer, savesPower) => {
    const run = answering({ 'powercfg /getactivescheme': answer });
    expect(await conditionsOn('win32', run)).toEqual({ ...NOTHING, savesPower });
  });

  it('knows nothing of other systems, nor where no program answers', async () => {
    for (const platform of ['freebsd', 'darwin', 'win32'] as const) {
      expect(await conditionsOn(platform, silent)).toEqual(NOTHING);
    }
  });
});

const BIOS = String.raw`reg query HKLM\HARDWARE\DESCRIPTION\System\BIOS`;
const biosOf = (manufacturer: string, product: string) =>
  [
    '',
    String.raw`HKEY_LOCAL_MACHINE\HARDWARE\DESCRIPTION\System\BIOS`,
    '    BiosMajorRelease    REG_DWORD    0x4',
    '    BIOSVendor    REG_SZ    American Megatrends International, LLC.',
    `    SystemManufacturer    REG_SZ    ${manufacturer}`,
    `    SystemProductName    REG_SZ    ${product}`,
    '',
  ].join('\r\n');

describe('askVirtualMachine', () => {
  it.each([
    ['darwin', 'sysctl -n kern.hv_vmm_present', '1\n', ['kern.hv_vmm_present is 1']],
    ['darwin', 'sysctl -n kern.hv_vmm_present', '0\n', []],
    [
      'win32',
      BIOS,
      biosOf('Microsoft Corporation', 'Virtual Machine'),
      ['the firmware names Microsoft Corporation Virtual Machine'],
    ],
    ['win32', BIOS, biosOf('Amazon EC2', 'm5.metal'), []],
    ['win32', BIOS, biosOf('LENOVO', '21CB'), []],
    ['win32', BIOS, '', []],
    ['linux', BIOS, biosOf('QEMU', 'Standard PC'), []],
  ] as const)('on %s: %s answers %j', async (platform, command, answer, evidence) => {
    expect(await askVirtualMachine(hostWith({}, { platform }), answering({ [command]: answer }))).toEqual(evidence);
  });

  it('knows nothing where no program answers', async () => {
    expect(await askVirtualMachine(hostWith({}, { platform: 'darwin' }), silent)).toEqual([]);
    expect(await askVirtualMachine(hostWith({}, { platform: 'win32' }), silent)).toEqual([]);
  });
});
