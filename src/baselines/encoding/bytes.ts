import { CacheCorruptionError } from '../../errors.ts';

/** Decimals such as 0.9 and 0.01 are common; as a count of thousandths they take one or two bytes instead of nine. */
const FRACTION_STEPS = 1000;

/** Collects numbers in as few bytes as they need. */
export class ByteWriter {
  #bytes = new Uint8Array(256);
  #length = 0;

  /** A whole number from 0 to 2^53 − 1: seven bits a byte, lowest first (LEB128). */
  count(value: number): this {
    let rest = value;
    while (rest >= 0x80) {
      this.#push((rest % 0x80) + 0x80);
      rest = Math.floor(rest / 0x80);
    }
    return this.#push(rest);
  }

  /** A whole number of either sign, small ones in few bytes (zigzag). */
  integer(value: number): this {
    return this.count(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** Any number, exactly (IEEE 754, little endian). */
  float(value: number): this {
    this.#reserve(8);
    new DataView(this.#bytes.buffer).setFloat64(this.#length, value, true);
    this.#length += 8;
    return this;
  }

  /** A number of single precision, exactly (IEEE 754, little endian). */
  single(value: number): this {
    this.#reserve(4);
    new DataView(this.#bytes.buffer).setFloat32(this.#length, value, true);
    this.#length += 4;
    return this;
  }

  /** Any number, exactly; in one or two bytes where it is a small count of thousandths. */
  fraction(value: number): this {
    // Adding 0 takes the sign from −0, which then does not come out as it was and is written in full.
    const steps = Math.round(value * FRACTION_STEPS) + 0;
    const short = steps >= 0 && steps < 2 ** 14 && Object.is(steps / FRACTION_STEPS, value);
    return short ? this.count(steps + 1) : this.count(0).float(value);
  }

  /** What was written. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #push(byte: number): this {
    this.#reserve(1);
    this.#bytes[this.#length++] = byte;
    return this;
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#bytes.length) return;
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Reads back what `ByteWriter` wrote; every read throws `CacheCorruptionError` where the bytes end too early. */
export class ByteReader {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  count(): number {
    let value = 0;
    let unit = 1;
    for (;;) {
      const byte = this.#view.getUint8(this.#take(1));
      value += (byte % 0x80) * unit;
      if (byte < 0x80) return value;
      unit *= 0x80;
    }
  }

  integer(): number {
    const zigzag = this.count();
    return zigzag % 2 === 1 ? -(zigzag + 1) / 2 : zigzag / 2;
  }

  float(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  single(): number {
    return this.#view.getFloat32(this.#take(4), true);
  }

  fraction(): number {
    const steps = this.count();
    return steps === 0 ? this.float() : (steps - 1) / FRACTION_STEPS;
  }

  /** @throws CacheCorruptionError where bytes are left over */
  expectEnd(): void {
    const left = this.#view.byteLength - this.#at;
    if (left > 0) throw new CacheCorruptionError(`A stored run has ${left} bytes too many; it cannot be read.`);
  }

  #take(size: number): number {
    const start = this.#at;
    this.#at += size;
    if (this.#at <= this.#view.byteLength) return start;
    throw new CacheCorruptionError(`A stored run ends after ${this.#view.byteLength} bytes, too early to be read.`);
  }
}
