import { realpath } from 'node:fs/promises';
import type { PerformanceConfig } from '../../config/performance-config.ts';
import { EnvironmentDetector } from '../../environment/environment-detector.ts';
import { startResourceWatch } from '../../environment/resources.ts';
import { UsageError } from '../../errors.ts';
import { DEFAULT_BLOCKS, LEAST_BLOCKS } from '../../judge/paired.ts';
import { PROGRAMS, type Programs } from '../../measure/processes/worker-process.ts';
import type { CompareReport } from '../../model/revisions.ts';
import { openRepository, readHead } from '../../revisions/repository.ts';
import { resolveRevision } from '../../revisions/revision.ts';
import { packageVersion } from '../version.ts';
import { compareTrees } from './compare-trees.ts';
import type { CompareEvent } from './events.ts';
import { startSession } from './session.ts';
import { summarizeComparison } from './summary.ts';

/** What `compareRevisions` takes. */
export interface CompareOptions {
  /** The git ref to compare with. */
  readonly ref: string;
  /** Whether to compare with the merge-base of HEAD and the ref instead. */
  readonly isMergeBase: boolean;
  /** Files, directories or globs, relative to `directory`; none: every performance file below it. */
  readonly patterns: readonly string[];
  /** Working directory, absolute. */
  readonly directory: string;
  readonly config: PerformanceConfig;
  /** Only tests whose name contains this; null for all. */
  readonly filter: string | null;
  /** Samples a process; null for what the tests say. */
  readonly iterations: number | null;
  /** Blocks a test at most; null for the default. */
  readonly blocks: number | null;
  /** Command that makes the base's check-out ready; null for none. */
  readonly prepare: string | null;
  readonly failOnInconclusive: boolean;
  /** Ends the comparison early; what is decided by then is reported. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: CompareEvent) => void;
  /** Default: this package's own. */
  readonly programs?: Programs;
}

/**
 * Compares the tree as it is with a git revision: checks the revision out beside it, runs the present performance files
 * on both codes in pairs of fresh processes, and judges each test by the ratios of its pairs.
 * @throws {UsageError} where there is no such revision, nothing to run, or the base cannot be made ready;
 *   the signal's reason where it aborts before anything is measured.
 */
export async function compareRevisions(options: CompareOptions): Promise<CompareReport> {
  const blocks = checkedBlocks(options.blocks);
  const startedAt = new Date();
  const watch = startResourceWatch();
  const session = startSession(options.programs ?? PROGRAMS, options.signal);
  try {
    const directory = await realpath(options.directory);
    const repository = await openRepository(directory, session.supervision);
    const base = await resolveRevision(repository, options.ref, options.isMergeBase);
    const head = await readHead(repository);
    const context = await new EnvironmentDetector().getEnvironmentContext();
    const outcome = await compareTrees({ ...options, blocks, directory, repository, base, head, context, session });
    const interrupted = options.signal?.aborted ?? false;
    return {
      kind: 'compare',
      schemaVersion: 1,
      evenkeelVersion: packageVersion(),
      environment: { ...context, resourceConstraints: watch.stop() },
      startedAt: startedAt.toISOString(),
      duration: (Date.now() - startedAt.getTime()) / 1000,
      base,
      head,
      ...outcome,
      summary: summarizeComparison({ ...outcome, interrupted, failOnInconclusive: options.failOnInconclusive }),
    };
  } finally {
    session.close();
  }
}

function checkedBlocks(blocks: number | null): number {
  if (blocks === null) return DEFAULT_BLOCKS;
  if (blocks >= LEAST_BLOCKS) return blocks;
  throw new UsageError(`--blocks ${blocks} is too few to tell anything from noise: it takes ${LEAST_BLOCKS} at least.`);
}
