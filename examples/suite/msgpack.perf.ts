import { encode } from '@msgpack/msgpack';
import { perf } from 'evenkeel';
import { readMessages } from './documents.ts';

perf('msgpack > encodes 200 records', (messages) => encode(messages), {
  setup: () => readMessages(200),
});
