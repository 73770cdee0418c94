import { type ConfigField, fieldNames, type PerformanceConfigFields } from '../../config/fields.ts';
import { keyOf } from '../../config/keys.ts';
import type { GateValue } from '../../model/gate.ts';

/** What the command line says besides the configuration, by the names of its options. Undefined: nothing. */
export type AskedBesides = Readonly<Record<string, GateValue | readonly string[] | undefined>>;

// Where things are and what is shown may differ from machine to machine; an address may have a secret in it.
const OF_THE_MACHINE: readonly ConfigField[] = ['cacheDirectory', 'store', 'project', 'logLevel'];

/** Everything that has a say in what is measured and how it is judged: parts of one suite have it in common. */
export function settingsOfPart(
  config: PerformanceConfigFields,
  asked: AskedBesides,
): Readonly<Record<string, GateValue>> {
  const fields = fieldNames.filter((field) => !OF_THE_MACHINE.includes(field));
  const besides = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, asValue(value)] as const],
  );
  return Object.fromEntries([...fields.map((field) => [keyOf(field), asValue(config[field])] as const), ...besides]);
}

function asValue(value: GateValue | readonly string[]): GateValue {
  return typeof value === 'object' ? value.join(',') : value;
}
