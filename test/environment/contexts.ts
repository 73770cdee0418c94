import type {
  CIEnvironment,
  EnvironmentContext,
  PlatformProfile,
  ResourceMetrics,
} from '../../src/model/environment.ts';

/** What is detected outside continuous integration. */
export const localCi: CIEnvironment = {
  isCI: false,
  provider: 'local',
  isPullRequest: false,
  subject: { kind: 'working_tree' },
  branch: null,
  baseBranch: null,
  defaultBranch: null,
  commit: null,
  headCommit: null,
  pullRequest: null,
  runId: null,
  runUrl: null,
};

/** A machine of which most is not known. */
export const somePlatform: PlatformProfile = {
  cpuCores: 2,
  cpuQuota: null,
  cpuModel: 'some processor',
  cpuFrequencyMhz: null,
  memoryGb: 8,
  platformFamily: 'linux',
  virtualized: false,
  virtualizationEvidence: [],
  baselineFactor: 1,
  architecture: 'x86_64',
  nodeVersion: '20.12.0',
  v8Version: '11.3.244.8-node.23',
};

/** A calm second. */
export const calm: ResourceMetrics = {
  cpuPercent: 10,
  cpuStealPercent: null,
  cpuOthersPercent: 2,
  cpuThrottledPercent: null,
  cpuPressurePercent: 1,
  memoryPressurePercent: 0,
  ioPressurePercent: 0,
  memoryPercent: 20,
  diskIoRate: 0,
  loadAverage: 0.1,
  measurementDuration: 1,
};

/** A local machine in a calm second, changed as told. */
export function someContext(changes: Partial<EnvironmentContext> = {}): EnvironmentContext {
  return {
    ciEnvironment: localCi,
    platformProfile: somePlatform,
    resourceConstraints: calm,
    performanceMultiplier: 1,
    runtimeConditions: [],
    timestamp: '2026-01-01T12:00:00.000Z',
    sessionId: 'session-1',
    environmentKey: 'linux-x86_64-2c',
    ...changes,
  };
}
