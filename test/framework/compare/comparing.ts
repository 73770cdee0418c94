import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import { compareRevisions } from '../../../src/framework/compare/compare-revisions.ts';
import type { CompareEvent, CompareOptions } from '../../../src/framework/compare/options.ts';
import type { CompareReport } from '../../../src/model/revisions.ts';
import { programs } from '../../measure/processes/built.ts';
import type { MadeRepository } from '../../revisions/made-repository.ts';

/**
 * Options of tests of which nothing but the way is looked at: of more than that no noise makes a change, so that four pairs
 * of processes are enough.
 */
export const UNMEASURED = '{ maxDuration: 0.01, warmupIterations: 0, tolerancePercent: 100000 }';

/** Compares a repository with its newest commit, measuring next to nothing. */
export function comparing(made: MadeRepository, over: Partial<CompareOptions> = {}): Promise<CompareReport> {
  return compareRevisions({
    ref: 'HEAD',
    isMergeBase: false,
    patterns: [],
    directory: made.directory,
    config: new PerformanceConfig(),
    filter: null,
    iterations: 2,
    blocks: 8,
    prepare: null,
    failOnInconclusive: false,
    programs,
    ...over,
  });
}

/** The events of a comparison, as it goes on. */
export function noting(): { readonly events: CompareEvent[]; readonly onEvent: (event: CompareEvent) => void } {
  const events: CompareEvent[] = [];
  return { events, onEvent: (event) => events.push(event) };
}

/**
 * A performance file whose tests are named after what it imports: the names tell which code each side has loaded, and
 * nothing needs to be measured for that.
 */
export function namedAfter(...specifiers: readonly string[]): string {
  return [
    "import { perf } from 'evenkeel';",
    ...specifiers.map((specifier, i) => `import { version as v${i} } from '${specifier}';`),
    ...specifiers.map((specifier, i) => `perf('${specifier} is ' + v${i}, () => 1, ${UNMEASURED});`),
  ].join('\n');
}

/** What {@link namedAfter} tells of each side. */
export function loaded({ onlyInBase, onlyInHead }: CompareReport) {
  const names = (tests: CompareReport['onlyInBase']) => tests.map(({ testName }) => testName);
  return { base: names(onlyInBase), head: names(onlyInHead) };
}
