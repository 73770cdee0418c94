import type { Environment } from './ci/vendor.ts';
import type { ReadFile } from './host.ts';

/** For tests, and for programs that know better; nothing needs to be given. */
export interface EnvironmentDetectorOptions {
  /** Environment variables; by default the process's. */
  readonly env?: Environment;
  /** How files are read; by default from the file system. */
  readonly readFile?: ReadFile;
  /** Where to look for a git repository; by default the working directory. */
  readonly directory?: string;
}
