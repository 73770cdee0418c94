import { openSqliteStore } from '../../../src/baselines/sqlite/sqlite-store.ts';
import { describeStoreContract } from '../store-contract.ts';
import { useTemporaryDirectory } from './temporary-directory.ts';

const temporaryDirectory = useTemporaryDirectory();
let directory: string;

describeStoreContract('the store in SQLite', {
  open: async () => {
    directory = temporaryDirectory();
    return openSqliteStore({ directory });
  },
  reopen: async () => openSqliteStore({ directory }),
});
