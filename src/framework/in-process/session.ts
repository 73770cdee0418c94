import type { BaselineStore } from '../../baselines/store.ts';
import type { PerformanceConfig } from '../../config/performance-config.ts';
import type { EnvironmentContext } from '../../model/environment.ts';

/** What the operations of one framework share. */
export interface Session {
  readonly config: PerformanceConfig;
  environment(): Promise<EnvironmentContext>;
  store(): Promise<BaselineStore>;
}
