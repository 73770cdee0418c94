import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';
import { UsageError } from '../../errors.ts';
import { type FileSelection, matchedFiles } from './matched-files.ts';

/** How files may be compressed before they are counted. */
export type Compression = 'gzip' | 'brotli' | 'zstd';

/** All of them. */
export const COMPRESSIONS: readonly Compression[] = ['gzip', 'brotli', 'zstd'];

/**
 * Bytes of files in all.
 * @param compressed each file on its own, as a server sends it; null: as they are.
 * @throws {UsageError} where nothing matches, or this Node has no such compression.
 */
export async function totalSize(selection: FileSelection, compressed: Compression | null): Promise<number> {
  const compressor = compressed === null ? null : compressorOf(compressed);
  let total = 0;
  for (const path of await matchedFiles(selection)) {
    const { size } = await stat(path);
    total += compressor === null ? size : await sizeOf(path, compressor(size));
  }
  return total;
}

type Compressor = (size: number) => NodeJS.ReadWriteStream;

// The strongest level of each, or what servers keep beside their files; fixed, so that another default of Node is no change.
const { constants } = zlib;
const GZIP_LEVEL = 9;
const ZSTD_LEVEL = 19;
const BROTLI = {
  [constants.BROTLI_PARAM_QUALITY]: 11,
  [constants.BROTLI_PARAM_LGWIN]: 22,
} as const;

function compressorOf(compressed: Compression): Compressor {
  switch (compressed) {
    case 'gzip':
      return () => zlib.createGzip({ level: GZIP_LEVEL });
    case 'brotli':
      return (size) =>
        zlib.createBrotliCompress({
          params: { ...BROTLI, [constants.BROTLI_PARAM_SIZE_HINT]: Math.min(size, MOST_HINT) },
        });
    case 'zstd':
      return zstd();
  }
}

const MOST_HINT = 2 ** 30;

function zstd(): Compressor {
  const { createZstdCompress } = zlib as { readonly createZstdCompress?: (options: object) => NodeJS.ReadWriteStream };
  const level = (constants as Readonly<Record<string, number>>).ZSTD_c_compressionLevel;
  if (createZstdCompress === undefined || level === undefined) {
    throw new UsageError(
      `perf.size: this Node (${process.version}) has no zstd; Node 22.15, 23.8 and later have. Take one of them, or compressed: 'gzip' or 'brotli'.`,
    );
  }
  return () => createZstdCompress({ params: { [level]: ZSTD_LEVEL } });
}

async function sizeOf(path: string, compressor: NodeJS.ReadWriteStream): Promise<number> {
  let size = 0;
  await pipeline(createReadStream(path), compressor, async (chunks: AsyncIterable<string | Buffer>) => {
    for await (const chunk of chunks) size += Buffer.byteLength(chunk);
  });
  return size;
}
