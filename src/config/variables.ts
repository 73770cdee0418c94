import { type ConfigField, defaultFields, fieldNames, type PerformanceConfigFields, problemWith } from './fields.ts';
import { nearestVariable, variableOf } from './keys.ts';
import type { ConfigProblem } from './problem.ts';
import { withoutPassword } from './store-address.ts';

/** What the environment says of the configuration. */
export interface VariableSettings {
  readonly fields: Partial<PerformanceConfigFields>;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Reads the fields that environment variables set. One that is empty says nothing, as pipelines leave them.
 * @param env for example `process.env`.
 */
export function readVariables(env: Readonly<Record<string, string | undefined>>): VariableSettings {
  const fields: Record<string, unknown> = {};
  const problems: ConfigProblem[] = [];
  for (const field of fieldNames) {
    const name = variableOf(field);
    const text = env[name];
    if (text === undefined || text === '') continue;
    const value = readValue(field, text);
    const problem = problemWith(field, value);
    if (problem === null) fields[field] = value;
    else problems.push({ where: 'the environment', key: name, message: `${name} ${problem}.` });
  }
  return { fields, problems: [...problems, ...misspelt(env)] };
}

// What is not of the field's type stays a text, which the field's check then refuses.
function readValue(field: ConfigField, text: string): unknown {
  const byDefault = defaultFields[field];
  // What is secret stays in the environment.
  if (field === 'store') return withoutPassword(text);
  if (Array.isArray(byDefault)) return text.split(',').map((word) => word.trim());
  if (typeof byDefault === 'number') return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
  if (typeof byDefault === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

function misspelt(env: Readonly<Record<string, string | undefined>>): readonly ConfigProblem[] {
  return Object.keys(env).flatMap((name) => {
    const nearest = nearestVariable(name);
    const message = `there is no variable ${name}; did you mean ${nearest}?`;
    return nearest === null ? [] : [{ where: 'the environment', key: name, message }];
  });
}
