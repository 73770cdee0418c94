import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAddress } from '../../../src/baselines/postgres/server-address.ts';
import { UsageError } from '../../../src/errors.ts';
import { temporaryDirectory } from '../../framework/fixtures.ts';

describe('the address of a server', () => {
  it('says where it is and who asks, and the environment what it does not say', () => {
    expect(readAddress('postgres://ci@db.example.com:5433/perf', { PGPASSWORD: 's3cret', PGUSER: 'other' })).toEqual({
      host: 'db.example.com',
      port: 5433,
      database: 'perf',
      user: 'ci',
      password: 's3cret',
      ssl: { rejectUnauthorized: true },
      shown: 'postgres://ci@db.example.com:5433/perf',
      identity: 'postgres://db.example.com:5433/perf',
    });
    const given = readAddress('postgresql://us%40er:p%2Fw@localhost/per%20f', {});
    expect(given).toMatchObject({ user: 'us@er', password: 'p/w', database: 'per f', port: 5432, ssl: false });
    expect(given.shown).toBe('postgres://us%40er@localhost:5432/per f');
  });

  it.each(['localhost', '127.0.0.1', '[::1]'])('on this machine is not encrypted: %s', (host) => {
    expect(readAddress(`postgres://${host}/perf`, {}).ssl).toBe(false);
    expect(readAddress(`postgres://${host}/perf?sslmode=verify-full`, {}).ssl).toEqual({ rejectUnauthorized: true });
  });

  it('may be the directory of a socket', () => {
    const address = readAddress('postgres://ci@localhost/perf?host=/var/run/postgresql', {});
    expect(address).toMatchObject({ host: '/var/run/postgresql', ssl: false });
    expect(address.shown).toBe('postgres://ci@/perf?host=/var/run/postgresql');
  });

  it('names the authority that its certificate is of', () => {
    const ca = join(temporaryDirectory(), 'ca.pem');
    writeFileSync(ca, 'PEM');
    const wanted = { rejectUnauthorized: true, ca: 'PEM' };
    expect(readAddress(`postgres://db/perf?sslrootcert=${ca}`, {}).ssl).toEqual(wanted);
    expect(readAddress('postgres://db/perf', { PGSSLROOTCERT: ca }).ssl).toEqual(wanted);
    expect(() => readAddress('postgres://db/perf?sslrootcert=/nowhere.pem', {})).toThrow('cannot be read: ENOENT');
  });

  it.each([
    ['postgres://db/perf?sslmode=disable', 'its `sslmode` is "disable"'],
    ['postgres://10.0.0.7/perf?sslmode=require', 'its `sslmode` is "require"'],
    ['postgres://db/perf?sslmode=no-verify', 'its `sslmode` is "no-verify"'],
    ['postgres://db/perf?options=-c', 'it has the parameter "options"'],
    ['postgres://ci:s3cret@/perf', 'cannot be read as a URL'],
    ['postgres://ci:s3/cret@db/perf', 'cannot be read as a URL'],
    ['postgres://db', 'it names no database'],
    ['postgres://db/100%', 'its database has a %'],
    ['mysql://ci:s3cret@db/perf', 'cannot be read as a URL'],
  ])('may not be %s', (url, message) => {
    const asking = () => readAddress(url, {});
    expect(asking).toThrow(UsageError);
    expect(asking).toThrow(message);
    try {
      asking();
    } catch (error) {
      expect(JSON.stringify([String(error), (error as Error).stack, (error as Error).cause])).not.toMatch(/s3/);
    }
  });
});
