import { afterAll, beforeAll, describe, vi } from 'vitest';
import { openPostgresStore } from '../../../src/baselines/postgres/postgres-store.ts';
import { describeStoreContract } from '../store-contract.ts';
import { installations, RealServer } from './real-server.ts';

vi.setConfig({ hookTimeout: 120_000 });

// Where the system has none, the binaries of the package hold the contract alone: the names of the tests say which did.
describe.each(installations())('Postgres ($name)', (installation) => {
  let server: RealServer;
  let projects = 0;

  beforeAll(async () => {
    server = await RealServer.start(installation);
  });
  afterAll(() => server?.stop());

  const project = () => `owner/project ${projects}`;
  const open = () => openPostgresStore({ url: server.url(), project: project(), env: {} });
  describeStoreContract('the store in Postgres', {
    open: () => {
      projects++;
      return open();
    },
    reopen: open,
    project,
  });
});
