import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { perf } from 'evenkeel';
import { units } from './factor.mjs';

perf(
  'fileRead',
  async ({ handle, buffer }) => {
    let read = 0;
    for (let unit = 0; unit < units; unit++) read += (await handle.read(buffer, 0, buffer.length, 0)).bytesRead;
    return read;
  },
  {
    setup: async () => ({ handle: await open(fileURLToPath(import.meta.url)), buffer: Buffer.alloc(512) }),
    teardown: ({ handle }) => handle.close(),
  },
);
