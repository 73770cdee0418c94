import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { CommandDeclaration } from '../suite/commands/command-tests.ts';
import type { CommandTable } from './commands.ts';
import { readSettings } from './config-file.ts';
import { type ConfigField, defaultFields, fieldNames, type PerformanceConfigFields } from './fields.ts';
import { type FileSettings, NO_SETTINGS } from './file-settings.ts';
import { findConfigFile } from './find-file.ts';
import { FILE_VARIABLE, variableOf } from './keys.ts';
import { type ConfigProblem, configurationError } from './problem.ts';
import { readVariables } from './variables.ts';

/** Where a value comes from. */
export type SettingOrigin =
  | { readonly kind: 'default' }
  | { readonly kind: 'file'; readonly path: string; readonly line: number | null }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'flag'; readonly name: string };

/** A value that a flag of the command line sets. */
export interface FlagSettings {
  readonly fields: Partial<PerformanceConfigFields>;
  /** As the user writes it, of each field: `--cache`. */
  readonly names: Readonly<Partial<Record<ConfigField, string>>>;
}

/** Where to gather from. */
export interface SettingsSources {
  /** Where the search for the file starts, upwards; absolute. */
  readonly directory: string;
  /** The file to read in place of the nearest one, relative to `directory`; null for none at all. */
  readonly file?: string | null | undefined;
  /** Default: `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly flags?: FlagSettings;
}

/** Every field, and where its value comes from. */
export interface Settings {
  readonly fields: PerformanceConfigFields;
  readonly origins: Readonly<Record<ConfigField, SettingOrigin>>;
  /** The file that was read, relative to the working directory; null for none. */
  readonly file: string | null;
  /** Commands that the file declares as tests. */
  readonly commands: readonly CommandDeclaration[];
  /** The same as they are written, keys as TOML has them. */
  readonly commandTables: readonly CommandTable[];
}

/**
 * Gathers the configuration: flags, over environment variables, over the file, over the defaults. A relative
 * `cache_directory` in a file counts from that file's directory; the answer's paths count from the working directory.
 * @throws {UsageError} with every problem of the file and the variables at once.
 */
export async function gatherSettings(sources: SettingsSources): Promise<Settings> {
  const { directory, env = process.env, flags = { fields: {}, names: {} } } = sources;
  const named = sources.file === undefined && env[FILE_VARIABLE] ? FILE_VARIABLE : null;
  const path =
    sources.file === null ? null : (sources.file ?? (env[FILE_VARIABLE] || null) ?? findConfigFile(directory));
  const file = path === null ? null : relative(process.cwd(), resolve(directory, path));
  const fromFile: FileSettings = file === null ? NO_SETTINGS : await readSettings(file, named);
  const fromVariables = readVariables(env);
  const problems: readonly ConfigProblem[] = [...fromFile.problems, ...fromVariables.problems];
  if (problems.length > 0) throw configurationError(problems);

  const inFile = relocated(fromFile.fields, file);
  const originOf = (field: ConfigField): SettingOrigin => {
    if (flags.fields[field] !== undefined) return { kind: 'flag', name: flags.names[field] ?? field };
    if (field in fromVariables.fields) return { kind: 'variable', name: variableOf(field) };
    if (file === null || !(field in fromFile.fields)) return { kind: 'default' };
    return { kind: 'file', path: file, line: fromFile.places.get(field)?.line ?? null };
  };
  return {
    fields: { ...defaultFields, ...inFile, ...fromVariables.fields, ...flags.fields },
    origins: Object.fromEntries(fieldNames.map((field) => [field, originOf(field)])) as Settings['origins'],
    file,
    commands: fromFile.commands,
    commandTables: fromFile.commandTables,
  };
}

function relocated(fields: Partial<PerformanceConfigFields>, file: string | null): Partial<PerformanceConfigFields> {
  const { cacheDirectory } = fields;
  if (file === null || cacheDirectory === undefined || isAbsolute(cacheDirectory)) return fields;
  return { ...fields, cacheDirectory: join(dirname(file), cacheDirectory) };
}
