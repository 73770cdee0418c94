import { type FileHandle, open } from 'node:fs/promises';
import { perf } from 'evenkeel';
import { documentPath } from './documents.ts';

interface OpenFile {
  readonly handle: FileHandle;
  readonly buffer: Buffer;
}

async function openLargeFile(): Promise<OpenFile> {
  const handle = await open(documentPath('typescript', 'lib/lib.dom.d.ts'));
  const { size } = await handle.stat();
  return { handle, buffer: Buffer.alloc(size) };
}

perf('files > reads 2 MB into a buffer', ({ handle, buffer }) => handle.read(buffer, 0, buffer.length, 0), {
  setup: openLargeFile,
  teardown: ({ handle }) => handle.close(),
});
