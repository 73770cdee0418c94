import { readFileSync } from 'node:fs';
import { UsageError } from '../../errors.ts';

/** Where a server is, and how it is spoken to. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** False where nothing is encrypted. */
  readonly ssl: false | { readonly rejectUnauthorized: true; readonly ca?: string };
  /** The address for people, without what is secret. */
  readonly shown: string;
  /** The same for everybody who uses it: without the user as well. */
  readonly identity: string;
}

const SCHEMES = ['postgres:', 'postgresql:'];
const LOCAL = /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\/.*)$/i;
const PARAMETERS = ['host', 'sslmode', 'sslrootcert'];
const EXAMPLE = 'It is written as postgres://user@host:5432/database, with the password in PGPASSWORD.';

/**
 * Reads an address. What is on another machine is encrypted, and its certificate is checked, whatever the address says.
 * @param env the environment; `PGPASSWORD`, `PGUSER` and `PGSSLROOTCERT` count where the address does not say.
 * @throws {UsageError} where it is none; nothing that is secret is in the message.
 */
export function readAddress(url: string, env: Readonly<Record<string, string | undefined>>): ServerAddress {
  const parsed = parse(url);
  const unknown = [...parsed.searchParams.keys()].find((name) => !PARAMETERS.includes(name));
  if (unknown !== undefined) {
    throw wrong(`it has the parameter ${JSON.stringify(unknown)}, and there are ${PARAMETERS.join(', ')} alone.`);
  }
  const host = parsed.searchParams.get('host') ?? unbracketed(decoded(parsed.hostname, 'host'));
  const port = parsed.port === '' ? 5432 : Number(parsed.port);
  const database = decoded(parsed.pathname.slice(1), 'database');
  if (host === '') throw wrong('it names no host.');
  if (database === '') throw wrong('it names no database.');
  const user = decoded(parsed.username, 'user') || env.PGUSER || undefined;
  const password = decoded(parsed.password, 'password') || env.PGPASSWORD || undefined;
  const who = user === undefined ? '' : `${encodeURIComponent(user)}@`;
  const place = host.startsWith('/') ? `/${encodeURIComponent(database)}?host=${host}` : `${host}:${port}/${database}`;
  return {
    host,
    port,
    database,
    user,
    password,
    ssl: encryption(host, parsed.searchParams, env),
    shown: `postgres://${who}${place}`,
    identity: host.startsWith('/')
      ? `postgres:///${database}?host=${host}&port=${port}`
      : `postgres://${host.toLowerCase()}:${port}/${database}`,
  };
}

function parse(url: string): URL {
  try {
    // A socket's directory stands in a parameter, and then there is no host, which a URL with a user must have.
    const parsed = new URL(url);
    if (SCHEMES.includes(parsed.protocol)) return parsed;
  } catch {
    // What is wrong with it would be shown with the password in it.
  }
  throw wrong(
    'it cannot be read as a URL; characters such as @, / and # in a name or password are written as %40, %2F, %23.',
  );
}

function decoded(text: string, what: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong(`its ${what} has a % that is followed by no two hexadecimal digits; a % itself is written as %25.`);
  }
}

function unbracketed(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}

function encryption(
  host: string,
  parameters: URLSearchParams,
  env: Readonly<Record<string, string | undefined>>,
): ServerAddress['ssl'] {
  const mode = parameters.get('sslmode');
  const path = parameters.get('sslrootcert') ?? env.PGSSLROOTCERT ?? null;
  const isLocal = LOCAL.test(host);
  if (mode !== null && mode !== 'verify-full' && !(isLocal && mode === 'disable')) {
    throw wrong(
      `its \`sslmode\` is ${JSON.stringify(mode)}; a server on another machine is spoken to with \`verify-full\` alone, which is ` +
        'the default. Where it has a certificate of its own, name that of its authority: `sslrootcert=/path/to/ca.pem`.',
    );
  }
  if (isLocal && mode === null && path === null) return false;
  if (mode === 'disable') return false;
  return path === null ? { rejectUnauthorized: true } : { rejectUnauthorized: true, ca: readCertificate(path) };
}

function readCertificate(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw wrong(`the certificate that it names cannot be read: ${(error as Error).message}`);
  }
}

function wrong(what: string): UsageError {
  return new UsageError(`The address of the Postgres store is wrong: ${what} ${EXAMPLE}`);
}
