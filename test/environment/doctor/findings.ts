import type { Findings } from '../../../src/environment/doctor/machine-advice.ts';
import type { DoctorReport, HostConditions } from '../../../src/model/doctor.ts';
import type { BaselinePerformance, PlatformProfile, ResourceMetrics } from '../../../src/model/environment.ts';
import { calm, someContext, somePlatform } from '../contexts.ts';

/** What may be different from a calm machine. */
export interface Changes {
  readonly platform?: Partial<PlatformProfile>;
  readonly conditions?: readonly string[];
  readonly calibration?: Partial<BaselinePerformance>;
  readonly host?: Partial<HostConditions>;
  readonly resources?: Partial<ResourceMetrics>;
  readonly noise?: Partial<DoctorReport['noise']>;
}

/** A calm machine on which nothing is to be found, changed as told. */
export function findings(changes: Changes = {}): Findings {
  const speed = { time: 2e-4, factor: 1.1 };
  return {
    environment: someContext({
      platformProfile: { ...somePlatform, ...changes.platform },
      runtimeConditions: changes.conditions ?? [],
    }),
    calibration: {
      timerResolution: 4e-8,
      timerCost: 5e-8,
      kernels: { compute: speed, memory: speed, allocation: speed },
      factor: 1.1,
      measuredAt: '2026-01-01T12:00:00.000Z',
      ...changes.calibration,
    },
    host: {
      governor: 'performance',
      turbo: false,
      simultaneousThreads: false,
      clockSource: 'tsc',
      powerSource: 'mains',
      savesPower: null,
      ...changes.host,
    },
    noise: {
      passes: 4000,
      quickest: 2.2e-4,
      medianPercent: 1.2,
      percentile95Percent: 4.5,
      longestInterruption: 1.3e-4,
      resources: { ...calm, ...changes.resources },
      ...changes.noise,
    },
  };
}
