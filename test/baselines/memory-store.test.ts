import { createMemoryStore } from '../../src/baselines/memory-store.ts';
import { describeStoreContract } from './store-contract.ts';

describeStoreContract('the store in memory', { open: async () => createMemoryStore() });
