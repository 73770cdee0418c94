import { parse } from 'csv-parse/sync';
import { perf } from 'evenkeel';
import { type Message, readMessages } from './documents.ts';

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const toRow = ({ code, key, text }: Message): string => `${code},${key},${quote(text)}`;

perf('csv > parses 200 rows with quoted cells', (text) => parse(text), {
  setup: async () => (await readMessages(200)).map(toRow).join('\n'),
});
