import type { ResourceMetrics } from '../model/environment.ts';

/**
 * The resources of several windows as those of one: rates and shares weighted by duration, the memory of the fullest, the
 * load of the last. What one window does not know, the whole does not know.
 * @param windows in the order of time, at least one.
 */
export function combineResources(windows: readonly ResourceMetrics[]): ResourceMetrics {
  const duration = windows.reduce((sum, { measurementDuration }) => sum + measurementDuration, 0);
  const known = (of: (window: ResourceMetrics) => number | null): number | null => {
    const values = windows.map(of);
    if (values.some((value) => value === null)) return null;
    // Windows of no length weigh alike.
    const weights = windows.map(({ measurementDuration }) =>
      duration > 0 ? measurementDuration / duration : 1 / windows.length,
    );
    return values.reduce<number>((sum, value, i) => sum + (value ?? 0) * weights[i]!, 0);
  };
  return {
    cpuPercent: known(({ cpuPercent }) => cpuPercent) ?? 0,
    cpuStealPercent: known(({ cpuStealPercent }) => cpuStealPercent),
    cpuOthersPercent: known(({ cpuOthersPercent }) => cpuOthersPercent),
    cpuThrottledPercent: known(({ cpuThrottledPercent }) => cpuThrottledPercent),
    cpuPressurePercent: known(({ cpuPressurePercent }) => cpuPressurePercent),
    memoryPressurePercent: known(({ memoryPressurePercent }) => memoryPressurePercent),
    ioPressurePercent: known(({ ioPressurePercent }) => ioPressurePercent),
    memoryPercent: Math.max(...windows.map(({ memoryPercent }) => memoryPercent)),
    diskIoRate: known(({ diskIoRate }) => diskIoRate) ?? 0,
    loadAverage: windows.at(-1)?.loadAverage ?? null,
    measurementDuration: duration,
  };
}
