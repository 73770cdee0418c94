import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/config-file.ts';
import { PerformanceConfig } from '../../src/config/performance-config.ts';
import { isServer, passwordIn, withoutPassword } from '../../src/config/store-address.ts';
import { readVariables } from '../../src/config/variables.ts';

const SECRETS = [
  'postgres://ci:s3cret@db/perf',
  'postgresql://ci:s3cret@db:5433/perf?sslmode=verify-full',
  'POSTGRES://ci:s3cret@db/perf',
  'postgres://ci:s3/c@r#3s3cret@db/perf',
  'postgres://:s3cret@db/perf',
  'postgres://ci@db/perf?password=s3cret',
  'postgres://ci@db/perf?sslmode=verify-full&sslpassword=s3cret',
];

describe('the address of a store', () => {
  it('is told from a directory', () => {
    const servers = ['postgres://db/perf', 'PostgreSQL://ci@db:5433/perf', 'postgres:db'];
    const directories = ['.performance-cache', './postgres', '/postgres/cache', 'C:\\cache', 'https://db', ''];
    expect(servers.map(isServer)).toEqual(servers.map(() => true));
    expect(directories.map(isServer)).toEqual(directories.map(() => false));
  });

  it.each(SECRETS)('is refused with a password, which is not shown: %s', (store) => {
    const [problem = ''] = new PerformanceConfig({ store }).validate();
    expect(problem).toContain('PGPASSWORD');
    expect(problem).not.toMatch(/s3/);
    const { problems } = parseConfig(`store = ${JSON.stringify(store)}`, 'evenkeel.toml');
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toMatch(/s3/);
  });

  it.each(SECRETS.slice(0, 5))('is read from the environment without its password: %s', (store) => {
    const { fields, problems } = readVariables({ EVENKEEL_STORE: store });
    expect(problems).toEqual([]);
    expect(fields.store).toMatch(/^postgres(?:ql)?:\/\/(?:ci)?@db/i);
    expect(fields.store).not.toMatch(/s3/);
    expect(passwordIn(store)).toMatch(/s3cret$/);
  });

  it('keeps a % that was written as one, and one that was not', () => {
    expect(passwordIn('postgres://ci:a%2Fb@db/perf')).toBe('a/b');
    expect(passwordIn('postgres://ci:100%@db/perf')).toBe('100%');
    expect(withoutPassword('postgres://ci@db/perf')).toBe('postgres://ci@db/perf');
  });

  it.each(['', 'postgres://db/perf', 'postgresql://ci@[::1]:5432/perf?sslrootcert=ca.pem'])('may be "%s"', (store) => {
    expect(new PerformanceConfig({ store }).validate()).toEqual([]);
  });

  it.each(['mysql://db/perf', 'baselines.sqlite', 'postgres:db', 'https://db/perf'])('may not be %s', (store) => {
    expect(new PerformanceConfig({ store }).validate()[0]).toMatch(/^store must be empty, or the address/);
  });

  it('may stand in a table of its own, which has nothing else', () => {
    expect(parseConfig('[store]\nurl = "postgres://db/perf"', 'evenkeel.toml').fields).toEqual({
      store: 'postgres://db/perf',
    });
    const { problems } = parseConfig('[store]\nurl = "postgres://db/perf"\nretries = 3', 'evenkeel.toml');
    expect(problems).toMatchObject([{ where: 'evenkeel.toml:1:1', key: 'store' }]);
  });
});
