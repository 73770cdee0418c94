import { stringify } from 'smol-toml';
import { fieldNames } from '../config/fields.ts';
import type { SettingOrigin, Settings } from '../config/gather-settings.ts';
import { configSchema } from '../config/json-schema.ts';
import { keyOf } from '../config/keys.ts';
import { inertJson, inertToml } from '../output/escaped.ts';
import { neutralizeName } from '../report/text/neutralize.ts';
import { settingsFor } from './configuration.ts';
import type { ConfigFlags } from './flags.ts';
import type { Terminal } from './terminal.ts';

/** `evenkeel config`: returns the exit code. */
export async function config(flags: ConfigFlags, terminal: Terminal): Promise<number> {
  if (flags.schema) {
    terminal.out(`${JSON.stringify(configSchema(), null, 2)}\n`);
    return 0;
  }
  const settings = await settingsFor(flags);
  if (flags.check) terminal.out(`${found(settings)}: nothing is wrong with it.\n`);
  else terminal.out(flags.json ? renderJson(settings) : renderToml(settings));
  return 0;
}

function found({ file }: Settings): string {
  return file === null ? NO_FILE : neutralizeName(file);
}

const NO_FILE = 'There is no configuration file here or further up, and the configuration is that of the environment';

// What is shown can be saved as a file.
function renderToml({ fields, origins, commandTables, file }: Settings): string {
  const lines = fieldNames.map((field) => ({
    setting: inertToml(stringify({ [keyOf(field)]: fields[field] }).trimEnd()),
    origin: inWords(origins[field]),
  }));
  const width = Math.max(...lines.map(({ setting }) => setting.length));
  const settings = lines.map(({ setting, origin }) => `${setting.padEnd(width)}  # ${origin}\n`).join('');
  if (commandTables.length === 0) return settings;
  // A line at a time, because what is in one may break none.
  const commands = stringify({ command: commandTables }).trimEnd().split('\n').map(inertToml).join('\n');
  return `${settings}\n# ${neutralizeName(file ?? '')}, from which their paths count\n${commands}\n`;
}

function renderJson({ fields, origins, file, commandTables: commands }: Settings): string {
  const settings = fieldNames.map((field) => [keyOf(field), { value: fields[field], origin: origins[field] }]);
  return `${inertJson(JSON.stringify({ file, settings: Object.fromEntries(settings), commands }, null, 2))}\n`;
}

function inWords(origin: SettingOrigin): string {
  if (origin.kind === 'default') return 'default';
  if (origin.kind !== 'file') return origin.name;
  const path = neutralizeName(origin.path);
  return origin.line === null ? path : `${path}:${origin.line}`;
}
