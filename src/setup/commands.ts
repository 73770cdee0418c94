import type { PackageManager } from './package-manager.ts';
import type { RunnerSetup } from './runners/setup.ts';

/** How a package manager is told to do things, as lines for a shell. */
export interface Commands {
  /** Adds packages to those that development needs. */
  add(...packages: readonly string[]): string;
  /** Installs exactly what the lockfile says, in CI. */
  readonly install: string;
  /** Runs a command of an installed package. */
  run(command: string): string;
}

/**
 * The commands of a package manager.
 * @param isWorkspacesRoot of the package that is added to: pnpm and Yarn 1 want to be told that it is meant.
 */
export function commandsOf({ name, major }: PackageManager, isWorkspacesRoot: boolean): Commands {
  const list = (packages: readonly string[]) => packages.join(' ');
  if (name === 'pnpm') {
    return {
      add: (...packages) => `pnpm add --save-dev ${isWorkspacesRoot ? '--workspace-root ' : ''}${list(packages)}`,
      install: 'pnpm install --frozen-lockfile',
      run: (command) => `pnpm exec ${command}`,
    };
  }
  if (name === 'yarn') {
    const isClassic = major === null || major < 2;
    return {
      add: (...packages) =>
        `yarn add --dev ${isClassic && isWorkspacesRoot ? '--ignore-workspace-root-check ' : ''}${list(packages)}`,
      install: isClassic ? 'yarn install --frozen-lockfile' : 'yarn install --immutable',
      run: (command) => `yarn run ${command}`,
    };
  }
  if (name === 'bun') {
    return {
      add: (...packages) => `bun add --dev ${list(packages)}`,
      install: 'bun install --frozen-lockfile',
      // It starts what the command names, which is Node: evenkeel measures there.
      run: (command) => `bunx ${command}`,
    };
  }
  return {
    add: (...packages) => `npm install --save-dev ${list(packages)}`,
    install: 'npm ci',
    run: (command) => `npx ${command}`,
  };
}

/** How the command of a runner's set-up is started. */
export function startedWith(
  commands: Commands,
  { startedBy }: Pick<RunnerSetup, 'startedBy'>,
  command: string,
): string {
  return startedBy === 'packages' ? commands.run(command) : command;
}
