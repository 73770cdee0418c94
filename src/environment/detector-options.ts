import type { ReadFile } from './host.ts';

/** For tests, and for programs that know better; nothing needs to be given. */
export interface EnvironmentDetectorOptions {
  /** Environment variables; by default the process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** How files are read; by default from the file system. */
  readonly readFile?: ReadFile;
  /** Where to look for a git repository; by default the working directory. */
  readonly directory?: string;
  /** File in which calibrations are kept; null to keep none. By default one among the user's caches. */
  readonly calibrationCache?: string | null;
  /** Where code is measured: here, or in processes of their own, which not every option of this one reaches. */
  readonly measuresIn?: 'this_process' | 'fresh_processes';
}
