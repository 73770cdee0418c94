import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { version } from 'vitest/node';
import { PROJECT_NAME } from './channel.ts';

/** The part of a resolved Vite configuration that this needs, whatever its version. */
export interface ViteConfig {
  readonly root: string;
  readonly configFile?: string | undefined;
  readonly plugins: readonly { readonly name: string }[];
  readonly test?: { projects?: unknown[] | undefined; benchmark?: { provider?: string } };
}

// After every other test, so that nothing runs beside a measurement. Vitest counts up to it one by one.
const AFTER_ALL_OTHERS = 100;
const LONGEST_TEST = 600_000;

/**
 * Adds the performance project to those of a configuration. A configuration without projects becomes one itself. Where
 * there are no performance files nothing is added, so that other suites start as fast as before.
 */
export function addProject(config: ViteConfig, include: readonly string[], plugin: object): void {
  const { test, root, configFile } = config;
  if (!test || !isTopLevel(config)) return;
  useBenchmarkProvider(test);
  // Not awaited: Vitest reads its projects as soon as this hook has returned.
  const files = globSync([...include], { cwd: root, ignore: ['**/node_modules/**', '**/dist/**', '**/.git/**'] });
  if (files.length === 0) return;
  test.projects = [...(test.projects ?? [configFile ?? { extends: true }]), performanceProject(root, include, plugin)];
}

function isTopLevel({ plugins }: ViteConfig): boolean {
  const isVitest = plugins.some(({ name }) => name === 'vitest' || name === 'vitest:config');
  return isVitest && !plugins.some(({ name }) => name === 'vitest:project');
}

// Vitest 5 lets another provider measure its `bench`.
function useBenchmarkProvider(test: NonNullable<ViteConfig['test']>): void {
  if (majorVersion() < 5) return;
  test.benchmark ??= {};
  test.benchmark.provider ??= fileURLToPath(import.meta.resolve('./bench-provider.js'));
}

/** The configuration of the performance project; it inherits nothing, because its modules are loaded by Node alone. */
function performanceProject(root: string, include: readonly string[], plugin: object): object {
  return {
    extends: false,
    root,
    plugins: [plugin],
    test: {
      name: PROJECT_NAME,
      include: [...include],
      environment: 'node',
      setupFiles: [fileURLToPath(import.meta.resolve('./setup.js'))],
      testTimeout: LONGEST_TEST,
      hookTimeout: LONGEST_TEST,
      sequence: { groupOrder: AFTER_ALL_OTHERS, concurrent: false },
      // Vite's transform turns every use of an import into a call of a getter, which would be measured as well.
      server: { deps: { external: [/^(?!\/@vite\/)/] } },
      // Vitest would run every benchmark once more in here.
      ...(majorVersion() >= 5 && { benchmark: { include: [] } }),
      ...oneAtATime(),
    },
  };
}

function oneAtATime(): object {
  const execArgv = ['--expose-gc', '--disable-warning=ExperimentalWarning'];
  if (majorVersion() < 4)
    return { pool: 'forks', poolOptions: { forks: { singleFork: true, isolate: true, execArgv } } };
  return { pool: 'forks', isolate: true, maxWorkers: 1, execArgv };
}

function majorVersion(): number {
  return Number.parseInt(version, 10);
}

/** The part of a project's configuration that decides how its tests are run; it differs between versions. */
interface PoolConfig {
  readonly pool: string;
  readonly maxWorkers?: number | string | undefined;
  readonly poolOptions?: { readonly forks?: { readonly singleFork?: boolean | undefined } | undefined } | undefined;
}

/** What is wrong with how the tests of the performance project are run, and what to change; null where nothing is. */
export function wrongUseOf(config: object, version: string): string | null {
  const { pool, maxWorkers, poolOptions } = config as PoolConfig;
  if (pool !== 'forks') {
    return `Performance tests need processes of their own, and this project runs in the pool ${JSON.stringify(pool)}: threads share one heap of native memory and one process's time. Take \`--pool\` away, or run them apart: vitest run --project performance --pool=forks`;
  }
  const isSingle = version.startsWith('3.') ? poolOptions?.forks?.singleFork === true : Number(maxWorkers) === 1;
  if (isSingle) return null;
  return 'Performance tests that run at once measure each other, and this project has several workers. Take `--maxWorkers` away, or run them apart: vitest run --project performance --maxWorkers=1';
}
