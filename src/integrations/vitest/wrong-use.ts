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
