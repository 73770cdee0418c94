import type { CommandDeclaration } from '../suite/commands/command-tests.ts';
import type { CommandTable } from './commands.ts';
import type { ConfigField, PerformanceConfigFields } from './fields.ts';
import type { ConfigProblem } from './problem.ts';
import type { TextPlace } from './toml-places.ts';

/** What a configuration file says. */
export interface FileSettings {
  readonly fields: Partial<PerformanceConfigFields>;
  /** Where it says it, as far as that can be told. */
  readonly places: ReadonlyMap<ConfigField, TextPlace>;
  readonly problems: readonly ConfigProblem[];
  /** Commands that it declares as tests. */
  readonly commands: readonly CommandDeclaration[];
  /** The same as they are written, keys as TOML has them. */
  readonly commandTables: readonly CommandTable[];
}

/** What no file says. */
export const NO_SETTINGS: FileSettings = {
  fields: {},
  places: new Map(),
  problems: [],
  commands: [],
  commandTables: [],
};
