import { type MadeRepository, makeRepository } from '../../revisions/made-repository.ts';

// What a step adds is many times what is tolerated, and that is more than any noise.
const OPTIONS = '{ iterations: 4, warmupIterations: 0, maxDuration: 0.2, tolerancePercent: 60 }';
/** Two performance tests. */
export const TESTS = `import { perf } from 'evenkeel';
import { bytes, work } from './work.js';
perf('work', () => work(), ${OPTIONS});
perf.metric('bytes', { unit: 'bytes', better: 'lower', scatter: 'counted' }, () => bytes());
`;

/** What they test. */
export function workOf({ times = 1, bytes = 100 }: { readonly times?: number; readonly bytes?: number }): string {
  return `const numbers = Float64Array.from({ length: 2000 }, (_, i) => Math.sin(i * i));
export const work = () => { let n = 0; for (let i = 0; i < ${times}; i++) n += Float64Array.from(numbers).sort().length; return n; };
export const bytes = () => ${bytes};
`;
}

/** A repository in which both tests change once. */
export interface History {
  readonly made: MadeRepository;
  /** Hashes of the main line, the good one first. */
  readonly main: readonly string[];
  readonly merge: string;
  readonly culprit: string;
  readonly lighter: string;
}

/**
 * Twelve commits of a main line: one does not build, one merges a branch of three of which the second makes `work` three times as
 * dear, and one makes `bytes` fewer.
 */
export function makeHistory(): History {
  const made = makeRepository({
    '.gitignore': 'node_modules/\n.performance-cache/\n',
    'all.perf.js': TESTS,
    'work.js': workOf({}),
  });
  const main = [made.git('rev-parse', 'HEAD').trim()];
  const commit = (files: Readonly<Record<string, string>>) => {
    made.write(files);
    return made.commit();
  };
  const step = (name: string, files: Readonly<Record<string, string>> = {}) =>
    main.push(commit({ 'notes.txt': name, ...files }));
  step('one');
  step('two');
  made.git('checkout', '--quiet', '-b', 'side');
  commit({ 'side.txt': 'begun' });
  const culprit = commit({ 'work.js': workOf({ times: 3 }) });
  commit({ 'side.txt': 'done' });
  made.git('checkout', '--quiet', 'main');
  step('three');
  step('four');
  step('broken', { 'work.js': `${workOf({})}export const = ;\n` });
  step('mended', { 'work.js': workOf({}) });
  made.git('merge', '--quiet', '--no-ff', '--message', 'Merge side', 'side');
  const merge = made.git('rev-parse', 'HEAD').trim();
  main.push(merge);
  step('eight');
  step('nine', { 'work.js': workOf({ times: 3, bytes: 60 }) });
  const lighter = main.at(-1)!;
  step('ten');
  step('eleven');
  return { made, main, merge, culprit, lighter };
}
