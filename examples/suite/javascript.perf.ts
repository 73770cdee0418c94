import { parse } from 'acorn';
import { perf } from 'evenkeel';
import { readDocument } from './documents.ts';

perf('javascript > parses a module', (source) => parse(source, { ecmaVersion: 2022, sourceType: 'module' }), {
  setup: () => readDocument('handlebars', 'lib/precompiler.js'),
});
