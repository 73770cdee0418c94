import type { Vitest } from 'vitest/node';
import type { RecordingWish } from '../../framework/store/recording.ts';
import type { OutputFiles } from '../shared/outputs.ts';
import { type RunnerOptions, settleRunnerSettings } from '../shared/settings.ts';
import { ACCEPT_WITH } from './channel.ts';
import { EvenkeelReporter } from './reporter.ts';

/** What the plug-in was given. */
export interface AttachOptions extends RunnerOptions {
  readonly include: readonly string[];
  readonly output?: OutputFiles;
}

const attached = new WeakSet<Vitest>();

/** Settles what a run of Vitest goes by, tells its tests, and adds the reporter; once, however often it is called. */
export async function attach(vitest: Vitest, options: AttachOptions): Promise<void> {
  if (attached.has(vitest)) return;
  attached.add(vitest);
  const { root, coverage, reporters } = vitest.config;
  const settings = await settleRunnerSettings(options, {
    directory: root,
    acceptWith: ACCEPT_WITH,
    recording: wishOf(vitest),
    reportFiles: Object.values(options.output ?? {}),
  });
  vitest.provide('evenkeel', { settings, include: options.include, coverage: coverage.enabled });
  reporters.push(new EvenkeelReporter(settings, options.output ?? {}) as never);
}

function wishOf({ config }: Vitest): RecordingWish | undefined {
  if (config.watch) return { never: 'watch mode never records' };
  return config.snapshotOptions.updateSnapshot === 'all' ? 'accept' : undefined;
}
