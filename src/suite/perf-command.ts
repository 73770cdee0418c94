import { UsageError } from '../errors.ts';
import type { CommandOptions } from '../model/command-test.ts';
import { commandTests } from './commands/command-tests.ts';
import { checkName, fullNameIn, register } from './declaring.ts';
import { markWithin } from './marks.ts';
import { currentRegistry, type SuiteCase } from './registry.ts';
import { strict } from './strict.ts';

/** Declares a test of a command: a line for the shell, or the words of a program that needs none. */
export type DeclareCommand = (name: string, command: string | readonly string[], options?: CommandOptions) => void;

/** Declares tests of commands; see `perf.command`. */
export interface PerfCommand extends DeclareCommand {
  /**
   * Declares it, and does not measure it. Its baseline is kept, and every report says that it was skipped.
   *
   * @example
   * import { perf } from 'evenkeel';
   *
   * perf.command.skip('starts, not now', ['node', '-e', '0']);
   * perf.command('starts with a module', ['node', '-e', 'import("node:fs")']);
   */
  readonly skip: DeclareCommand;
  /**
   * Measures what is marked so, and of its file nothing else. In CI it is an error, so that it is not forgotten.
   *
   * @example
   * import { perf } from 'evenkeel';
   *
   * perf.command.only('starts alone', ['node', '-e', '0']);
   */
  readonly only: DeclareCommand;
  /**
   * Names what is still to be written; every report says so.
   *
   * @example
   * import { perf } from 'evenkeel';
   *
   * perf.command.todo('starts cold');
   * perf.command('starts everywhere', ['node', '-e', '0']);
   */
  todo(name: string): void;
  /**
   * Declares it, and skips it where a condition holds.
   *
   * @example
   * import { perf } from 'evenkeel';
   *
   * perf.command.skipIf(process.platform === 'win32')('lists', 'ls');
   * perf.command('starts on any system', ['node', '-e', '0']);
   */
  skipIf(condition: unknown): DeclareCommand;
  /**
   * Declares it, and skips it where a condition does not hold.
   *
   * @example
   * import { perf } from 'evenkeel';
   *
   * perf.command.runIf(process.platform === 'linux')('lists processes', 'ls /proc/self');
   * perf.command('starts on all systems', ['node', '-e', '0']);
   */
  runIf(condition: unknown): DeclareCommand;
}

type Mark = SuiteCase['mark'];

const PLACE = { nameOf: (option: string) => option, commandName: 'command', others: [] } as const;

function declareAs(mark: Mark, where: string): DeclareCommand {
  return (name, command, options = {}) => {
    checkName(name, where);
    const at = `${where}(${JSON.stringify(name)})`;
    if (typeof options !== 'object' || options === null || Array.isArray(options)) {
      throw new UsageError(`${at}: the third argument must be an object of options.`);
    }
    const registry = currentRegistry(at);
    const place = { ...PLACE, directory: process.cwd() };
    const made = commandTests({ name, command, options: { ...options } }, place);
    if ('problems' in made) {
      const problems = made.problems.map(({ message }) => message);
      throw new UsageError(`${at}: ${problems.join(' ')}`, { data: { problems } });
    }
    const marked = markWithin(registry.scopes, mark);
    for (const test of made.tests) {
      register(registry, { ...test, name: fullNameIn(registry, test.name), ...(marked && { mark: marked }) });
    }
  };
}

function todo(name: string, ...rest: readonly unknown[]): void {
  checkName(name, 'perf.command.todo');
  const at = `perf.command.todo(${JSON.stringify(name)})`;
  if (rest.length > 0) {
    throw new UsageError(
      `${at} takes a name alone. What is written and shall not be measured is for perf.command.skip.`,
    );
  }
  const registry = currentRegistry(at);
  register(registry, { kind: 'command', name: fullNameIn(registry, name), options: {}, mark: 'todo' });
}

const skip = declareAs('skip', 'perf.command.skip');
const run = declareAs(undefined, 'perf.command');

/** What `perf.command` is. */
export const perfCommand: PerfCommand = strict(
  'perf.command',
  Object.assign(declareAs(undefined, 'perf.command'), {
    skip,
    only: declareAs('only', 'perf.command.only'),
    todo,
    skipIf: (condition: unknown) => (condition ? skip : run),
    runIf: (condition: unknown) => (condition ? run : skip),
  }),
  { each: 'values of `parameters` make a test each: perf.command(name, command, { parameters }).' },
);
