import { parse } from 'acorn';
import { perf } from 'evenkeel';
import { readDocument } from './documents.ts';

perf('javascript > parses a source file', (source) => parse(source, { ecmaVersion: 2022 }), {
  setup: () => readDocument('yaml', 'dist/parse/cst-scalar.js'),
});
