import { perf } from 'evenkeel';
import { readMessages } from './documents.ts';

perf('json > parses 200 records', (text) => JSON.parse(text), {
  setup: async () => JSON.stringify(await readMessages(200)),
});
