import { PerformanceConfig } from '../config/performance-config.ts';
import { isServer } from '../config/store-address.ts';
import { UsageError } from '../errors.ts';
import { copyStore } from '../framework/store/copy-store.ts';
import { flushStore, waitingBeside } from '../framework/store/flush-store.ts';
import { openExistingStore, openServer, openStore } from '../framework/store/open-store.ts';
import { requireWriter } from '../framework/store/who-writes.ts';
import { inertJson } from '../output/escaped.ts';
import { formatCounted } from '../report/format.ts';
import { neutralizeName } from '../report/text/neutralize.ts';
import { configurationFor } from './configuration.ts';
import type { StoreFlags } from './flags.ts';
import type { Terminal } from './terminal.ts';
import { warn } from './warn.ts';

/** `evenkeel store status` */
export async function status(flags: StoreFlags, terminal: Terminal): Promise<number> {
  const config = await configurationFor(flags);
  const waiting = (await waitingBeside(config)).map((words) => ['Waiting', neutralizeName(words)] as const);
  const show = (lines: Lines) => {
    for (const [name, value] of lines) terminal.out(`${name.padEnd(9)}${value}\n`);
  };
  try {
    show(await (config.store === '' ? ofDirectory(config, terminal) : ofServer(config, terminal)));
  } finally {
    // Also where the server is away: that is when it is asked for.
    show(waiting);
  }
  return 0;
}

/** `evenkeel store flush` */
export async function flush(flags: StoreFlags, terminal: Terminal): Promise<number> {
  const config = await configurationFor(flags);
  if (config.recording !== 'always') {
    await requireWriter(config, { what: 'evenkeel store flush', anyway: 'evenkeel store flush --record' });
  }
  const { place, project, sent, left, words } = await flushStore(config);
  const { files, results, since, problems, trouble } = sent;
  if (flags.json) {
    const { directory, waiting } = left;
    const reason = trouble?.message ?? null;
    const told = {
      store: place,
      project,
      directory,
      sent: { files, results, since },
      waiting,
      problems,
      trouble: reason,
    };
    terminal.out(`${inertJson(JSON.stringify(told, null, 2))}\n`);
  } else {
    terminal.out(
      files === 0
        ? `Nothing was sent to ${neutralizeName(place)}.\n`
        : `Sent ${formatCounted(results, 'result')} in ${formatCounted(files, 'file')} to ${neutralizeName(place)}.\n`,
    );
    for (const sentence of words) terminal.out(`Waiting  ${neutralizeName(sentence)}\n`);
  }
  if (trouble !== null) throw trouble;
  return problems.length > 0 ? NOT_ALL : 0;
}

/** What should be stored is not. */
const NOT_ALL = 2;

/** `evenkeel store migrate` */
export async function migrate(flags: StoreFlags, terminal: Terminal): Promise<number> {
  const config = await configurationFor(flags);
  if (config.store === '') {
    throw new UsageError(
      'Baselines are kept in a SQLite file, which is brought to the present schema when it is first written to. Name a server ' +
        'with --store, or with `store` in the configuration.',
    );
  }
  const store = await openServer(config);
  try {
    const before = await store.schemaState();
    await store.migrate();
    const { version } = await store.schemaState();
    const place = neutralizeName(store.place);
    terminal.out(
      before.version === version
        ? `Nothing to do: the schema of ${place} is ${version}, the newest that this version of evenkeel knows.\n`
        : `The schema of ${place} is ${version} now; it was ${before.version}.\n`,
    );
    return 0;
  } finally {
    await store.close();
  }
}

/** `evenkeel store copy` */
export async function copy(from: string, to: string, flags: StoreFlags, terminal: Terminal): Promise<number> {
  const config = await configurationFor(flags);
  if (config.recording !== 'always') {
    await requireWriter(config, { what: 'evenkeel store copy', anyway: 'evenkeel store copy --record' });
  }
  const [source, target] = [configurationOf(from, config), configurationOf(to, config)];
  const read = await openExistingStore(source, null);
  try {
    const written = await openStore(target, null);
    try {
      const { series, runs, gates } = await copyStore(read, written);
      const ofSeries = `${formatCounted(runs, 'run')} of ${formatCounted(series, 'series', 'series')}`;
      terminal.out(`Copied ${ofSeries}, and ${formatCounted(gates, 'gate')}.\n`);
    } finally {
      warn(terminal, written.warnings(), config.logLevel);
      await written.close();
    }
  } finally {
    warn(terminal, read.warnings(), config.logLevel);
    await read.close();
  }
  return 0;
}

type Lines = readonly (readonly [name: string, value: string])[];

async function ofServer(config: PerformanceConfig, terminal: Terminal): Promise<Lines> {
  const store = await openServer(config);
  try {
    const { version, newest } = await store.schemaState();
    const isThere = version > 0 && version <= newest;
    return [
      ['Store', neutralizeName(store.place)],
      ['Project', neutralizeName(store.project)],
      ['Schema', schemaInWords(version, newest)],
      ['Holds', isThere ? inWords(await store.series()) : 'nothing that can be read here'],
    ];
  } finally {
    warn(terminal, store.warnings(), config.logLevel);
    await store.close();
  }
}

async function ofDirectory(config: PerformanceConfig, terminal: Terminal): Promise<Lines> {
  const store = await openExistingStore(config, null);
  try {
    return [
      [
        'Store',
        config.enableCaching ? `SQLite in ${neutralizeName(config.cacheDirectory)}` : 'none: caching is switched off',
      ],
      ['Holds', inWords(await store.series())],
    ];
  } finally {
    warn(terminal, store.warnings(), config.logLevel);
    await store.close();
  }
}

function schemaInWords(version: number, newest: number): string {
  if (version === 0) return 'none yet; the first run that is stored makes it, or `evenkeel store migrate`';
  if (version === newest) return `${version}, the newest`;
  return version > newest
    ? `${version}, of a newer version of evenkeel; this one knows ${newest}`
    : `${version}; the next run that is stored brings it to ${newest}, or \`evenkeel store migrate\``;
}

function inWords(series: readonly { readonly runs: number }[]): string {
  const runs = series.reduce((sum, each) => sum + each.runs, 0);
  return `${formatCounted(series.length, 'series', 'series')}, ${formatCounted(runs, 'run')}`;
}

function configurationOf(place: string, config: PerformanceConfig): PerformanceConfig {
  const of = isServer(place) ? { store: place } : { store: '', cacheDirectory: place };
  return new PerformanceConfig({ ...config, ...of, enableCaching: true }).checked();
}
