// Ways in which a file of results may be other than its harness wrote it. Each names whether figures of it can be others than before.

/** Numbers that stand alone: neither in a word nor in another number. */
const NUMBER = /(?<![\w.,+-])\d+(?:\.\d+)?(?:e[-+]?\d+)?(?![\w.,])/gi;

const CUT_OFF = 'cut off';

const KINDS = [
  [CUT_OFF, true, (text, { below }) => text.slice(0, below(text.length))],
  ['begins later', false, (text, { below }) => text.slice(below(text.length))],
  [
    'a line is missing',
    true,
    (text, random) => withLines(text, (lines) => lines.splice(random.below(lines.length), 1)),
  ],
  [
    'a line is doubled',
    true,
    (text, random) =>
      withLines(text, (lines) => {
        const at = random.below(lines.length);
        lines.splice(at, 0, lines[at]);
      }),
  ],
  [
    'two lines have changed places',
    true,
    (text, random) =>
      withLines(text, (lines) => {
        const [a, b] = [random.below(lines.length), random.below(lines.length)];
        [lines[a], lines[b]] = [lines[b], lines[a]];
      }),
  ],
  ['is there twice', true, (text) => text + text],
  [
    'a log has written into it',
    true,
    (text, random) => withLines(text, (lines) => lines.splice(random.below(lines.length), 0, '[info] still running')),
  ],
  ['a number is huge', false, withNumber(['1e308', '1e400', '9'.repeat(400), '18446744073709551616'])],
  ['a number is negative', false, withNumber(['-1', '-0', '-1e-9'])],
  [
    'a number is none',
    true,
    withNumber(['NaN', 'nan', 'null', 'Infinity', '-', '""', 'None', '∞', '1e', '0x10', '--1']),
  ],
  ['a number has a comma', true, withComma],
  ['a number is 0', false, withNumber(['0', '0.0', '0e0'])],
  ['is nested deeply', false, (text, random) => into(text, random, '['.repeat(1 + fewOrMany(random, 20_000)))],
  ['has objects in objects', false, (text, random) => into(text, random, '{"a":'.repeat(1 + fewOrMany(random, 5_000)))],
  ['has a long line', false, (text, random) => into(text, random, 'x'.repeat(fewOrMany(random, 200_000)))],
  ['has many spaces', false, (text, random) => into(text, random, ' '.repeat(fewOrMany(random, 100_000)))],
  ['has bytes that are others', false, otherBytes],
  ['is UTF-16', true, (text, random) => utf16(text, random)],
  ['has lines of Windows', true, (text) => text.replaceAll('\n', '\r\n')],
  ['has colours', false, (text, random) => into(text, random, '\u001B[31m')],
];

/** Changes of one copy: some kinds have few variants by themselves. */
const MOST_CHANGES = 3;

/** @returns the bytes of a changed copy, what was changed, and whether its figures are all of the original. */
export function mutationOf(text, seed) {
  const random = randomFrom(seed);
  const kinds = [];
  let changed = text;
  let keepsAll = true;
  // What has become bytes stays as it is.
  for (let left = 1 + random.below(MOST_CHANGES); left > 0 && typeof changed === 'string'; left--) {
    const [kind, keepsFigures, change] = KINDS[random.below(KINDS.length)];
    changed = change(changed, random);
    kinds.push(kind);
    keepsAll &&= keepsFigures;
    // A line that ends nowhere must not be continued by another change.
    if (kind === CUT_OFF) break;
  }
  return {
    kind: kinds.join(', '),
    keepsFigures: keepsAll,
    bytes: typeof changed === 'string' ? Buffer.from(changed) : changed,
  };
}

/** Mostly few: what grows with a length shows in the few that are long, and those take most of the time. */
function fewOrMany(random, most) {
  return random.below(random.below(16) === 0 ? most : Math.ceil(most / 100));
}

function withLines(text, change) {
  const lines = text.split('\n');
  change(lines);
  return lines.join('\n');
}

function into(text, random, what) {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + what + text.slice(at);
}

function withNumber(others) {
  return (text, random) => replaced(text, random, () => others[random.below(others.length)]);
}

// 12.5 as a German prints it; 12.500 would be twelve thousand elsewhere.
function withComma(text, random) {
  return replaced(text, random, (number) =>
    /^\d+\.(?:\d{1,2}|\d{4,})$/.test(number) ? number.replace('.', ',') : number,
  );
}

function replaced(text, random, other) {
  const numbers = [...text.matchAll(NUMBER)];
  if (numbers.length === 0) return text;
  const found = numbers[random.below(numbers.length)];
  return text.slice(0, found.index) + other(found[0]) + text.slice(found.index + found[0].length);
}

function otherBytes(text, random) {
  const bytes = [...Buffer.from(text)];
  for (let left = 1 + random.below(8); left > 0 && bytes.length > 0; left--) {
    const at = random.below(bytes.length);
    const change = random.below(4);
    if (change === 0) bytes[at] = random.below(256);
    else if (change === 1) bytes[at] ^= 1 << random.below(8);
    else if (change === 2) bytes.splice(at, 1 + random.below(16));
    else bytes.splice(at, 0, ...bytes.slice(at, at + random.below(64)));
  }
  return Buffer.from(bytes);
}

function utf16(text, random) {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return random.below(2) === 0 ? bytes : bytes.swap16();
}

/** Mulberry32: the same numbers from the same seed on every machine. */
function randomFrom(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { below: (most) => Math.floor(next() * most) };
}
