import type { CollectedFile } from '../../measure/processes/collect-tests.ts';
import type { BaseRevision } from '../../model/base-revision.ts';
import { baseInWords } from '../../revisions/revision.ts';
import { counterpart } from '../../revisions/trees.ts';
import type { PlannedCommandTest } from '../commands/measure-command-tests.ts';
import type { BaseTree } from '../compare/base-tree.ts';
import { COMMAND_MANNER } from '../compare/command-evidence.ts';
import { declaredIn } from '../compare/gate-since-base.ts';
import { measureCommandPairs } from '../compare/measure-commands.ts';
import { pairOwnCommands } from '../compare/pair-commands.ts';
import { announce, conclude, notesOn, pairOptions } from './conclude.ts';
import { withoutPairs } from './confirmation.ts';
import type { InBase } from './places.ts';

interface CommandsToMeasure extends InBase {
  readonly commands: readonly PlannedCommandTest[];
}

/** Measures commands in pairs. */
export async function measureCommands(tree: BaseTree, base: BaseRevision, given: CommandsToMeasure): Promise<void> {
  const { repository, programs, directory, configFile, commands, declared, clock, signal, onEvent, confirmations } =
    given;
  if (commands.length === 0) return;
  const { trees } = tree;
  const where = baseInWords(base);
  const [lacking] = tree.lacking;
  if (lacking !== undefined) {
    // What a command reads is not known.
    const reason = `It may read ${lacking.name}, which ${lacking.reason}.`;
    for (const test of commands) confirmations.set(test, withoutPairs(reason, `${lacking.remedy}.`));
    return;
  }
  tree.guard();
  // Present files that were carried over are not what the base declares.
  const isOwn = ({ file }: CollectedFile) => given.files.some((each) => counterpart(each.path, trees) === file.path);
  const isConfigured = configFile !== null && commands.some(({ load }) => load.file === configFile);
  const configured = isConfigured
    ? (await declaredIn(repository, base.commit, trees, { directory, file: configFile })).configured
    : [];
  const { pairs, lacking: without } = pairOwnCommands({
    ...{ tests: commands, trees, where, env: tree.env },
    ofBase: [...declared.base.filter(isOwn), ...configured],
  });
  for (const { test, reason } of without) confirmations.set(test, withoutPairs(reason));
  if (pairs.length === 0) return;
  announce(pairs, base, onEvent);
  clock.begin();
  const measured = await measureCommandPairs(pairs, {
    ...{ signal, reaperProgram: programs.reaper, isTimeOver: clock.isTimeOver },
    ...pairOptions(base, given),
  });
  const common = { ...given, tree, base, manner: COMMAND_MANNER, notes: notesOn(tree) };
  for (const { pair, end } of measured) await conclude(pair.test, end, common);
}
