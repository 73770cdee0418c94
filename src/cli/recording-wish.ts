import type { PerformanceConfig } from '../config/performance-config.ts';
import { UsageError } from '../errors.ts';
import { acceptingBeside, type RecordingWish } from '../framework/store/recording.ts';
import type { RecordFlags } from './flags.ts';

/**
 * What is wished for what was measured, by the flags and the configuration.
 * @throws {UsageError} where the flags want both to store and not to.
 */
export function wishOf(
  { update, record }: RecordFlags & { readonly update?: boolean },
  { recording }: PerformanceConfig,
): RecordingWish {
  if (update && record === false) {
    throw new UsageError('--update stores a baseline and --no-record stores none: choose one.');
  }
  return update ? acceptingBeside(recording) : recording;
}
