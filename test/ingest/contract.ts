import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/ingest/formats.ts';
import { IngestError } from '../../src/ingest/ingest-error.ts';
import type { Reader } from '../../src/ingest/reader.ts';
import { textSource } from '../../src/ingest/source.ts';
import type { IngestedBenchmark, IngestedFile } from '../../src/model/ingested.ts';
import type { MeasuredMetric } from '../../src/model/measured-metric.ts';

/** What the contract leaves out for one reader, and how much of it is tried. */
export interface ContractOptions {
  /** Most places where each sample is cut off. Default: 150. */
  readonly cuts?: number;
  /** Changed copies of each sample that are read. Default: 150. */
  readonly mutations?: number;
}

/** Of the changed bytes; a failure prints the number of its copy. */
const SEED = 20_240_229;
// A harness rounds its mean and its figures, each for itself.
const ROUNDING = 0.01;

/**
 * What holds for every reader of a file, tried on whole texts as its harness writes them.
 * @param samples by what each of them shows.
 */
export function itKeepsTheContract(
  reader: Reader,
  samples: Readonly<Record<string, string>>,
  { cuts = 150, mutations = 150 }: ContractOptions = {},
): void {
  keepSamples(reader.format, samples);
  describe.each(Object.entries(samples))('the contract of readers, with %s', (_, text) => {
    it('is recognised by this reader alone', async () => {
      const readers = await Promise.all(Object.values(FORMATS).map((load) => load()));
      const found = readers.filter((each) => each.recognises(textSource('results', text)));
      expect(found.map(({ format }) => format)).toEqual([reader.format]);
    });

    it('gives whole figures under names of their own', () => {
      expectSound(readText(reader, text), text);
    });

    it.each(encodingsOf(text))('gives the same from %s', (_, bytes) => {
      expect(reader.recognises(textSource('results', bytes))).toBe(true);
      expect(reader.read(textSource('results', bytes))).toEqual(readText(reader, text));
    });

    it('gives nothing else from its beginning, wherever it is cut off', () => {
      const whole = readText(reader, text);
      for (const end of placesIn(text.length, cuts)) expectPartOf(whole, readTorn(reader, text.slice(0, end)), end);
    });

    // What is JSON as a whole is read by the engine.
    if (!isJson(text)) {
      it('takes no more for each character of a line that is very long', () => {
        const steep = stretchesOf(text).find((stretch) => isSteep(reader, stretch));
        expect(steep?.(60)).toBeUndefined();
      });
    }

    it('ends with a clear error, or with sound figures, where bytes are changed', () => {
      const bytes = Buffer.from(text);
      for (let copy = 0; copy < mutations; copy++) {
        const changed = mutated(bytes, SEED + copy);
        try {
          expectSoundEnd(reader, changed);
        } catch (cause) {
          throw new Error(`copy ${copy} with seed ${SEED + copy}: ${JSON.stringify(changed.toString())}`, { cause });
        }
      }
    });
  });
}

/** `npm run bench:ingest -- fuzz` asks for the samples, to change them far more often than a test can. */
function keepSamples(format: string, samples: Readonly<Record<string, string>>): void {
  const directory = process.env.EVENKEEL_SAMPLES;
  if (directory === undefined) return;
  const path = join(directory, `${format}.json`);
  const before = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as object) : {};
  writeFileSync(path, JSON.stringify({ ...before, ...samples }));
}

/** What a reader makes of a text. */
export function readText(reader: Reader, text: string | Uint8Array): IngestedFile {
  return reader.read(textSource('results', text));
}

/** The benchmarks of the only run of a text. */
export function benchmarksIn(reader: Reader, text: string | Uint8Array): readonly IngestedBenchmark[] {
  const { runs } = readText(reader, text);
  expect(runs).toHaveLength(1);
  return runs[0]!.benchmarks;
}

/** Null where the reader says that it cannot be read. */
function readTorn(reader: Reader, text: string | Uint8Array): IngestedFile | null {
  try {
    return readText(reader, text);
  } catch (error) {
    if (error instanceof IngestError) return null;
    throw error;
  }
}

function encodingsOf(text: string): readonly (readonly [string, Uint8Array])[] {
  const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
  const lines = text.replaceAll('\n', '\r\n');
  return [
    ['UTF-16, little-endian', utf16],
    ['UTF-16, big-endian', Buffer.from(utf16).swap16()],
    ['lines as Windows ends them', Buffer.from(lines)],
    ['what PowerShell redirects', Buffer.from(`\uFEFF${lines}`, 'utf16le')],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-8 behind NUL bytes', Buffer.concat([Buffer.alloc(4), Buffer.from(text)])],
  ];
}

function expectSound({ runs, problems, notes }: IngestedFile, text: string): void {
  expect(runs.some(({ benchmarks }) => benchmarks.length > 0)).toBe(true);
  for (const { benchmarks } of runs) {
    const names = benchmarks.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
    benchmarks.forEach(expectSoundBenchmark);
  }
  const lines = text.split('\n').length;
  for (const { line, message } of problems) {
    expect(message).toMatch(/\S/);
    if (line !== null) expect(line >= 1 && line <= lines).toBe(true);
  }
  expect(notes).toEqual([...new Set(notes)]);
}

/** Whatever its bytes are: the figures are finite and have names, or the reader says that it cannot read it. */
function expectSoundEnd(reader: Reader, bytes: Uint8Array): void {
  reader.recognises(textSource('results', bytes));
  for (const { benchmarks } of readTorn(reader, bytes)?.runs ?? []) benchmarks.forEach(expectSoundBenchmark);
}

function expectSoundBenchmark({ name, metrics }: IngestedBenchmark): void {
  expect(name).toMatch(/\S/);
  expect(name).not.toContain('\0');
  expect(metrics.length).toBeGreaterThan(0);
  const names = metrics.map((metric) => metric.name);
  expect(names).toEqual([...new Set(names)]);
  for (const metric of metrics) {
    expect(metric.name).toMatch(/\S/);
    expect([metric.value, ...figuresOf(metric)].every(Number.isFinite)).toBe(true);
    if (metric.figures.kind !== 'summary') expect(figuresOf(metric).length).toBeGreaterThan(0);
    if (metric.figures.kind === 'processes')
      expect(metric.figures.processes.every((each) => each.length > 0)).toBe(true);
  }
}

/** Every figure of a file that is cut off is one of the whole file, of the same benchmark and metric. */
function expectPartOf(whole: IngestedFile, part: IngestedFile | null, end: number): void {
  if (part === null) return;
  const place = `cut off behind ${end} characters`;
  expect(part.runs.length, place).toBeLessThanOrEqual(Math.max(whole.runs.length, 1));
  for (const [index, run] of part.runs.entries()) {
    for (const { name, metrics } of run.benchmarks) {
      const same = whole.runs[index]?.benchmarks.find((benchmark) => benchmark.name === name);
      expect(same, `${place}: ${name}`).toBeDefined();
      for (const metric of metrics) {
        const { name: metricName, unit, better } = metric;
        const known = same!.metrics.find((each) => each.name === metricName);
        expect(known, `${place}: ${name}: ${metricName}`).toMatchObject({ unit, better });
        expectPartOfMetric(known!, metric, `${place}: ${name}: ${metricName}`);
      }
    }
  }
}

function expectPartOfMetric(whole: MeasuredMetric, part: MeasuredMetric, place: string): void {
  const figures = figuresOf(part);
  const rest = [...figuresOf(whole)];
  for (const figure of figures) {
    const index = rest.indexOf(figure);
    expect(index, `${place}: ${figure}`).not.toBe(-1);
    rest.splice(index, 1);
  }
  if (rest.length === 0 && part.figures.kind === whole.figures.kind) expect(part.value, place).toBe(whole.value);
  else expectBetween(figures, part.value, place);
}

// A mean or median of fewer figures is another one, but still one of these.
function expectBetween(figures: readonly number[], value: number, place: string): void {
  const room = ROUNDING * Math.max(...figures.map(Math.abs));
  expect(value, place).toBeGreaterThanOrEqual(Math.min(...figures) - room);
  expect(value, place).toBeLessThanOrEqual(Math.max(...figures) + room);
}

function figuresOf({ figures }: MeasuredMetric): readonly number[] {
  if (figures.kind === 'processes') return figures.processes.flat();
  return figures.kind === 'samples' ? figures.samples : [];
}

/** Characters that a line has more, and how many times as many it has then. */
const LONG = 10_000;
const TIMES_AS_LONG = 4;
/** Between 4, where each character takes the same, and 16, where each takes one more step for each other. */
const STEEP = 8;
/** Milliseconds of a processor that are none of a pattern that tries again from every character: it takes hundreds. */
const NOTHING = 50;
const MOST_PLACES = 40;

/** A copy of a text in which something in a line is there over and over again, as often as makes so many characters. */
type Stretch = (length: number) => string;

/** At the ends of words and spaces of one line of each kind: spaces, digits, letters, and the line once more. */
function stretchesOf(text: string): readonly Stretch[] {
  const kinds = new Map<string, readonly [start: number, line: string]>();
  for (const { index, 0: line } of text.matchAll(/[^\n]+/g)) {
    kinds.set(
      line
        .replace(/\d+/g, '7')
        .replace(/[a-z]+/gi, 'x')
        .replace(/ +/g, ' '),
      [index, line],
    );
  }
  const places = [...kinds.values()].flatMap(([start, line]) =>
    [...line.matchAll(/(?<=\s)(?=\S)|(?<=\S)(?=\s)|(?<=\d)(?=\D)|$/g)].map(
      ({ index }) => [start + index, line] as const,
    ),
  );
  return placesIn(places.length, MOST_PLACES)
    .map((place) => places[place]!)
    .flatMap(([at, line]) =>
      [' ', '7', 'x', `${line} `].map(
        (more) => (length: number) => text.slice(0, at) + more.repeat(Math.ceil(length / more.length)) + text.slice(at),
      ),
    );
}

function isSteep(reader: Reader, stretch: Stretch): boolean {
  const long = Buffer.from(stretch(LONG * TIMES_AS_LONG));
  if (millisecondsOf(reader, long) < NOTHING) return false;
  // The engine may have been compiling or collecting: the least of several is what it takes.
  const least = (text: Uint8Array) => Math.min(...Array.from({ length: 5 }, () => millisecondsOf(reader, text)));
  const milliseconds = least(long);
  return milliseconds >= NOTHING && milliseconds > STEEP * least(Buffer.from(stretch(LONG)));
}

function millisecondsOf(reader: Reader, text: Uint8Array): number {
  // Not the time that passes, in which others have the processor as well.
  const start = process.cpuUsage();
  reader.recognises(textSource('results', text));
  readTorn(reader, text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function placesIn(length: number, most: number): readonly number[] {
  const step = Math.max(1, length / most);
  return Array.from({ length: Math.min(length, most) }, (_, index) => Math.floor(index * step));
}

/** A copy in which a few bytes are other ones, missing, doubled, or of another place. */
function mutated(bytes: Uint8Array, seed: number): Buffer {
  const random = randomNumbers(seed);
  const below = (most: number) => Math.floor(random() * most);
  const copy = [...bytes];
  for (let left = 1 + below(4); left > 0 && copy.length > 0; left--) {
    const place = below(copy.length);
    const other = copy[below(copy.length)]!;
    const change = below(5);
    if (change === 0) copy[place] = below(256);
    else if (change === 1) copy[place] = other;
    else if (change === 2) copy.splice(place, 1 + below(8));
    else if (change === 3) copy.splice(place, 0, ...copy.slice(place, place + below(20)));
    else copy.splice(place, 0, 48 + below(10));
  }
  return Buffer.from(copy);
}

/** Mulberry32: the same numbers from the same seed on every machine. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
