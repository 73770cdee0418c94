/** CRC-32 of every byte value (ISO 3309; polynomial 0x04C11DB7, reflected). */
const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/**
 * CRC-32 (ISO 3309, as in gzip) of bytes, or of text as UTF-8: finds every damage of up to three bits, and all but one
 * in four billion of any other, in a row of this size. `zlib.crc32` would do, but Node has it from 20.15 on.
 *
 * @param before - checksum of what comes before, to go on from
 * @returns a signed 32-bit integer, which SQLite stores in four bytes
 */
export function checksum(content: Uint8Array | string, before = 0): number {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  let crc = ~before;
  for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[i]!) & 0xff]!;
  return ~crc;
}
