import { PerformanceConfig } from '../../config/performance-config.ts';
import { DependencyResolver } from '../../dependencies/dependency-resolver.ts';
import type { RecordedTimeLookup } from '../../dependencies/recorded-time.ts';
import { PerformanceTestFramework } from '../../framework/api/framework.ts';
import type { RunnerSettings } from './settings.ts';

/** What `dependencyResolver` does. */
export type DependencyOperations = Pick<
  DependencyResolver,
  'resolveModule' | 'getFunctionOrFallback' | 'resolveFunction' | 'registerFallbackFactory' | 'checkDependencies'
>;

/** A resolver for the tests of a project, whose stand-ins take as long as the project's baselines say. */
export function resolverFor(directory: string, settings: () => Promise<RunnerSettings>): DependencyResolver {
  return new DependencyResolver({ root: directory, recordedTime: recordedTimeOf(settings) });
}

// The store is opened for each question: there are few, only of functions that are missing.
function recordedTimeOf(settings: () => Promise<RunnerSettings>): RecordedTimeLookup {
  return async (wanted) => {
    const { config } = await settings();
    const framework = new PerformanceTestFramework({ config: new PerformanceConfig(config) });
    try {
      return await framework.recordedTime(wanted);
    } finally {
      await framework.close();
    }
  };
}
