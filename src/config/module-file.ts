import { dirname, resolve } from 'node:path';
import { awaiting } from '../awaited.ts';
import { UsageError } from '../errors.ts';
import { startTimer, stopTimer } from '../real-time.ts';
import { COMMAND_KEYS, commandsIn } from './commands.ts';
import { type ConfigField, isField, problemWith, unknownField } from './fields.ts';
import { type FileSettings, NO_SETTINGS } from './file-settings.ts';
import type { ConfigProblem } from './problem.ts';
import type { TextPlace } from './toml-places.ts';

/** Seconds that a configuration may take to load: one that is compiled on a busy machine takes a few. */
const TIME_LIMIT = 60;
const EXAMPLE = 'export default defineConfig({ confidenceLevel: 0.99 })';

/**
 * What a configuration says that is a module: the fields of its default export. It is loaded once per process, as every
 * module is.
 * @param text its source, to tell where a field stands.
 * @param timeLimit seconds that it may take.
 * @throws {UsageError} where it cannot be loaded, or not in time; what it threw is the cause.
 */
export async function readModuleSettings(path: string, text: string, timeLimit = TIME_LIMIT): Promise<FileSettings> {
  const loading = awaiting(`the configuration ${path} to load`, load(path));
  const exported = exportOf(await inTime(loading, path, timeLimit));
  if (typeof exported !== 'object' || exported === null || Array.isArray(exported)) {
    const message = `its default export must be an object of options, such as: ${EXAMPLE}`;
    return { ...NO_SETTINGS, problems: [{ where: path, key: null, message }] };
  }
  return settingsOf(exported, path, text);
}

async function inTime(loading: Promise<unknown>, path: string, seconds: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = `The configuration ${path} was not loaded within ${seconds} s: what it waits for does not happen.`;
    timer = startTimer(() => reject(new UsageError(message)), 1000 * seconds);
    // Where it waits and nothing is open, the process need not wait as well.
    timer.unref();
  });
  try {
    return await Promise.race([loading, late]);
  } finally {
    stopTimer(timer);
  }
}

async function load(path: string): Promise<unknown> {
  try {
    const { importProjectModule } = await import('../suite/loading/import-module.ts');
    return await importProjectModule(resolve(path));
  } catch (cause) {
    const reason = cause instanceof Error ? await reasonOf(cause, path) : String(cause);
    throw new UsageError(`The configuration ${path} cannot be loaded: ${reason}`, { cause });
  }
}

async function reasonOf(cause: NodeJS.ErrnoException, path: string): Promise<string> {
  const { placeIn } = await import('../suite/loading/syntax-place.ts');
  const { adviceOnLoading } = await import('../suite/loading/loading-advice.ts');
  const { explainMissingFile } = await import('../suite/loading/missing-file.ts');
  const error = { name: cause.name, message: cause.message, code: cause.code ?? null };
  let place = placeIn(cause.stack ?? '', cause.message);
  if (place === null && cause.name === 'SyntaxError') {
    const { askForPlace } = await import('../suite/loading/ask-place.ts');
    place = await askForPlace(resolve(path), cause.message);
  }
  const said = place === null || cause.message.includes(place.where) ? null : `at ${place.where}\n${place.excerpt}`;
  return [
    `${cause.name}: ${cause.message}`,
    said,
    explainMissingFile(error),
    adviceOnLoading(error, place?.line ?? null),
  ]
    .filter((text) => text !== null)
    .join('\n');
}

// A module that was compiled to CommonJS has its default export within the one that Node makes of it.
function exportOf(module: unknown): unknown {
  const { default: exported } = module as { default?: unknown };
  const inner = exported as { __esModule?: unknown; default?: unknown } | null | undefined;
  return inner?.__esModule ? inner.default : exported;
}

function settingsOf(exported: object, path: string, text: string): FileSettings {
  const fields: Record<string, unknown> = {};
  const places = new Map<ConfigField, TextPlace>();
  const problems: ConfigProblem[] = [];
  for (const [name, value] of Object.entries(exported)) {
    if (value === undefined || COMMAND_KEYS.includes(name)) continue;
    const place = placeOf(name, text);
    const problem = isField(name) ? wrongValue(name, value) : lowerFirst(unknownField(name));
    const where = place ? `${path}:${place.line}:${place.column}` : path;
    if (problem !== null) problems.push({ where, key: name, message: problem });
    if (problem !== null || !isField(name)) continue;
    fields[name] = value;
    if (place) places.set(name, place);
  }
  const found = commandsOf(exported, path, text);
  return { fields, places, ...found, problems: [...problems, ...found.problems] };
}

function commandsOf(exported: object, path: string, text: string) {
  const found = Object.entries(exported)
    .filter(([name, value]) => COMMAND_KEYS.includes(name) && value !== undefined)
    .map(([name, value]) =>
      commandsIn({
        ...{ value, key: name, file: path, directory: dirname(resolve(path)), placeOfAll: placeOf(name, text) },
        nameOf: (option) => option,
        placeOf: (_, key) => (key === null ? null : placeOf(key, text)),
      }),
    );
  return {
    commands: found.flatMap(({ commands }) => commands),
    commandTables: found.flatMap(({ commandTables }) => commandTables),
    problems: found.flatMap(({ problems }) => problems),
  };
}

function wrongValue(field: ConfigField, value: unknown): string | null {
  const problem = problemWith(field, value);
  return problem === null ? null : `${field} ${problem}.`;
}

function lowerFirst(sentence: string): string {
  return sentence[0]!.toLowerCase() + sentence.slice(1);
}

// A program may come by a field in any way; where it is written as a property exactly once, that is the place.
function placeOf(name: string, text: string): TextPlace | null {
  const written = new RegExp(`(?<![\\w$.'"])(["']?)${escaped(name)}\\1\\s*:`, 'g');
  const [match, another] = text.matchAll(written);
  if (!match || another) return null;
  const before = text.slice(0, match.index).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

function escaped(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}
