import { createRequire } from 'node:module';
import { join } from 'node:path';
import { UsageError } from '../../errors.ts';
import type { JestGlobalConfig, JestRunner } from './jest-types.ts';

type RunnerClass = new (globalConfig: JestGlobalConfig, context: unknown) => JestRunner;

// What the project installs is `jest`; a strict package manager shows each package only its own dependencies.
const CHAIN = ['jest', '@jest/core', 'jest-config', 'jest-runner'];

/** Jest's own runner of test files. @throws {UsageError} where the project's Jest cannot be found. */
export function ordinaryRunner(globalConfig: JestGlobalConfig, context: unknown): JestRunner {
  const loaded = loadAlong(CHAIN, join(globalConfig.rootDir, 'jest.config.js'));
  const Runner = (loaded as { default?: RunnerClass }).default ?? (loaded as RunnerClass);
  return new Runner(globalConfig, context);
}

function loadAlong([name, ...rest]: readonly string[], from: string): unknown {
  const require = createRequire(from);
  try {
    if (rest.length === 0) return require(name!);
    return loadAlong(rest, require.resolve(name!));
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`evenkeel/jest/runner cannot find ${name} from ${from}. Is Jest installed in this project?`, {
      cause,
    });
  }
}
