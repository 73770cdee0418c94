// Changes by chance: of texts, and of values that are JSON.

const PIECES = [
  '',
  '"',
  "'",
  '\\',
  '{',
  '}',
  '[',
  ']',
  '[],',
  '{},',
  '[[[[',
  ',',
  ':',
  'null',
  'true',
  '-1',
  '0',
  '1e308',
  '1e999',
  '-1e308',
  '5e-324',
  '9007199254740993',
  'NaN',
  'inf',
  'nan',
  '1_000',
  '0x10',
  '1979-05-27',
  '"""',
  "'''",
  '#',
  '=',
  '\n',
  '\r\n',
  '\u0000',
  '\u001b[2J',
  '\ud800',
  '\u202e',
  '\u200b',
  '::error::x',
  '##[x]',
  '__proto__',
  'constructor',
  'toString',
  '"kind":"compare"',
  '"schemaVersion":2',
  '9999-12-31T23:59:59Z',
  'x'.repeat(5000),
  'ж'.repeat(3000),
  '\u{e0041}',
  '=1+1',
];

const VALUES = [
  null,
  true,
  false,
  0,
  -0,
  1,
  -1,
  0.5,
  1e308,
  -1e308,
  5e-324,
  1e-300,
  2 ** 53,
  2 ** 31,
  1e15,
  '',
  ' ',
  'x',
  '\0',
  '\ud800',
  '\u001b[2J',
  '::error::x',
  '9999-12-31T23:59:59Z',
  'x'.repeat(20_000),
  [],
  [[]],
  {},
  { length: 1e9 },
  [1, 2, 3],
  Array(2000).fill(0),
  Array(300).fill({}),
  JSON.parse(`${'['.repeat(90)}${']'.repeat(90)}`),
  JSON.parse('{"__proto__":{"x":1}}'),
];

/** One of them. */
export function pick(items, random) {
  return items[Math.floor(random() * items.length)];
}

/** A whole number below `most`. */
export function below(most, random) {
  return Math.floor(random() * most);
}

/** A text with a few changes. */
export function changeText(text, random) {
  let changed = text;
  for (let changes = 1 + below(4, random); changes > 0; changes--) {
    const at = below(changed.length + 1, random);
    const end = Math.min(changed.length, at + below(pick([2, 20, 2000], random), random));
    const piece = random() < 0.5 ? pick(PIECES, random) : changed.slice(below(changed.length, random), end);
    changed = pick(
      [
        () => changed.slice(0, at) + piece + changed.slice(at),
        () => changed.slice(0, at) + changed.slice(end),
        () => changed.slice(0, at) + piece + changed.slice(end),
        () => changed.slice(0, at),
        () =>
          changed.slice(0, at) +
          String.fromCharCode((changed.charCodeAt(at) || 0) ^ (1 << below(8, random))) +
          changed.slice(at + 1),
      ],
      random,
    )();
  }
  return changed;
}

/** A value with something else at a few places of it. */
export function changeValue(value, random) {
  let changed = structuredClone(value);
  for (let changes = 1 + below(3, random); changes > 0; changes--) changed = changeOnce(changed, random);
  return changed;
}

function changeOnce(value, random) {
  if (typeof value !== 'object' || value === null || random() < 0.03) return structuredClone(pick(VALUES, random));
  const keys = Object.keys(value);
  if (keys.length === 0) return structuredClone(pick(VALUES, random));
  const key = pick(keys, random);
  const how = random();
  if (how < 0.08) {
    if (Array.isArray(value)) value.splice(Number(key), 1);
    else delete value[key];
  } else if (how < 0.14) {
    const other = pick(keys, random);
    [value[key], value[other]] = [value[other], value[key]];
  } else if (how < 0.18 && Array.isArray(value)) value.push(structuredClone(value[key]));
  else if (how < 0.22 && !Array.isArray(value))
    value[pick(['x', '__proto__', 'then', 'toJSON'], random)] = structuredClone(pick(VALUES, random));
  else value[key] = changeOnce(value[key], random);
  return value;
}

/** What a person is told: an error of evenkeel's own, short enough to be read and with nothing in it that steers a terminal. */
export function problemWithError(error) {
  if (!/^(?:Usage|Store|CacheCorruption|Measurement)Error$/.test(error?.name))
    return `it threw ${error?.stack ?? error}`;
  if (error.message.length > 11_000) return `it says ${error.message.length} characters`;
  return /(?!\n|\t)[\p{Cc}\p{Default_Ignorable_Code_Point}]|^\s*::/mu.test(error.message)
    ? `it says ${JSON.stringify(error.message)}`
    : null;
}
