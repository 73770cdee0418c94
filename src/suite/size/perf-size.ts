import { resolve } from 'node:path';
import { inspect } from 'node:util';
import { UsageError } from '../../errors.ts';
import type { Metric } from '../../model/metric.ts';
import { requireRealFiles } from '../../real-files.ts';
import { idleOptions, type MetricDeclaring } from '../perf-metric.ts';
import type { SuiteCase } from '../registry.ts';
import { type Elsewhere, strict } from '../strict.ts';
import { checkPattern, projectDirectoryOf } from './matched-files.ts';
import { COMPRESSIONS, type Compression, totalSize } from './total-size.ts';

/** What declares a size, once its parts are known. */
export interface SizeDeclaring extends MetricDeclaring {
  /** The performance file that is being loaded; null where that is not known. */
  readonly file: () => string | null;
}

const SIZE: Metric = { name: 'size', unit: 'bytes', better: 'lower', scatter: 'single' };

const ELSEWHERE: Elsewhere = {
  each: 'declare one after the other: for (const file of files) perf.size(file).',
};

/** Makes `perf.size`, with its variants. */
export function sizeVariants({ todo, ...declaring }: SizeDeclaring) {
  const marked =
    (mark: SuiteCase['mark'], where: string) =>
    (files: unknown, options: object = {}) =>
      declareSize(files, options, { ...declaring, mark, where });
  const run = marked(undefined, 'perf.size');
  const skip = marked('skip', 'perf.size.skip');
  const variants = {
    skip,
    only: marked('only', 'perf.size.only'),
    todo,
    skipIf: (condition: unknown) => (condition ? skip : run),
    runIf: (condition: unknown) => (condition ? run : skip),
  };
  return strict('perf.size', Object.assign(marked(undefined, 'perf.size'), variants), ELSEWHERE);
}

interface Declaring extends Omit<SizeDeclaring, 'todo'> {
  readonly mark: SuiteCase['mark'];
  readonly where: string;
}

function declareSize(files: unknown, options: unknown, { declare, checkName, file, mark, where }: Declaring): void {
  if (options === null || typeof options !== 'object' || Array.isArray(options)) {
    throw new UsageError(`${where}: the options must be an object, not ${inspect(options, { depth: 0 })}.`);
  }
  const { compressed = null, ignore = [], cwd = '', name, ...rest } = options as Record<string, unknown>;
  const patterns = patternsOf(files, `${where}: what is counted`);
  if (patterns.length === 0) throw new UsageError(`${where}: there is no file, folder or glob to count.`);
  if (compressed !== null && !COMPRESSIONS.includes(compressed as Compression)) {
    const words = COMPRESSIONS.map((word) => `'${word}'`).join(', ');
    throw new UsageError(`${where}: \`compressed\` must be one of ${words}, not ${inspect(compressed, { depth: 0 })}.`);
  }
  if (typeof cwd !== 'string') {
    throw new UsageError(`${where}: \`cwd\` must be a directory, not ${inspect(cwd, { depth: 0 })}.`);
  }
  const called = name ?? `size of ${patterns.join(', ')}${compressed === null ? '' : ` (${compressed})`}`;
  checkName(called, where);
  const hook = ['input', 'beforeEach', 'afterEach'].find((each) => rest[each] !== undefined);
  if (hook !== undefined) {
    throw new UsageError(`${where}: \`${hook}\` belongs to functions; what makes the files is \`setup\`.`);
  }
  const idle = idleOptions(rest);
  if (idle !== null) throw new UsageError(`${where}: ${idle}`);
  const own = file();
  const selection = { patterns, ignore: patternsOf(ignore, `${where}: \`ignore\``) };
  const candidate = () => {
    requireRealFiles('perf.size');
    const directory = resolve(projectDirectoryOf(own), cwd);
    return totalSize({ ...selection, directory }, compressed as Compression | null);
  };
  declare(SIZE, called as string, { candidate }, rest, mark);
}

function patternsOf(given: unknown, what: string): readonly string[] {
  return (Array.isArray(given) ? given : [given]).map((pattern: unknown) => {
    checkPattern(pattern, what);
    return pattern;
  });
}
