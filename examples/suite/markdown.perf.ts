import { perf } from 'evenkeel';
import { marked } from 'marked';
import { readDocument } from './documents.ts';

perf('markdown > renders a readme', (text) => marked.parse(text), {
  setup: () => readDocument('acorn', 'README.md'),
});
