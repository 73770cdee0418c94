import type { TestProject, Vitest } from 'vitest/node';
import { ENDINGS } from '../../model/performance-files.ts';
import type { OutputFiles } from '../shared/outputs.ts';
import type { RunnerOptions } from '../shared/settings.ts';
import { attach } from './attach.ts';
import { PROJECT_NAME } from './channel.ts';
import { addProject, type ViteConfig, wrongUseOf } from './performance-project.ts';

export type { OutputFiles } from '../shared/outputs.ts';
export type { RunnerOptions } from '../shared/settings.ts';

/** Options for `evenkeel()`; all of them are optional. */
export interface EvenkeelPluginOptions extends RunnerOptions {
  /**
   * The files of the performance project, as globs; other projects leave them out. Default: `*.perf.ts` (or .mts, .cts,
   * .js, .mjs, .cjs), which declare tests with `perf`, and `*.perf.test.ts`, which are measured inside Vitest.
   */
  readonly include?: readonly string[];
  /** Also writes the report to these files. */
  readonly output?: OutputFiles;
}

const ALL_ENDINGS = `{${ENDINGS.join(',')}}`;
const INCLUDE = [`**/*.perf.${ALL_ENDINGS}`, `**/*.perf.test.${ALL_ENDINGS}`];

/** A plug-in as Vite knows it, of any version. */
export interface EvenkeelPlugin {
  /** By which Vite and Vitest name it. */
  readonly name: string;
}

interface Context {
  readonly vitest: Vitest;
  readonly project: TestProject;
}

/**
 * The plug-in for a Vitest configuration (`plugins: [evenkeel()]`): adds a project called `performance`, whose files
 * are measured one at a time, after all other tests, as plain modules; and a reporter that stores baselines, shows
 * evenkeel's table, and fails the run on a regression. `vitest run -u` accepts what was measured.
 *
 * @example
 * import { evenkeel } from 'evenkeel/vitest/config';
 * import { defineConfig } from 'vitest/config';
 *
 * export default defineConfig({ plugins: [evenkeel({ output: { json: 'performance.json' } })] });
 */
export function evenkeel(options: EvenkeelPluginOptions = {}): EvenkeelPlugin {
  const given = { ...options, include: options.include ?? INCLUDE };
  const inner = {
    name: 'evenkeel:project',
    async configureVitest({ vitest, project }: Context) {
      // A `--sequence` of the command line would have replaced it.
      project.config.sequence.groupOrder = Math.max(1, project.config.sequence.groupOrder);
      const wrongUse = wrongUseOf(project.config, vitest.version);
      project.provide('evenkeelProject', { wrongUse });
      // Threads do not take them, and would not even start to say what is wrong.
      if (wrongUse !== null) project.config.execArgv = [];
      await attach(vitest, given);
    },
  };
  return {
    name: 'evenkeel',
    enforce: 'pre',
    configResolved(config: ViteConfig) {
      addProject(config, given.include, inner);
    },
    async configureVitest({ vitest, project }: Context) {
      if (project.name === PROJECT_NAME) return;
      // A new array: the default one is shared by all projects.
      project.config.exclude = [...project.config.exclude, ...given.include];
      await attach(vitest, given);
    },
  } as EvenkeelPlugin;
}
