import { hintOfNames, nearestNames } from '../nearest-names.ts';
import { type ConfigField, fieldNames } from './fields.ts';

const PREFIX = 'EVENKEEL_';

/** The variable that names the configuration file to read, in place of the nearest one. */
export const FILE_VARIABLE = `${PREFIX}CONFIG`;

/** A field's key in the file, as the specification has it: `confidence_level`. */
export function keyOf(field: ConfigField): string {
  return inSnakeCase(field);
}

/** A name as keys of TOML are written: `min_runs`. */
export function inSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** A field's environment variable: `EVENKEEL_CONFIDENCE_LEVEL`. */
export function variableOf(field: ConfigField): string {
  return `${PREFIX}${keyOf(field).toUpperCase()}`;
}

const fieldOfKey = new Map(fieldNames.map((field) => [keyOf(field), field]));

/** The field of a key; null where there is none. */
export function fieldOf(key: string): ConfigField | null {
  return fieldOfKey.get(key) ?? null;
}

/** What is wrong with a key that there is none of, and with a table, of which there is none at all. */
export function unknownKey(key: string, value?: unknown): string {
  const isTable = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isTable)
    return `there is no table [${key}]: the keys stand at the top of the file, in no table; [[command]] alone is one.`;
  return `there is no key ${JSON.stringify(key)}; ${hintOfNames(key, [...fieldOfKey.keys(), 'command'], 'keys')}`;
}

/**
 * The variable that a misspelt one was meant to be; null where it is none of ours. Other tools may have variables that
 * begin alike (a pipeline's `EVENKEEL_VERSION`), so only what is close to one of ours is a mistake.
 */
export function nearestVariable(name: string): string | null {
  if (!name.startsWith(PREFIX) || name === FILE_VARIABLE) return null;
  const keys = [...fieldOfKey.keys()].map((key) => key.toUpperCase());
  const [nearest] = nearestNames(name.slice(PREFIX.length), keys);
  return nearest === undefined || PREFIX + nearest === name ? null : PREFIX + nearest;
}
