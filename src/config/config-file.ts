import { dirname, resolve } from 'node:path';
import { parse, stringify, TomlError } from 'smol-toml';
import { UsageError } from '../errors.ts';
import { writeWhole } from '../files/write-whole.ts';
import { LARGEST_CONFIGURATION, LARGEST_WRITTEN, readText } from '../text-file.ts';
import { COMMAND_KEYS, commandsIn } from './commands.ts';
import { type ConfigField, fieldNames, type PerformanceConfigFields, problemWith } from './fields.ts';
import { isModule } from './file-names.ts';
import { type FileSettings, NO_SETTINGS } from './file-settings.ts';
import { fieldOf, inSnakeCase, keyOf, unknownKey } from './keys.ts';
import { readModuleSettings } from './module-file.ts';
import { type ConfigProblem, configurationError } from './problem.ts';
import { keyPlacesIn, type TextPlace, tablePlacesIn } from './toml-places.ts';

/**
 * What a configuration file says, TOML or a module.
 * @param namedBy what named it, for messages; null where nothing did.
 * @throws {UsageError} where it cannot be read or loaded.
 */
export async function readSettings(path: string, namedBy: string | null = null): Promise<FileSettings> {
  const text = await readSource(path, namedBy);
  return isModule(path) ? readModuleSettings(path, text) : parseConfig(text, path);
}

/**
 * The fields that a file sets.
 * @throws {UsageError} where it cannot be read, and for every problem in it.
 */
export async function readConfigFile(path: string): Promise<Partial<PerformanceConfigFields>> {
  const { fields, problems } = await readSettings(path);
  if (problems.length > 0) throw configurationError(problems);
  return fields;
}

async function readSource(path: string, namedBy: string | null): Promise<string> {
  try {
    return await readText(path, isModule(path) ? LARGEST_WRITTEN : LARGEST_CONFIGURATION);
  } catch (cause) {
    const origin = namedBy === null ? '' : `, which ${namedBy} names,`;
    throw new UsageError(`The configuration ${path}${origin} cannot be read: ${(cause as Error).message}.`, { cause });
  }
}

/**
 * Reads a configuration in TOML.
 * @param name the file's name, for messages.
 */
export function parseConfig(text: string, name: string): FileSettings {
  const unix = text.replaceAll('\r\n', '\n');
  try {
    return settingsOf(parse(unix), unix, name);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = ''] = error.message.replace('Invalid TOML document: ', '').split('\n');
    const where = `${name}:${error.line}:${error.column}`;
    const problems = [{ where, key: null, message: `this is no TOML: ${reason}.` }];
    return { ...NO_SETTINGS, problems };
  }
}

/** Writes all fields as TOML. @throws {UsageError} where the file cannot be written, or would not be read as TOML. */
export async function writeConfigFile(path: string, config: PerformanceConfigFields): Promise<void> {
  if (isModule(path)) {
    throw new UsageError(
      `The configuration ${path} cannot be written: TOML is, so give it a name that ends with .toml.`,
    );
  }
  const text = stringify(Object.fromEntries(fieldNames.map((field) => [keyOf(field), config[field]])));
  await writeWhole(path, text).catch((cause: Error) => {
    throw new UsageError(`The configuration ${path} cannot be written: ${cause.message}.`, { cause });
  });
}

function settingsOf(document: object, text: string, name: string): FileSettings {
  const placesOfKeys = keyPlacesIn(text, parse);
  const fields: Record<string, unknown> = {};
  const places = new Map<ConfigField, TextPlace>();
  const problems: ConfigProblem[] = [];
  for (const [key, given] of Object.entries(document)) {
    const place = placesOfKeys.get(key)!;
    if (COMMAND_KEYS.includes(key)) continue;
    const field = fieldOf(key);
    const value = field === 'store' ? addressIn(given) : given;
    const problem = field === null ? unknownKey(key, value) : wrongValue(field, key, value);
    if (problem !== null) problems.push({ where: `${name}:${place.line}:${place.column}`, key, message: problem });
    if (field === null || problem !== null) continue;
    fields[field] = value;
    places.set(field, place);
  }
  const found = commandsOf(document, text, name, placesOfKeys);
  return { fields, places, ...found, problems: [...problems, ...found.problems] };
}

function commandsOf(document: object, text: string, name: string, placesOfKeys: ReadonlyMap<string, TextPlace>) {
  const found = Object.entries(document)
    .filter(([key]) => COMMAND_KEYS.includes(key))
    .map(([key, value]) => {
      const tables = tablePlacesIn(text, key, parse);
      return commandsIn({
        ...{ value, key: `[[${key}]]`, file: name, nameOf: inSnakeCase, directory: dirname(resolve(name)) },
        placeOf: (index, of) => (of === null ? tables[index]?.header : tables[index]?.keys.get(of)) ?? null,
        placeOfAll: placesOfKeys.get(key) ?? null,
      });
    });
  return {
    commands: found.flatMap(({ commands }) => commands),
    commandTables: found.flatMap(({ commandTables }) => commandTables),
    problems: found.flatMap(({ problems }) => problems),
  };
}

// A store may be a table as well, which has its address alone.
function addressIn(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { url, ...others } = value as Record<string, unknown>;
  return Object.keys(others).length === 0 ? url : value;
}

function wrongValue(field: ConfigField, key: string, value: unknown): string | null {
  const problem = problemWith(field, value);
  return problem === null ? null : `${key} ${problem}.`;
}
