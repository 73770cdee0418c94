import { realpath } from 'node:fs/promises';
import { EnvironmentDetector } from '../../environment/environment-detector.ts';
import { startResourceWatch } from '../../environment/resources.ts';
import { UsageError } from '../../errors.ts';
import { LEAST_PAIRS, MOST_PAIRS } from '../../judge/constants.ts';
import { now } from '../../measure/clock.ts';
import { PROGRAMS } from '../../measure/processes/worker-process.ts';
import type { CompareReport } from '../../model/revisions.ts';
import { dateOf } from '../../real-time.ts';
import { openRepository, readHeadRevision } from '../../revisions/repository.ts';
import { resolveRevision } from '../../revisions/revision.ts';
import { packageVersion } from '../result/version.ts';
import { summarizeComparison } from './compare-summary.ts';
import { compareTrees } from './compare-trees.ts';
import type { CompareOptions } from './options.ts';
import { startProcessSession } from './process-session.ts';

/**
 * Compares the tree as it is with a git revision: checks the revision out beside it, runs the present performance files
 * on both codes in pairs of fresh processes, and judges each test by the ratios of its pairs.
 * @throws {UsageError} where there is no such revision, nothing to run, or the base cannot be made ready;
 *   the signal's reason where it aborts before anything is measured.
 */
export async function compareRevisions(options: CompareOptions): Promise<CompareReport> {
  const blocks = checkedBlocks(options.blocks);
  const startedAt = dateOf();
  // The time of day may be set meanwhile.
  const start = now();
  const watch = startResourceWatch();
  const session = startProcessSession(options.programs ?? PROGRAMS, options.signal);
  try {
    const directory = await realpath(options.directory);
    const repository = await openRepository(directory, session.supervision);
    const base = await resolveRevision(repository, options.ref, options.isMergeBase);
    const head = await readHeadRevision(repository);
    const context = await new EnvironmentDetector({ measuresIn: 'fresh_processes' }).getEnvironmentContext();
    const outcome = await compareTrees({
      ...{ ...options, blocks, directory, repository, base, head, context, session },
      reaperProgram: options.programs?.reaper,
    });
    const interrupted = options.signal?.aborted ?? false;
    return {
      kind: 'compare',
      schemaVersion: 1,
      evenkeelVersion: packageVersion(),
      environment: { ...context, resourceConstraints: watch.stop() },
      startedAt: startedAt.toISOString(),
      duration: now() - start,
      base,
      head,
      ...outcome,
      summary: summarizeComparison({
        ...{ failOnGateChange: false, ...options, ...outcome, interrupted },
        // What a part leaves out, others may have.
        mustCompare: options.takePart === undefined,
      }),
    };
  } finally {
    session.close();
  }
}

function checkedBlocks(blocks: number | null): number {
  if (blocks === null) return MOST_PAIRS;
  if (blocks >= LEAST_PAIRS) return blocks;
  throw new UsageError(
    `--blocks ${blocks} is too few to tell anything from noise: at least ${LEAST_PAIRS} are needed.`,
  );
}
