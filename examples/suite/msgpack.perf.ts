import { decode, encode } from '@msgpack/msgpack';
import { perf } from 'evenkeel';
import { readMessages } from './documents.ts';

perf.group('msgpack', () => {
  perf('decodes 200 records', (bytes) => decode(bytes), {
    setup: async () => encode(await readMessages(200)),
  });

  perf('encodes 200 records', (messages) => encode(messages), {
    setup: () => readMessages(200),
  });
});
