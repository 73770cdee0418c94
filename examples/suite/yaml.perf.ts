import { perf } from 'evenkeel';
import { parse, stringify } from 'yaml';
import { readDocument } from './documents.ts';

perf('yaml > parses a manifest', (text) => parse(text), {
  setup: async () => stringify(JSON.parse(await readDocument('typescript', 'package.json'))),
});
