import { describe, expect, it } from 'vitest';
import { adviceOnMachine } from '../../../src/environment/doctor/machine-advice.ts';
import { type Changes, findings } from './findings.ts';

const cases: readonly (readonly [name: string, changes: Changes, expected: RegExp])[] = [
  ['other programs', { resources: { cpuOthersPercent: 42.4 } }, /Other programs use 42 % .* Stop them/],
  ['load', { resources: { loadAverage: 2.1 } }, /load average is 2\.1 for 2 processors/],
  ['stolen time', { resources: { cpuStealPercent: 7 } }, /hypervisor gives 7 % /],
  ['a fraction of a processor', { platform: { cpuQuota: 0.5 } }, /may use 0\.5 processors.* Grant it whole/],
  ['throttling', { platform: { cpuQuota: 2 }, resources: { cpuThrottledPercent: 3 } }, /may use 2 processors/],
  [
    'a single processor',
    { platform: { cpuCores: 1 }, resources: { loadAverage: 0 } },
    /one processor .* Two are enough/,
  ],
  ['full memory', { resources: { memoryPercent: 93 } }, /93 % of the memory/],
  ['swapping', { resources: { memoryPressurePercent: 12 } }, /swaps cannot be measured/],
  ['a coarse clock', { calibration: { timerResolution: 1e-3 } }, /smallest step is 1000\.0 µs/],
  [
    'a slow clock',
    { calibration: { timerCost: 2e-6 }, host: { clockSource: 'hpet' } },
    /costs 2000 ns \(its source is hpet\)/,
  ],
  ['a slow clock of unknown source', { calibration: { timerCost: 2e-6 }, host: { clockSource: null } }, /2000 ns\. /],
  ['saving power', { host: { savesPower: true, powerSource: 'battery' } }, /saves power/],
  ['a battery', { host: { powerSource: 'battery' } }, /Plug it in/],
  ['a governor', { host: { governor: 'schedutil' } }, /governor 'schedutil' .* cpupower/],
  ['turbo', { host: { turbo: true } }, /Turbo is on/],
  ['unrest', { noise: { medianPercent: 9 } }, /took 9 % longer .* 5 % in one of twenty/],
  ['bursts', { noise: { percentile95Percent: 60 } }, /60 % in one of twenty/],
  ['coverage', { conditions: ['coverage'] }, /coverage/],
];

describe('adviceOn', () => {
  it.each(cases)('says what to do about %s', (_, changes, expected) => {
    expect(adviceOnMachine(findings(changes))).toEqual([expect.stringMatching(expected)]);
  });

  it.each([
    ['a calm machine', {}],
    ['turbo inside a virtual machine', { platform: { virtualized: true }, host: { turbo: true } }],
    ['a quota of whole processors that holds nothing back', { platform: { cpuQuota: 2 } }],
    [
      'what is not known',
      {
        host: { governor: null, turbo: null, clockSource: null, powerSource: null },
        resources: { loadAverage: null, cpuOthersPercent: null, memoryPressurePercent: null },
      },
    ],
  ] as const)('has nothing to say of %s', (_, changes) => {
    expect(adviceOnMachine(findings(changes))).toEqual([]);
  });

  it('puts the most urgent first', () => {
    const advice = adviceOnMachine(
      findings({ resources: { cpuOthersPercent: 50 }, host: { turbo: true, governor: 'powersave' } }),
    );
    expect(advice.map((text) => text.split(' ')[0])).toEqual(['Other', 'The', 'Turbo']);
  });
});
