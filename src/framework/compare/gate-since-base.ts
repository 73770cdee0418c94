import { join, relative } from 'node:path';
import type { PerformanceConfigFields } from '../../config/fields.ts';
import { UsageError } from '../../errors.ts';
import type { CollectedFile } from '../../measure/processes/collect-tests.ts';
import type { BaseRevision } from '../../model/base-revision.ts';
import type { GateChange } from '../../model/gate.ts';
import type { Repository } from '../../revisions/repository.ts';
import { baseInWords } from '../../revisions/revision.ts';
import type { Trees } from '../../revisions/trees.ts';
import { gateChanges } from '../gate/gate-changes.ts';
import { gateOf } from '../gate/gate-of.ts';
import { configPathsIn, pathInCommit, settingsIn, type WantedConfiguration } from '../gate/settings-in.ts';
import { asDeclared } from '../suite/find-tests.ts';
import type { BaseDeclarations } from './collect-base.ts';

/** What a comparison knows besides what the base declares. */
export interface GateQuestion {
  readonly repository: Repository;
  readonly base: BaseRevision;
  readonly trees: Trees;
  /** The working directory; absolute. */
  readonly directory: string;
  readonly configFile?: string | undefined;
  /** That of the present tree, or whichever governs in its place. */
  readonly config: PerformanceConfigFields;
  /** The present performance files. */
  readonly head: readonly CollectedFile[];
  readonly isWanted: (name: string) => boolean;
}

/** What the present tree did to the gate, and what cannot be told of it. */
export interface GateSinceBase {
  readonly changes: readonly GateChange[];
  readonly warnings: readonly string[];
  /** What the base itself declares: its performance files and its configuration. */
  readonly ofBase: readonly CollectedFile[];
}

/** Holds the gate of the present tree against that of the base: its own performance files and its configuration. */
export async function gateSinceBase(
  { base: inBase, own, origins }: BaseDeclarations,
  { repository, base, trees, directory, configFile, config: now, head, isWanted }: GateQuestion,
): Promise<GateSinceBase> {
  // The present version of a file, where the base has the same.
  const same = inBase.filter(({ file }) => origins.get(file.name)?.kind === 'same');
  const wanted = { directory, file: configFile };
  const where = baseInWords(base);
  const { before, configured, warnings } = await declaredIn(repository, base.commit, trees, wanted).then(
    (found) => ({ ...found, warnings: [] }),
    (error: unknown) => {
      if (!(error instanceof UsageError)) throw error;
      const warning = `What has changed in the configuration cannot be told, because that of ${where} cannot be read: ${error.message}`;
      return { before: now, configured: [], warnings: [warning] };
    },
  );
  const ofBase = [...own, ...same, ...configured];
  const changes = gateChanges({
    before: gateOf(ofBase, before),
    now: gateOf(head, now),
    where,
    brokenFiles: head.flatMap((collected) => ('failure' in collected ? collected.file.name : [])),
    isWanted,
  });
  return { changes, warnings, ofBase };
}

/**
 * The configuration that a commit has, and the commands that it declares.
 * @throws {UsageError} where it cannot be read.
 */
export async function declaredIn(
  repository: Repository,
  commit: string,
  trees: Trees,
  wanted: WantedConfiguration,
): Promise<{ readonly before: PerformanceConfigFields; readonly configured: readonly CollectedFile[] }> {
  // Asked of the commit: its check-out also has files that it lacks, as the present tree has them.
  const path = await pathInCommit(repository, commit, configPathsIn(trees.present, wanted));
  const { fields, commands } = await settingsIn(trees, path);
  const file = path === null ? null : relative(wanted.directory, join(trees.present, path));
  return { before: fields, configured: asDeclared({ file, commands }) };
}
