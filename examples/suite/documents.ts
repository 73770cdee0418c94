import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** One compiler message of TypeScript, in German. */
export interface Message {
  readonly code: number;
  readonly key: string;
  readonly text: string;
}

/** Where `file` lies that ships in an installed package; throws Node's own error where the package is not installed. */
export function documentPath(packageName: string, file: string): string {
  return join(dirname(require.resolve(`${packageName}/package.json`)), file);
}

/** The text of `file` that ships in an installed package; rejects where there is none. */
export function readDocument(packageName: string, file: string): Promise<string> {
  return readFile(documentPath(packageName, file), 'utf8');
}

/** The first `count` of TypeScript's 2,000 compiler messages, read from the catalogue that ships with it. */
export async function readMessages(count: number): Promise<Message[]> {
  const catalogue: Record<string, string> = JSON.parse(
    await readDocument('typescript', 'lib/de/diagnosticMessages.generated.json'),
  );
  return Object.entries(catalogue)
    .slice(0, count)
    .map(([key, text]) => ({ code: Number(key.slice(key.lastIndexOf('_') + 1)), key, text }));
}
