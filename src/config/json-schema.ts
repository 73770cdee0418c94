import { COMMAND_KEYS, commandsSchema } from './commands.ts';
import { configFields, fieldNames } from './fields.ts';
import { inSnakeCase, keyOf } from './keys.ts';

/**
 * The JSON schema of `evenkeel.toml`, for editors that complete and check it (Taplo's "Even Better TOML", Tombi). Draft
 * 7, which is the newest that they know. `schemas/evenkeel.schema.json` of the package holds the same.
 */
export function configSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of evenkeel',
    type: 'object',
    additionalProperties: false,
    properties: {
      ...Object.fromEntries(fieldNames.map((field) => [keyOf(field), propertyOf(field)])),
      ...Object.fromEntries(COMMAND_KEYS.map((key) => [key, commandsSchema(inSnakeCase)])),
    },
  };
}

function propertyOf(field: (typeof fieldNames)[number]): object {
  const { does, default: byDefault, schema } = configFields[field];
  return { description: `${does[0]!.toUpperCase()}${does.slice(1)}.`, default: byDefault, ...schema };
}
