import type { PerformanceConfig } from '../../config/performance-config.ts';
import type { EnvironmentContext } from '../../model/environment.ts';
import type { PerformanceLog } from '../../model/log.ts';
import type { LazyStore } from '../store/lazy-store.ts';
import type { Recorder, RecordingWish } from '../store/recording.ts';

/** What the operations of one framework share. */
export interface FrameworkSession {
  readonly config: PerformanceConfig;
  readonly store: LazyStore;
  readonly logger: PerformanceLog | null;
  readonly recording: RecordingWish;
  /** Is given the runs to store; null: the store itself. */
  readonly recorder: Recorder | null;
  environment(): Promise<EnvironmentContext>;
}
