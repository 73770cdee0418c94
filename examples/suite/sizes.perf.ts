import { encode } from '@msgpack/msgpack';
import { perf } from 'evenkeel';
import { documentPath, readMessages } from './documents.ts';

// A number of one's own: what a serializer writes. It is the same each time, so that a change of half a percent is seen.
perf.metric(
  'sizes > bytes of 200 records in MessagePack',
  { unit: 'bytes', better: 'lower', scatter: 'single', setup: () => readMessages(200) },
  (messages) => encode(messages).length,
);

// What a download takes, by its files. In a project of your own this is `perf.size('dist/**/*.js', { compressed: 'gzip' })`.
perf.size('lib.es5.d.ts', {
  name: "sizes > TypeScript's declarations of ES5, compressed",
  cwd: documentPath('typescript', 'lib'),
  compressed: 'gzip',
});
