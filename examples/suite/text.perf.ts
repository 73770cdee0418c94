import { perf } from 'evenkeel';
import { type Message, readDocument, readMessages } from './documents.ts';

function indexWords(messages: readonly Message[]): Map<string, number[]> {
  const index = new Map<string, number[]>();
  for (const { code, text } of messages) {
    for (const word of text.split(' ')) {
      const codes = index.get(word);
      if (codes === undefined) index.set(word, [code]);
      else codes.push(code);
    }
  }
  return index;
}

perf.group('text', () => {
  perf('finds every documented parameter in 200 kB', (source) => source.match(/@param \w+ .+/g), {
    setup: () => readDocument('typescript', 'lib/lib.es5.d.ts'),
  });

  perf('indexes the words of 200 sentences', indexWords, {
    setup: () => readMessages(200),
  });
});
