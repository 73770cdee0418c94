import { existsSync } from 'node:fs';
import { sep } from 'node:path';
import type { CollectedFile } from '../../measure/processes/collect-tests.ts';
import type { FailedTest } from '../../model/result.ts';
import type { UnpairedTest } from '../../model/revisions.ts';
import { counterpart, pathWithin, type Trees } from '../../revisions/trees.ts';
import type { RunnableCommand } from '../commands/command-runner.ts';
import { type PlannedCommandTest, runnableOf } from '../commands/measure-command-tests.ts';
import { failureOfBase } from './settle-pairs.ts';

/** A command that runs in either tree. */
export interface PairedCommand {
  readonly test: PlannedCommandTest;
  readonly head: RunnableCommand;
  readonly base: RunnableCommand;
  /** Whether the base declares it by itself, so that it is not new. */
  readonly isInBase: boolean;
}

/** What pairing commands goes by. */
export interface CommandSides {
  readonly tests: readonly PlannedCommandTest[];
  readonly trees: Trees;
  /** The present performance files, as the base loads them. */
  readonly base: readonly CollectedFile[];
  /** What the base itself declares: its performance files and its configuration. */
  readonly ofBase: readonly CollectedFile[];
  /** The base in words. */
  readonly where: string;
  /** Variables that processes of the base need in place of those of this process. */
  readonly env: Readonly<Record<string, string>>;
}

/** Commands in their places. */
export interface CommandPairing {
  readonly pairs: readonly PairedCommand[];
  readonly onlyInHead: readonly UnpairedTest[];
  readonly failures: readonly FailedTest[];
}

/** Finds for every command its counterpart in the base: the same command, in the same place of the other check-out. */
export function pairCommands(sides: CommandSides): CommandPairing {
  const pairs: PairedCommand[] = [];
  const onlyInHead: UnpairedTest[] = [];
  const failures: FailedTest[] = [];
  for (const test of sides.tests) {
    const isInBase = declares(sides.ofBase, test.declaration.name);
    const base = inBase(test, sides);
    if (typeof base !== 'string') pairs.push({ test, head: runnableOf(test), base, isInBase });
    else if (isInBase) failures.push(failureOfBase(test.file, test.declaration.name, base));
    else onlyInHead.push({ testName: test.declaration.name, file: test.file, reason: base });
  }
  return { pairs, onlyInHead, failures };
}

/** Commands that run on either side as that side itself declares them, and why others cannot. */
export interface OwnCommandPairing {
  readonly pairs: readonly PairedCommand[];
  readonly lacking: readonly { readonly test: PlannedCommandTest; readonly reason: string }[];
}

/**
 * Finds for every command the one of the same name that the base itself declares: whether a test became slower since its
 * baseline is asked of the command as it was then, too.
 */
export function pairOwnCommands({ tests, ofBase, ...sides }: Omit<CommandSides, 'base'>): OwnCommandPairing {
  const pairs: PairedCommand[] = [];
  const lacking: { test: PlannedCommandTest; reason: string }[] = [];
  for (const test of tests) {
    const file = ofBase.find((each) => each.file.name === test.file);
    const own = file === undefined ? null : asDeclaredIn(file, test);
    const base = own === null ? `${sides.where} does not have this command.` : runnableThere(own, test, sides);
    if (typeof base === 'string') lacking.push({ test, reason: base });
    else pairs.push({ test, head: runnableOf(test), base, isInBase: true });
  }
  return { pairs, lacking };
}

/** What the base runs; or why it cannot, in words. */
function inBase(test: PlannedCommandTest, { base, trees, where, env }: CommandSides): RunnableCommand | string {
  const loaded = base.find(({ file }) => file.name === test.file);
  const command = loaded === undefined ? moved(test, trees) : asDeclaredIn(loaded, test);
  if (command === null) return `Its file does not declare it with the code of ${where}.`;
  return runnableThere(command, test, { trees, where, env });
}

/** The command as the base can run it, with nothing but what is its own; or why it cannot, in words. */
function runnableThere(
  command: RunnableCommand | string,
  test: PlannedCommandTest,
  { trees, where, env }: Pick<CommandSides, 'trees' | 'where' | 'env'>,
): RunnableCommand | string {
  if (typeof command === 'string') return command;
  const { spec } = command;
  const named = namesPresent(command, trees);
  if (named !== null) {
    return `${JSON.stringify(test.declaration.name)} names ${named}, which is in the present tree, so both sides would run its code: name it relative to the directory that the command runs in.`;
  }
  if (pathWithin(trees.base, spec.cwd!) === null) return outside(spec.cwd!);
  if (!existsSync(spec.cwd!)) return `${where} does not have the directory that it runs in.`;
  return { ...command, spec: { ...spec, env: { ...env, ...spec.env } } };
}

function declares(files: readonly CollectedFile[], name: string): boolean {
  return files.some((file) => 'tests' in file && file.tests.some((test) => test.name === name && test.mark !== 'todo'));
}

// As the file's own code in the base has it: its paths are those of the check-out.
function asDeclaredIn(file: CollectedFile, test: PlannedCommandTest): RunnableCommand | string | null {
  if ('failure' in file) return file.failure.message;
  const found = file.tests.find(({ kind, name }) => kind === 'command' && name === test.declaration.name);
  if (found?.command === undefined) return null;
  return runnableOf({ ...test, declaration: { ...test.declaration, command: found.command } });
}

function moved(test: PlannedCommandTest, trees: Trees): RunnableCommand | string {
  const command = runnableOf(test);
  const { cwd, input } = command.spec;
  const there = counterpart(cwd!, trees);
  if (there === null) return outside(cwd!);
  return { ...command, spec: { ...command.spec, cwd: there, input: input && (counterpart(input, trees) ?? input) } };
}

function outside(directory: string): string {
  return `It runs in ${directory}, which is outside of the repository, so both sides would run the same code.`;
}

function namesPresent({ spec, setup, prepare, conclude, cleanup }: RunnableCommand, { present }: Trees): string | null {
  const texts = [spec.command, setup, prepare, conclude, cleanup, spec.cwd, spec.input, ...Object.values(spec.env)];
  const found = texts.find((text) => text !== null && (text === present || text.includes(present + sep)));
  if (found === undefined || found === null) return null;
  const from = found.indexOf(present);
  return found.slice(from).split(/[\s'"`;:,]/)[0]!;
}
