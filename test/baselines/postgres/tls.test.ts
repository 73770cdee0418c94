// A real server with a chain of real certificates, and with those that must not be believed.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect, promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openPostgresStore } from '../../../src/baselines/postgres/postgres-store.ts';
import { StoreError } from '../../../src/errors.ts';
import { command } from '../../measure/processes/built.ts';
import { runRecord } from '../records.ts';
import { anInstallation, RealServer, type Settings } from './real-server.ts';

vi.setConfig({ hookTimeout: 120_000, testTimeout: 120_000 });

const certificate = (name: string) => join(import.meta.dirname, 'certificates', name);
const KEY = { testName: 'parse a large file', environmentKey: 'linux-x86_64-node20' };
const PASSWORD = 's3cret';
/** An address of this machine that does not look like one, as every other machine's does not. */
const ELSEWHERE = '127.1';

let server: RealServer;
let shown: string | null = null;
beforeAll(async () => {
  server = await RealServer.start(anInstallation());
  await server.query(`CREATE ROLE ci LOGIN PASSWORD '${PASSWORD}'`);
  await server.query('GRANT CREATE ON DATABASE postgres TO ci');
  // It asks for the password itself, so whoever goes as far as to be asked would send it.
  const rules = join(server.data, 'pg_hba.conf');
  writeFileSync(rules, `host all ci all password\n${readFileSync(rules, 'utf8')}`);
  await restart({});
});
afterAll(() => server?.stop());

async function restart(settings: Settings): Promise<void> {
  await server.kill();
  await server.resume({ log_connections: 'on', ...settings });
}

/** Has the server show a certificate; null for none, and no TLS. */
async function showing(name: string | null): Promise<void> {
  if (name === shown) return;
  shown = name;
  if (name === null) return restart({});
  const ssl_cert_file = server.put('shown.pem', readFileSync(certificate(name), 'utf8'));
  await restart({
    ssl: 'on',
    ssl_cert_file,
    ssl_key_file: server.put('shown.key', readFileSync(certificate('server.key'), 'utf8')),
  });
}

const open = async (host: string, parameters: string, password = PASSWORD) => {
  const url = `postgres://ci@${host}:${server.port}/postgres${parameters}`;
  const store = await openPostgresStore({ url, project: 'owner/name', env: {}, password });
  onTestFinished(() => store.close());
  return store;
};
const trusting = (name: string) => `?sslrootcert=${certificate(name)}`;

describe('the certificate of a server', () => {
  it.each([
    [ELSEWHERE, null, '', /does not support SSL connections\. Switch TLS on there/],
    ['127.0.0.1', null, '?sslmode=verify-full', /does not support SSL connections\. Switch TLS on there/],
    [
      ELSEWHERE,
      'server.pem',
      '',
      /self.signed certificate in certificate chain|local issuer.*name that of its authority/i,
    ],
    [
      ELSEWHERE,
      'server.pem',
      trusting('other-authority.pem'),
      /(?:local issuer|in certificate chain).*name that of its authority/i,
    ],
    ['127.0.0.1', 'other-host.pem', trusting('authority.pem'), /altnames.*Name the server as its certificate does/i],
    ['127.0.0.1', 'name-only.pem', trusting('authority.pem'), /altnames.*Name the server as its certificate does/i],
    [ELSEWHERE, 'name-only.pem', trusting('authority.pem'), /altnames.*Name the server as its certificate does/i],
    ['localhost', 'expired.pem', trusting('authority.pem'), /expired.*Have its certificate renewed/i],
    ['localhost', 'self-signed.pem', trusting('authority.pem'), /self.signed certificate.*name that of its authority/i],
    [ELSEWHERE, 'self-signed.pem', '', /self.signed certificate.*name that of its authority/i],
  ])('of %s is refused: %s, %s', async (host, name, parameters, message) => {
    await showing(name);
    const before = server.log.length;
    const error: unknown = await (await open(host, parameters)).history(KEY).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StoreError);
    expect((error as Error).message).toMatch(message);
    expect(`${(error as Error).stack} ${inspect((error as Error).cause, { depth: 5 })}`).not.toContain(PASSWORD);
    // Not even a name was told, after which alone a password is asked for.
    expect(server.log.slice(before)).not.toMatch(/\bci\b/);
  });

  it.each(['localhost', '127.0.0.1', ELSEWHERE])('of %s is believed where its authority is named', async (host) => {
    await showing('server.pem');
    const store = await open(host, trusting('authority.pem'));
    await store.append([runRecord(1)]);
    expect(await store.history(KEY)).toEqual([runRecord(1)]);
    const connections = await server.query<{ ssl: boolean }>(
      `SELECT s.ssl FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) WHERE a.usename = 'ci'`,
    );
    expect(new Set(connections.map(({ ssl }) => ssl))).toEqual(new Set([true]));
  });

  it('is believed where Node is told of its authority', async () => {
    await showing('server.pem');
    const address = `postgres://ci@${ELSEWHERE}:${server.port}/postgres`;
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: certificate('authority.pem'), PGPASSWORD: PASSWORD };
    const { stdout } = await promisify(execFile)(process.execPath, [command, 'store', 'status', '--store', address], {
      env,
    });
    expect(stdout).toContain(`Store    ${address}\n`);
  });

  it('that is believed does not stand for a password', async () => {
    await showing('server.pem');
    const before = server.log.length;
    for (const password of ['wrong', '']) {
      const store = await open('localhost', trusting('authority.pem'), password);
      await expect(store.history(KEY)).rejects.toThrow(/Check the user, and its password in PGPASSWORD\.$/);
    }
    expect(server.log.slice(before)).toMatch(/password authentication failed for user "ci"/);
  });
});
